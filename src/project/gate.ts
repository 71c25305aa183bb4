import { type Result, SEVERITIES, type Severity } from "../engine/finding.ts";

/** The least severity that fails a run. */
export type Gate = Severity | "never";

/** 0: nothing at or above the gate; 1: findings at or above it; 2: something could not be checked, which wins. */
export function exitCode(result: Result, gate: Gate): 0 | 1 | 2 {
  if (result.errors.length > 0) return 2;
  if (gate === "never") return 0;
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(gate) + 1);
  return failing.some((severity) => result.summary.findings[severity] > 0) ? 1 : 0;
}

/** What to say where there are more warnings than are allowed, which fails a run as findings do. */
export function tooManyWarnings(result: Result, most: number | undefined): string | undefined {
  const { warning } = result.summary.findings;
  return most === undefined || warning <= most ? undefined : `${warning} warnings, and --max-warnings allows ${most}`;
}
