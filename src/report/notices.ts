import type { Result } from "../engine/finding.ts";
import { addTo } from "../model/group-by.ts";
import { count } from "../text/count.ts";
import { printable } from "../text/printable.ts";
import type { ReportInput } from "./input.ts";
import { style } from "./style.ts";

/** Files of one reason that are named; the rest are counted. */
const NAMED = 5;

/** The words about a run rather than about a manifest: what could not be checked, and what was passed over and why. */
export function notices(input: ReportInput): string {
  const { severity, bold, dim } = style(input.options.color ?? false);
  const lines = input.result.errors.map(({ file, line, column, message }) => {
    const where = file === "" ? "" : `${bold(`${printable(file)}:${line}:${column}:`)} `;
    return `${where}${severity.error("error:")} ${printable(message)}`;
  });
  for (const [reason, files] of byReason(input.result)) {
    const first = files[0] ?? "";
    if (files.length === 1) {
      lines.push(`${dim("skipped:")} ${printable(first)}: ${printable(reason)}`);
      continue;
    }
    lines.push(`${dim("skipped:")} ${count(files.length, "file")}: ${printable(reason)}`);
    for (const file of files.slice(0, NAMED)) lines.push(`  ${dim(printable(file))}`);
    if (files.length > NAMED) lines.push(dim(`  and ${files.length - NAMED} more`));
  }
  if (foundNothingToJudge(input.result)) {
    const { files, documents } = input.result.summary;
    lines.push(`No DaemonSet found in ${count(files, "file")} (${count(documents, "document")}).`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** Whether a run met no DaemonSet, and nothing else that is worth a word. */
export function foundNothingToJudge({ summary, findings, errors }: Result): boolean {
  return summary.daemonSets === 0 && findings.length === 0 && errors.length === 0;
}

function byReason(result: Result): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { reason, file } of result.skipped) addTo(reasons, reason, file);
  return reasons;
}

/** The last line: what was found, and in how much. */
export function summaryLine(input: ReportInput): string {
  const { severity, good, bold } = style(input.options.color ?? false);
  const { summary, errors } = input.result;
  const looked = `${count(summary.daemonSets, "DaemonSet")} (${count(summary.files, "file")}, ${count(summary.documents, "document")})`;
  const failed = new Set(errors.map(({ file }) => file)).size;
  const unchecked = failed === 0 ? "" : ` ${severity.error(`${count(failed, "file")} could not be fully checked.`)}`;
  const { error, warning, note } = summary.findings;
  if (error + warning + note === 0) {
    return `${errors.length === 0 ? good("Nothing found") : "Nothing found"} in ${looked}.${unchecked}`;
  }
  const parts = [
    error > 0 && severity.error(count(error, "error")),
    warning > 0 && severity.warning(count(warning, "warning")),
    note > 0 && severity.note(count(note, "note")),
  ].filter((part) => part !== false);
  return `${bold("Found")} ${parts.join(", ")} in ${looked}.${unchecked}`;
}
