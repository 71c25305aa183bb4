import { type Finding, SEVERITIES, type Severity } from "../engine/finding.ts";
import { STDIN } from "../input/rendered.ts";
import { count } from "../text/count.ts";
import { printable } from "../text/printable.ts";
import { activeFindings, type ReportInput, ruleUrl } from "./input.ts";
import { repositoryPath } from "./repository-path.ts";
import { messageOf } from "./resource-name.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };
/** Annotations of one kind that GitHub shows of one step. */
const MOST = 10;

/**
 * GitHub workflow commands, which become annotations: as many of each kind as GitHub shows, in the findings' order, what
 * could not be checked first; the rest is counted in a last notice.
 */
export function github(input: ReportInput): string {
  const { result, rules, options } = input;
  const remedies = new Map(rules.map(({ rule }) => [rule.id, rule.remedy]));
  const kinds: Record<Severity, string[]> = { error: [], warning: [], note: [] };
  for (const { file, line, column, message } of result.errors) {
    const at = file === "" || file === STDIN ? {} : { file: repositoryPath(file, options), line, col: column };
    kinds.error.push(command("error", { ...at, title: "dslint could not check this" }, message));
  }
  const findings = activeFindings(result);
  for (const finding of findings) {
    kinds[finding.severity].push(annotation(finding, remedies.get(finding.rule), input));
  }
  const total = findings.length + result.errors.length;
  const room = (severity: Severity) => Math.max(0, MOST - (options.annotated?.[severity] ?? 0));
  const cut = SEVERITIES.some((severity) => kinds[severity].length > room(severity));
  const shown = SEVERITIES.flatMap((severity) =>
    kinds[severity].slice(0, Math.max(0, room(severity) - (cut && severity === "note" ? 1 : 0))),
  );
  if (cut) {
    const counts = SEVERITIES.map((severity) => count(kinds[severity].length, severity)).join(", ");
    const words = `${total - shown.length} of ${total} are not shown here (${counts} in all): GitHub shows ${MOST} annotations of a kind. The log or the report holds them all.`;
    shown.push(command("notice", { title: "dslint found more" }, words));
  }
  return shown.join("");
}

function annotation(finding: Finding, remedy: string | undefined, { options }: ReportInput): string {
  const { place, rule, severity } = finding;
  const { file, line, column, endLine, endColumn } = place;
  const at = file === STDIN ? {} : { file: repositoryPath(file, options), line, endLine, col: column, endColumn };
  return command(
    COMMANDS[severity],
    { ...at, title: `dslint: ${rule}` },
    [messageOf(finding), ...(remedy === undefined ? [] : ["", `Instead: ${remedy}`]), "", ruleUrl(rule)].join("\n"),
  );
}

function command(name: string, properties: Record<string, string | number>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(",")}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line).replaceAll("%", "%25"))
    .join("%0A");
}

function escapeProperty(text: string): string {
  return printable(text).replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll(",", "%2C");
}
