import { SEVERITIES, type Severity } from "../engine/finding.ts";
import { PRESETS, type Preset } from "../engine/presets.ts";
import type { Rule } from "../engine/rule.ts";
import type { SettingsInput } from "../engine/settings.ts";
import { DEEPEST_LINTED, type Limits } from "../input/limits.ts";
import { parseKubernetesVersion } from "../kubernetes/versions.ts";
import type { Gate } from "../project/gate.ts";
import type { ProjectRequest } from "../project/project.ts";
import { UsageError } from "../project/usage-error.ts";
import { FORMATS, type Format } from "../report/formats.ts";
import { didYouMean } from "../text/suggest.ts";

/** The options of the command line as commander yields them. */
export interface LintFlags {
  readonly preset?: string;
  readonly format?: string;
  readonly output?: string;
  readonly report?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly rule?: readonly string[];
  readonly failOn?: string;
  readonly maxWarnings?: string;
  readonly quiet?: boolean;
  readonly kubernetesVersion?: string;
  readonly namespace?: string;
  /** False for `--no-config`. */
  readonly config?: string | boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly changedSince?: string;
  readonly changedLines?: boolean;
  /** False for `--no-suppressions`. */
  readonly suppressions?: boolean;
  readonly showSuppressed?: boolean;
  readonly stdinFilename?: string;
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly helm?: readonly string[];
  readonly values?: readonly string[];
  readonly kustomize?: readonly string[];
  readonly parseAll?: boolean;
  readonly skipTemplates?: boolean;
  readonly maxDepth?: string;
  readonly maxFileSize?: string;
  readonly maxNodes?: string;
  readonly maxObjectSize?: string;
  readonly maxObjects?: string;
  readonly maxFindings?: string;
  readonly maxErrors?: string;
  readonly maxComparisons?: string;
  readonly color?: string | boolean;
  readonly cache?: boolean;
  readonly cacheLocation?: string;
  readonly watch?: boolean;
}

