import { readFileSync, writeFileSync } from "node:fs";
import { RULES } from "../../rules/index.ts";
import { SEVERITIES, type Severity } from "../engine/finding.ts";
import { PRESETS, type Preset } from "../engine/presets.ts";
import { resolveSettings, type SettingsInput } from "../engine/settings.ts";
import { lintFiles } from "../node.ts";
import { FORMATS, type Format } from "../report/formats.ts";
import { type ReportInput, renderReport } from "../report/index.ts";
import { notices } from "../report/notices.ts";
import { didYouMean } from "../text/suggest.ts";
import { wantsColor } from "./color.ts";
import { exitCode, type Gate } from "./gate.ts";
import { startProgress } from "./progress.ts";
import { repositoryRoot } from "./repository-root.ts";
import { UsageError } from "./usage-error.ts";

/** The options of the command line as commander yields them. */
interface LintFlags {
  readonly preset?: string;
  readonly format?: string;
  readonly output?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly rule?: readonly string[];
  readonly failOn?: string;
  readonly kubernetesVersion?: string;
  readonly namespace?: string;
  readonly stdinFilename?: string;
  readonly parseAll?: boolean;
  readonly color?: string | boolean;
}

/** `dslint PATH…`: lints, prints the report, and says the exit code. */
export async function lintCommand(paths: readonly string[], flags: LintFlags): Promise<number> {
  if (paths.length === 0) {
    throw new UsageError("nothing to lint: name files, folders or globs, or - for standard input (dslint ./manifests)");
  }
  const format = oneOf("format", flags.format ?? "text", FORMATS) as Format;
  const gate = oneOf("severity for --fail-on", flags.failOn ?? "warning", [...SEVERITIES, "never"]) as Gate;
  const settings = resolveSettings(RULES, settingsInput(flags));
  const fromStdin = paths.includes("-");
  const stdin = fromStdin ? { file: flags.stdinFilename ?? "<stdin>", content: readFileSync(0) } : undefined;

  const progress = startProgress(process.stderr);
  const result = lintFiles(
    {
      cwd: process.cwd(),
      paths: paths.filter((path) => path !== "-"),
      ...(stdin === undefined ? {} : { stdin }),
      onFile: progress.file,
    },
    { settings, catalogue: RULES, parseAll: flags.parseAll ?? false },
  );
  progress.end();

  const about = (color: boolean): ReportInput => ({
    result,
    rules: settings.rules,
    version: DSLINT_VERSION,
    options: {
      color,
      notices: false,
      failOn: gate,
      workingDirectory: process.cwd(),
      root: repositoryRoot(process.cwd()),
      ...(process.stdout.columns === undefined ? {} : { width: process.stdout.columns }),
    },
  });
  const colored = about(wantsColor(flags.color, process.stdout));
  if (flags.output !== undefined) writeReport(flags.output, await renderReport(format, about(false)));
  if (flags.output === undefined || format !== "text") {
    process.stdout.write(await renderReport(flags.output === undefined ? format : "text", colored));
  }
  process.stderr.write(notices(about(wantsColor(flags.color, process.stderr))));
  return exitCode(result, gate);
}

function settingsInput(flags: LintFlags): SettingsInput {
  const { only, skip, namespace } = flags;
  return {
    ...(flags.preset === undefined ? {} : { preset: oneOf("preset", flags.preset, Object.keys(PRESETS)) as Preset }),
    ...(only === undefined ? {} : { only: only.map(ruleId) }),
    ...(skip === undefined ? {} : { skip: skip.map(ruleId) }),
    ...(flags.rule === undefined ? {} : { severities: new Map(flags.rule.map(ruleSeverity)) }),
    ...(flags.kubernetesVersion === undefined ? {} : { kubernetes: kubernetesVersion(flags.kubernetesVersion) }),
    ...(namespace === undefined ? {} : { defaultNamespace: namespace }),
  };
}

/** The id of a rule named by its id or a former one. */
function ruleId(name: string): string {
  const rule = RULES.find(({ id, aliases }) => id === name || aliases?.includes(name));
  if (rule === undefined) {
    throw new UsageError(
      `there is no rule "${name}"${didYouMean(
        name,
        RULES.map(({ id }) => id),
      )} (dslint rules lists them)`,
    );
  }
  return rule.id;
}

function ruleSeverity(text: string): [string, Severity | "off"] {
  const [name = "", severity] = text.split("=");
  if (severity === undefined)
    throw new UsageError(`--rule takes id=severity, such as --rule host-network=error, not "${text}"`);
  return [ruleId(name), oneOf("severity", severity, [...SEVERITIES, "off"]) as Severity | "off"];
}

function kubernetesVersion(text: string): readonly [number, number] {
  const match = /^v?(\d+)\.(\d+)(?:\.\d+)?$/.exec(text);
  if (match === null) throw new UsageError(`"${text}" is no Kubernetes version; write one like 1.33`);
  return [Number(match[1]), Number(match[2])];
}

function oneOf(what: string, word: string, known: readonly string[]): string {
  if (known.includes(word)) return word;
  throw new UsageError(`there is no ${what} "${word}"${didYouMean(word, known)} (known: ${known.join(", ")})`);
}

function writeReport(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    throw new UsageError(`can't write the report to ${file}: ${code ?? message}`);
  }
}
