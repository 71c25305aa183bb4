import { printable } from "../text/printable.ts";
import type { ReportInput } from "./input.ts";
import { messageOf } from "./resource-name.ts";

/**
 * One line a finding, `file:line:col: severity: message [rule]`, as editors and problem matchers read; what could not be
 * checked alike, without a rule.
 */
export function compact({ result }: ReportInput): string {
  const lines = [
    ...result.findings.map((finding) => {
      const { place, severity, rule, suppressed } = finding;
      const waived = suppressed === undefined ? "" : ` (waived: ${printable(suppressed.justification)})`;
      return `${start(place.file)}:${place.line}:${place.column}: ${severity}: ${printable(messageOf(finding))} [${rule}]${waived}\n`;
    }),
    ...result.errors.map(
      ({ file, line, column, message }) => `${start(file)}:${line}:${column}: error: ${printable(message)}\n`,
    ),
  ];
  return lines.join("");
}

/** A file name at the start of a line: GitHub obeys lines that begin with `::`. */
function start(file: string): string {
  const name = printable(file);
  return name.trimStart().startsWith("::") ? `./${name}` : name;
}