/** What the flags ask for. Throws {@link UsageError}. */
export async function projectRequest(flags: LintFlags): Promise<Omit<ProjectRequest, "cwd" | "paths">> {
  const { config, baseline, updateBaseline, changedSince, parseAll, skipTemplates } = flags;
  const namesRules = flags.only !== undefined || flags.skip !== undefined || flags.rule !== undefined;
  return {
    settings: settingsInput(flags, namesRules ? (await import("../../rules/index.ts")).RULES : []),
    suppressions: flags.suppressions === false ? "ignore" : flags.showSuppressed ? "show" : "honour",
    ...(config === undefined || config === true ? {} : { config }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(updateBaseline === undefined ? {} : { updateBaseline }),
    ...(parseAll === undefined ? {} : { parseAll }),
    ...(skipTemplates === undefined ? {} : { skipTemplates }),
    ...renderRequest(flags),
    limits: limitsOf(flags, DEEPEST_LINTED),
    ...(changedSince === undefined
      ? {}
      : { changedSince: { revision: changedSince, by: flags.changedLines ? "line" : "resource" } }),
  };
}

function renderRequest(flags: LintFlags): Pick<ProjectRequest, "render"> {
  const { helm, values, kustomize, namespace, kubernetesVersion: version } = flags;
  if (helm === undefined && values !== undefined) {
    throw new UsageError("--values is for charts: name one with --helm CHART");
  }
  if (helm === undefined && kustomize === undefined) return {};
  return {
    render: {
      charts: helm ?? [],
      values: values ?? [],
      kustomizations: kustomize ?? [],
      ...(namespace === undefined ? {} : { namespace }),
      ...(version === undefined ? {} : { kubernetes: kubernetesVersion(version) }),
    },
  };
}

const MIB = 2 ** 20;

/** Each bound with its flag, as it is read and as it is written, and in what it counts. */
const LIMIT_FLAGS = [
  ["depth", "maxDepth", "--max-depth", 1],
  ["fileBytes", "maxFileSize", "--max-file-size", MIB],
  ["nodes", "maxNodes", "--max-nodes", 1],
  ["objectBytes", "maxObjectSize", "--max-object-size", MIB],
  ["objects", "maxObjects", "--max-objects", 1],
  ["findings", "maxFindings", "--max-findings", 1],
  ["errors", "maxErrors", "--max-errors", 1],
  ["comparisons", "maxComparisons", "--max-comparisons", 1],
] as const;

/** The bounds on what is read, as far as flags change them. Throws {@link UsageError}. */
export function limitsOf(flags: LintFlags, deepest: number): Partial<Limits> {
  const limits: { -readonly [limit in keyof Limits]?: number } = {};
  for (const [limit, flag, name, unit] of LIMIT_FLAGS) {
    const asked = flags[flag];
    if (asked !== undefined) limits[limit] = countNamed(name, asked) * unit;
  }
  if ((limits.depth ?? 0) > deepest) {
    throw new UsageError(`--max-depth goes up to ${deepest}, not ${limits.depth}`);
  }
  return limits;
}

/** What the flags say of rules and their settings. Throws {@link UsageError}. */
export function settingsInput(flags: LintFlags, catalogue: readonly Rule[]): SettingsInput {
  const { only, skip, namespace } = flags;
  const ruleId = (name: string) => ruleNamed(name, catalogue).id;
  return {
    ...(flags.preset === undefined ? {} : { preset: oneOf("preset", flags.preset, Object.keys(PRESETS)) as Preset }),
    ...(only === undefined ? {} : { only: only.map(ruleId) }),
    ...(skip === undefined ? {} : { skip: skip.map(ruleId) }),
    ...(flags.rule === undefined
      ? {}
      : { severities: new Map(flags.rule.map((text) => ruleSeverity(text, catalogue))) }),
    ...(flags.kubernetesVersion === undefined ? {} : { kubernetes: kubernetesVersion(flags.kubernetesVersion) }),
    ...(namespace === undefined ? {} : { defaultNamespace: namespace }),
  };
}

/** The rule of a name, present or former. Throws {@link UsageError}. */
export function ruleNamed(name: string, catalogue: readonly Rule[]): Rule {
  const rule = catalogue.find(({ id, aliases }) => id === name || aliases?.includes(name));
  if (rule !== undefined) return rule;
  const ids = catalogue.map(({ id }) => id);
  throw new UsageError(`there is no rule "${name}"${didYouMean(name, ids)} (dslint rules lists them)`);
}

function ruleSeverity(text: string, catalogue: readonly Rule[]): [string, Severity | "off"] {
  const [name = "", severity] = text.split("=");
  if (severity === undefined) {
    throw new UsageError(`--rule takes id=severity, such as --rule host-network=error, not "${text}"`);
  }
  return [ruleNamed(name, catalogue).id, oneOf("severity", severity, [...SEVERITIES, "off"]) as Severity | "off"];
}

function kubernetesVersion(text: string): readonly [number, number] {
  const version = parseKubernetesVersion(text);
  if (version === undefined) throw new UsageError(`"${text}" is no Kubernetes version; write one like 1.33`);
  return version;
}

export function formatNamed(name: string): Format {
  return oneOf("format", name, FORMATS) as Format;
}

export function gateNamed(name: string): Gate {
  return oneOf("severity for --fail-on", name, [...SEVERITIES, "never"]) as Gate;
}

/** `sarif=out.sarif` of `--report`. */
export function reportTarget(text: string): { format: Format; file: string } {
  const [format = "", ...file] = text.split("=");
  if (file.join("=") === "") {
    throw new UsageError(`--report takes format=file, such as --report sarif=dslint.sarif, not "${text}"`);
  }
  return { format: formatNamed(format), file: file.join("=") };
}

/** A whole number, not negative. */
export function countNamed(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${flag} takes a whole number, not "${text}"`);
  return Number(text);
}

function oneOf(what: string, word: string, known: readonly string[]): string {
  if (known.includes(word)) return word;
  throw new UsageError(`there is no ${what} "${word}"${didYouMean(word, known)} (known: ${known.join(", ")})`);
}
