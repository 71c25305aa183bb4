import type { Severity } from "./finding.ts";
import type { Category, ClusterFacts, RuleMeta } from "./rule.ts";

export const PRESETS = {
  recommended: "what a careful platform team wants to see (the default)",
  strict: "every rule",
  security: "security, host access, access and validity, the strict ones of them included",
  reliability: "scheduling, updates, resources, networking, reliability, agents and validity, the strict ones included",
  "pss-baseline": "the Pod Security Standard `baseline`, as the cluster enforces it",
  "pss-restricted": "the Pod Security Standard `restricted`, as the cluster enforces it",
  validity: "only what the API server says",
} as const;
export type Preset = keyof typeof PRESETS;

const CATEGORIES_OF: Partial<Record<Preset, readonly Category[]>> = {
  security: ["security", "host-access", "access", "validity"],
  reliability: ["scheduling", "updates", "resources", "networking", "reliability", "agents", "validity"],
};

/** Presets that report everything upstream reports: there no finding silences another. */
export function isLiteral(preset: Preset): boolean {
  return preset === "validity" || isPodSecurity(preset);
}

export function isPodSecurity(preset: Preset): boolean {
  return preset === "pss-baseline" || preset === "pss-restricted";
}

/** The severity a rule has in a preset, for a cluster of which these facts are known. */
export function severityIn(preset: Preset, rule: RuleMeta, cluster: ClusterFacts = {}): Severity | "off" {
  const own = rule.presets?.[preset];
  if (own !== undefined) return own;
  if (isPodSecurity(preset)) return rule.pss !== undefined ? "error" : "off";
  if (preset === "validity") return "off";
  const severity = rule.severityIn?.(cluster) ?? rule.severity;
  if (severity === "off" || (severity === "strict" && preset === "recommended")) return "off";
  const categories = CATEGORIES_OF[preset];
  if (categories !== undefined && !categories.includes(rule.category)) return "off";
  return severity === "strict" ? "warning" : severity;
}
