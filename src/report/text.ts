import type { Finding, Severity } from "../engine/finding.ts";
import type { Place } from "../model/place.ts";
import { printable } from "../text/printable.ts";
import { frame } from "./frame.ts";
import { activeFindings, type RanRule, type ReportInput } from "./input.ts";
import { foundNothingToJudge, notices, summaryLine } from "./notices.ts";
import { resourceName } from "./resource-name.ts";
import { type Style, style } from "./style.ts";
import { wrap } from "./width.ts";

const DEFAULT_WIDTH = 100;
/** Prose in longer lines is tiring, however wide the terminal. */
const WIDEST_PROSE = 110;
const NARROWEST = 40;
/** Columns before a finding's words: two blanks, the severity, two blanks. */
const INDENT = 11;

/**
 * The report for a person. Findings stand under their file and resource, each with its source line; why a rule matters
 * and what to write instead is said where the rule first speaks, and not again.
 */
export function text(input: ReportInput): string {
  const writer = new Writer(input);
  for (const finding of activeFindings(input.result)) writer.finding(finding);
  return writer.end(input);
}

class Writer {
  readonly #lines: string[] = [];
  readonly #style: Style;
  readonly #width: number;
  readonly #rules: ReadonlyMap<string, RanRule>;
  readonly #explained = new Set<string>();
  #group = "";

  constructor(input: ReportInput) {
    this.#style = style(input.options.color ?? false);
    this.#width = Math.max(NARROWEST, input.options.width ?? DEFAULT_WIDTH);
    this.#rules = new Map(input.rules.map((rule) => [rule.rule.id, rule]));
  }

  finding(finding: Finding): void {
    const { place } = finding;
    this.#heading(place);
    const { severity, bold, dim } = this.#style;
    const words = this.#prose(`${printable(finding.message)} [${finding.rule}]`);
    const last = words.length - 1;
    words.forEach((line, i) => {
      const label = i === 0 ? severity[finding.severity](finding.severity.padEnd(7)) : " ".repeat(7);
      const tag = `[${finding.rule}]`;
      const said = i === last ? `${bold(line.slice(0, -tag.length))}${dim(tag)}` : bold(line);
      this.#lines.push(`  ${label}  ${said}`);
    });
    this.#frame(place, finding.severity);
    for (const related of finding.related) {
      const where = `${printable(related.place.file)}:${related.place.line}:${related.place.column}`;
      this.#labelled("see", `${printable(related.message)} (${where})`);
      this.#frame(related.place, "note");
    }
    this.#explain(finding.rule);
    if (finding.fix) {
      const caution = finding.fix.safety === "unsafe" ? " (unsafe: look at what it changes)" : "";
      this.#labelled("fix", `${printable(finding.fix.description)}${caution}`);
    }
    this.#lines.push("");
  }

  end(input: ReportInput): string {
    const body = this.#lines.map((line) => `${line}\n`).join("");
    const words = input.options.notices === false ? "" : notices(input);
    if (foundNothingToJudge(input.result)) return words;
    return `${body}${words === "" ? "" : `${words}\n`}${summaryLine(input)}\n`;
  }

  #heading(place: Place): void {
    const group = JSON.stringify([place.file, place.document, place.resource]);
    if (group === this.#group) return;
    this.#group = group;
    const { bold, dim } = this.#style;
    this.#lines.push(`${bold(printable(place.file))}  ${dim(printable(resourceName(place.resource)))}`, "");
  }

  #frame(place: Place, severity: Severity): void {
    const position = `${place.line}:${place.column}`;
    const gutter = Math.max(position.length, INDENT - 2);
    const room = this.#width - gutter - 3;
    const { source, marks } = frame(place, room);
    const { dim } = this.#style;
    const label = missingPath(place);
    const fits = label !== "" && marks.length + 1 + label.length <= room;
    this.#lines.push(
      `${dim(`${position.padStart(gutter)} │`)} ${source}`,
      `${dim(`${" ".repeat(gutter)} │`)} ${marks.replace(/\^+/, this.#style.severity[severity])}${fits ? ` ${dim(label)}` : ""}`,
    );
  }

  #explain(id: string): void {
    const ran = this.#rules.get(id);
    if (ran === undefined || this.#explained.has(id)) return;
    this.#explained.add(id);
    this.#labelled("why", ran.rule.why);
    this.#labelled("instead", ran.rule.remedy);
  }

  #labelled(label: string, words: string): void {
    const { dim } = this.#style;
    this.#prose(words).forEach((line, i) => {
      this.#lines.push(`  ${dim((i === 0 ? label : "").padStart(7))}  ${line}`);
    });
  }

  #prose(words: string): string[] {
    return wrap(words.replace(/\s+/g, " ").trim(), Math.min(this.#width, WIDEST_PROSE) - INDENT);
  }
}

/** The path of a field that the shown line doesn't hold, because it is missing and its place is an ancestor's. */
function missingPath({ path, source }: Place): string {
  const key = /([^.[\]]+)\]?$/.exec(path)?.[1] ?? "";
  return /^\d*$/.test(key) || source.includes(key) ? "" : printable(path);
}
