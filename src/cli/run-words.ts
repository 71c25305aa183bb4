import type { Result } from "../engine/finding.ts";
import { printable } from "../text/printable.ts";

/** Words about the run, for standard error: what could not be checked, what was skipped and why, what was not found. */
export function runWords(result: Result): string {
  const lines = [
    ...result.errors.map(({ file, line, column, message }) =>
      file === "" ? `error: ${message}` : `${file}:${line}:${column}: error: ${message}`,
    ),
    ...result.skipped.map(({ file, reason }) => `${file}: skipped: ${reason}`),
  ];
  if (result.summary.daemonSets === 0 && result.errors.length === 0 && result.findings.length === 0) {
    const { files } = result.summary;
    lines.push(`no DaemonSet found in ${files} file${files === 1 ? "" : "s"}`);
  }
  return lines.map((line) => `${printable(line)}\n`).join("");
}
