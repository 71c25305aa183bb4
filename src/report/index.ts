import type { Result } from "../engine/finding.ts";
import type { Format } from "./formats.ts";

export interface ReportInput {
  readonly result: Result;
}

export function renderReport(_format: Format, { result }: ReportInput): string {
  return result.findings
    .map(
      ({ place, severity, message, rule }) =>
        `${place.file}:${place.line}:${place.column}: ${severity}: ${message} [${rule}]\n`,
    )
    .join("");
}
