import type { Severity } from "./finding.ts";
import { LATEST_KUBERNETES } from "./kubernetes-version.ts";
import { type Preset, severityIn } from "./presets.ts";
import type { ClusterFacts, OptionSchema, Rule } from "./rule.ts";

/** A rule that will run, with what it was told. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** True where the user named the severity: it then wins over the one that a check gives a finding. */
  readonly configured: boolean;
  /** True where the preset wants only what is worth a finding of a rule that is strict otherwise; see `Report.strict`. */
  readonly lenient: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Everything that decides how a resource is judged. */
export interface Settings {
  readonly preset: Preset;
  readonly rules: readonly ActiveRule[];
  readonly cluster: ClusterFacts;
  readonly kubernetes: readonly [number, number];
  readonly defaultNamespace: string;
  /** Rules that no suppression may waive. */
  readonly notWaivable: ReadonlySet<string>;
}

export interface SettingsInput {
  readonly preset?: Preset;
  /** Rule ids and the severities asked for; they win over the preset's. */
  readonly severities?: ReadonlyMap<string, Severity | "off">;
  readonly options?: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Only these rules, whatever the preset says of them. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly cluster?: ClusterFacts;
  readonly kubernetes?: readonly [number, number];
  readonly defaultNamespace?: string;
  readonly notWaivable?: readonly string[];
}

/** The rules that run and how, from what was asked for. Ids are taken to be known: see `findRule`. */
export function resolveSettings(catalogue: readonly Rule[], input: SettingsInput = {}): Settings {
  const preset = input.preset ?? "recommended";
  const rules: ActiveRule[] = [];
  for (const rule of catalogue) {
    const asked = input.severities?.get(rule.id);
    let severity = asked ?? severityIn(preset, rule, input.cluster);
    if (input.only !== undefined) {
      if (!input.only.includes(rule.id)) continue;
      if (severity === "off" && asked === undefined) severity = severityAlone(rule);
    }
    if (severity === "off" || input.skip?.includes(rule.id)) continue;
    rules.push({
      rule,
      severity,
      configured: asked !== undefined,
      lenient: preset === "recommended" && asked === undefined && input.only === undefined,
      options: optionsOf(rule.options, input.options?.get(rule.id)),
    });
  }
  return {
    preset,
    rules,
    cluster: input.cluster ?? {},
    kubernetes: input.kubernetes ?? LATEST_KUBERNETES,
    defaultNamespace: input.defaultNamespace ?? "default",
    notWaivable: new Set(input.notWaivable),
  };
}

/** The severity of a rule that is asked for by name although the preset leaves it out. */
function severityAlone(rule: Rule): Severity {
  return rule.severity === "strict" || rule.severity === "off" ? "warning" : rule.severity;
}

const NO_OPTIONS: Readonly<Record<string, unknown>> = {};

function optionsOf(
  schema: Record<string, OptionSchema> | undefined,
  given: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  if (schema === undefined) return given ?? NO_OPTIONS;
  const defaults = Object.entries(schema).map(([name, option]) => [name, option.default]);
  return { ...Object.fromEntries(defaults), ...given };
}
