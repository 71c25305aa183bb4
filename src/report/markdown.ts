import { type Finding, SEVERITIES, type Severity } from "../engine/finding.ts";
import type { RuleMeta } from "../engine/rule.ts";
import type { Place } from "../model/place.ts";
import { count } from "../text/count.ts";
import { activeFindings, type ReportInput, type ReportOptions, ruleUrl } from "./input.ts";
import { markdownCode, markdownText } from "./markdown-text.ts";
import { summaryLine } from "./notices.ts";
import { repositoryUri } from "./repository-path.ts";
import { messageOf } from "./resource-name.ts";

const MIBIBYTE = 1024 * 1024;
/** Room for the line that says what was left out. */
const RESERVE = 200;
const SIGNS: Readonly<Record<Severity, string>> = { error: "🔴 error", warning: "🟡 warning", note: "🔵 note" };

/**
 * A table for a comment or a step summary, most severe first, and below it, folded, why each rule matters. What does not
 * fit into `maxBytes` is counted.
 */
export function markdown(input: ReportInput): string {
  const { result, rules, options } = input;
  const page = new Page((options.maxBytes ?? MIBIBYTE) - RESERVE);
  page.add(`### dslint\n\n${markdownText(summaryLine({ ...input, options: {} }))}\n`);

  if (result.errors.length > 0) {
    page.add("\n| Could not be checked | |\n|---|---|\n");
    const rows = result.errors.map(
      ({ file, line, message }) =>
        `| ${file === "" ? "" : where({ file, line }, options)} | ${markdownText(message)} |\n`,
    );
    page.addAll(rows, (left) => `\n${count(left, "more error")} left out: too long for this page.\n`);
  }

  const findings = activeFindings(result);
  if (findings.length > 0) {
    page.add("\n| | Where | Finding | Rule |\n|---|---|---|---|\n");
    const rows = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity)).map(
      (finding) => row(finding, options),
    );
    page.addAll(rows, (left) => `\n${count(left, "more finding")} left out: too long for this page.\n`);
  }

  const spoke = new Set(findings.map(({ rule }) => rule));
  const explained = rules.filter(({ rule }) => spoke.has(rule.id)).map(({ rule }) => explanation(rule));
  page.addWhole(
    explained,
    "\n<details>\n<summary>Why these rules matter, and what to write instead</summary>\n",
    "\n</details>\n",
  );
  return page.toString();
}

function row(finding: Finding, options: ReportOptions): string {
  const { severity, place, rule, related } = finding;
  const chain = related
    .map(({ message, place }) => `<br>↳ ${markdownText(message)} (${where(place, options)})`)
    .join("");
  return `| ${SIGNS[severity]} | ${where(place, options)} | ${markdownText(messageOf(finding))}${chain} | [${rule}](${ruleUrl(rule)}) |\n`;
}

function where({ file, line }: Pick<Place, "file" | "line">, options: ReportOptions): string {
  const label = markdownCode(`${file}:${line}`);
  return options.sourceUrl === undefined
    ? label
    : `[${label}](${options.sourceUrl}/${repositoryUri(file, options).replaceAll("(", "%28").replaceAll(")", "%29")}#L${line})`;
}

function explanation({ id, why, remedy }: RuleMeta): string {
  return `\n**[${id}](${ruleUrl(id)})**: ${markdownText(why)}\n\n*Instead:* ${markdownText(remedy)}\n`;
}

/** Text that grows up to a number of bytes in UTF-8. */
class Page {
  readonly #parts: string[] = [];
  readonly #encoder = new TextEncoder();
  #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  add(text: string): boolean {
    const size = this.#encoder.encode(text).length;
    if (size > this.#room) return false;
    this.#room -= size;
    this.#parts.push(text);
    return true;
  }

  /** Adds as many rows as there is room for, and a last line about the others. */
  addAll(rows: readonly string[], about: (left: number) => string): void {
    const shown = rows.findIndex((row) => !this.add(row));
    if (shown !== -1) this.#parts.push(about(rows.length - shown));
  }

  /** Adds parts between a start and an end, or none of it where they don't all fit. */
  addWhole(parts: readonly string[], start: string, end: string): void {
    if (parts.length > 0) this.add([start, ...parts, end].join(""));
  }

  toString(): string {
    return this.#parts.join("");
  }
}
