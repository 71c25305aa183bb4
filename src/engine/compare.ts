import { compareText } from "../text/compare.ts";
import type { Finding } from "./finding.ts";

/** Order of findings in every report: file, position, rule, message. By code unit, so alike in every locale. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.place.file, b.place.file) ||
    a.place.line - b.place.line ||
    a.place.column - b.place.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.place.path, b.place.path) ||
    compareText(a.message, b.message)
  );
}
