import { RULES } from "../rules/index.ts";
import type { Result } from "./engine/finding.ts";
import type { Rule } from "./engine/rule.ts";
import { Run, type Source } from "./engine/run.ts";
import { resolveSettings, type SettingsInput } from "./engine/settings.ts";
import type { Limits } from "./input/limits.ts";
import { type Format, type ReportOptions, renderReport } from "./report/index.ts";

export type * from "./engine/finding.ts";
export { PRESETS, type Preset } from "./engine/presets.ts";
export * from "./engine/rule.ts";
export type { Source } from "./engine/run.ts";
export type { SettingsInput } from "./engine/settings.ts";
export type { Limits } from "./input/limits.ts";
export { Container, DaemonSet, Pod } from "./model/daemon-set.ts";
export { Field } from "./model/field.ts";
export type { Place, Region, ResourceRef } from "./model/place.ts";
export { Resource } from "./model/resource.ts";
export { FORMATS, type Format, type ReportOptions } from "./report/index.ts";
export { RULES };

export interface LintOptions extends SettingsInput {
  /** Rules of your own that run beside dslint's; make them with `defineRule`. */
  readonly rules?: readonly Rule[];
  /** Name of the file in findings, where a text is given; default `manifest.yaml`. */
  readonly file?: string;
  /** Bounds on what is read, where others than the usual ones are wanted. */
  readonly limits?: Partial<Limits>;
}

/**
 * Lints manifests that are at hand as text or bytes. Never throws for what a manifest holds: what could not be checked
 * is in `errors` of the result. Uses nothing of Node, so it runs in a browser too.
 */
export function lint(input: string | Uint8Array | readonly Source[], options: LintOptions = {}): Result {
  const { rules = [], file = "manifest.yaml", limits = {}, ...settings } = options;
  const catalogue = [...RULES, ...rules];
  const run = new Run({ settings: resolveSettings(catalogue, settings), catalogue, limits });
  const sources =
    typeof input === "string" || input instanceof Uint8Array ? [{ file, content: input, explicit: true }] : input;
  for (const source of sources) run.add(source);
  return run.finish();
}

/**
 * A result in one of dslint's formats.
 *
 * @param settings those that the result was made with: SARIF lists the rules that ran
 */
export function formatResult(
  format: Format,
  result: Result,
  options: ReportOptions = {},
  settings: LintOptions = {},
): Promise<string> {
  const catalogue = [...RULES, ...(settings.rules ?? [])];
  const { rules } = resolveSettings(catalogue, settings);
  return renderReport(format, { result, rules, version: DSLINT_VERSION, options });
}
