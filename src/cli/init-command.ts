import { existsSync, writeFileSync } from "node:fs";
import { RULES } from "../../rules/index.ts";
import { CONFIG_NAME } from "../config/find-file.ts";
import { lintProject } from "../project/project.ts";
import { UsageError } from "../project/usage-error.ts";
import { count } from "../text/count.ts";

/** How many of the rules that find most are named for a start. */
const SHOWN = 8;

/** `dslint init`: a commented configuration to start from, by what the folder holds. Throws {@link UsageError}. */
export async function initCommand(): Promise<void> {
  const cwd = process.cwd();
  if (existsSync(CONFIG_NAME)) {
    throw new UsageError(`there is a ${CONFIG_NAME} here already; dslint config FILE shows what it says`);
  }
  const { result } = await lintProject({ cwd, paths: ["."], settings: {}, config: false });
  const counts = new Map<string, number>();
  for (const { rule } of result.findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, SHOWN);
  const { daemonSets, findings } = result.summary;
  const width = Math.max(0, ...most.map(([id]) => id.length));
  const rules = most.map(([id, count]) => {
    const { summary, severity } = RULES.find((rule) => rule.id === id) ?? { summary: "", severity: "warning" };
    return `  # ${`${id}:`.padEnd(width + 1)} ${severity}   # ${count} here: ${summary}`;
  });
  writeFileSync(
    CONFIG_NAME,
    `# yaml-language-server: $schema=https://raw.githubusercontent.com/dslint/dslint/main/schemas/config.schema.json
#
# Configuration of dslint for this folder and all below it.
# ${count(daemonSets, "DaemonSet")} when it was made: ${findings.error} errors, ${findings.warning} warnings, ${findings.note} notes.

# recommended, strict, security, reliability, pss-baseline, pss-restricted or validity
preset: recommended

# From which severity on findings fail a run: error, warning, note or never
fail-on: warning

# Kubernetes that the manifests are for; by default the newest that dslint knows
# kubernetes-version: "1.33"

# Findings that were accepted when dslint came: write the file with
#   dslint . --baseline .dslint-baseline.json --update-baseline
# baseline: .dslint-baseline.json

# What is known of the clusters makes some rules speak, and others say more
cluster:
  # nodes: 500
  # control-plane-taints: ["node-role.kubernetes.io/control-plane:NoSchedule"]
  # node-allocatable: { cpu: "4", memory: 16Gi }

# A severity, off, or a map of severity and options: dslint explain RULE
rules:
${rules.length === 0 ? "  # host-network: off" : rules.join("\n")}

# Rules that no comment or annotation may waive
# not-waivable: [secret-in-plain-text]

# exclude: ["vendor/", "**/testdata/**"]

# Other settings for some files or resources
# overrides:
#   - files: ["clusters/edge/**"]
#     namespaces: [kube-system]
#     rules:
#       host-network: off
`,
  );
  const next =
    findings.error + findings.warning + findings.note === 0
      ? "Nothing is found here today; run dslint . in CI to keep it so."
      : "Next: dslint . to see what is found, or dslint . --baseline .dslint-baseline.json --update-baseline to accept it for now.";
  process.stdout.write(`wrote ${CONFIG_NAME}\n${next}\n`);
}
