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
/** From so many findings on they are counted by rule; so many rules are named. */
const MANY = 25;
const TALLIED = 15;
/** Findings of one part of the report. */
const PART = 500;
const GRAVITY: readonly Severity[] = ["error", "warning", "note"];
/** From so many on, nobody reads them one after another. */
const TOO_MANY = 200;
const ADVICE =
  "One line a finding: --format compact. To go on from here: --baseline .dslint-baseline.json --update-baseline accepts these, and later runs with that baseline report what is new.";

/**
 * The report for a person. Findings stand under their file and resource, each with its source line; why a rule matters
 * and what to write instead is said where the rule first speaks, and not again.
 */
export function text(input: ReportInput): string {
  return [...textBody(input), textSums(input)].join("");
}

/** All of {@link text} but its end, {@link textSums}, in parts: all at once it takes more memory than its findings. */
export function* textBody(input: ReportInput): Generator<string> {
  const words = input.options.notices === false ? "" : notices(input);
  if (foundNothingToJudge(input.result)) {
    yield words;
    return;
  }
  const writer = new Writer(input);
  let said = 0;
  for (const finding of input.result.findings) {
    writer.finding(finding);
    if (++said % PART === 0) yield writer.take();
  }
  yield writer.take();
  if (words !== "") yield `${words}\n`;
}

/** What {@link text} ends with: the findings in numbers. Whoever says other things last says them before it. */
export function textSums(input: ReportInput): string {
  return new Writer(input).sums(input);
}

class Writer {
  readonly #lines: string[] = [];
  readonly #style: Style;
  readonly #width: number;
  readonly #rules: ReadonlyMap<string, RanRule>;
  readonly #explained = new Set<string>();
  #last: Place | undefined;

  constructor(input: ReportInput) {
    this.#style = style(input.options.color ?? false);
    this.#width = Math.max(NARROWEST, input.options.width ?? DEFAULT_WIDTH);
    this.#rules = new Map(input.rules.map((rule) => [rule.rule.id, rule]));
  }

  finding(finding: Finding): void {
    const { place } = finding;
    this.#heading(place);
    const { severity, bold, dim } = this.#style;
    const { suppressed } = finding;
    const tag = `[${finding.rule}]`;
    const words = this.#prose(`${printable(finding.message)} ${tag}`);
    words.forEach((line, i) => {
      const label = i > 0 ? "" : suppressed ? "waived" : finding.severity;
      const paint = suppressed ? dim : severity[finding.severity];
      const said = i === words.length - 1 ? line.slice(0, -tag.length) : line;
      const message = suppressed ? dim(said) : bold(said);
      this.#lines.push(`  ${paint(label.padEnd(7))}  ${message}${said === line ? "" : dim(tag)}`);
    });
    if (suppressed) this.#labelled("reason", printable(suppressed.justification));
    this.#frame(place, finding.severity);
    for (const related of finding.related) {
      const { file, line, column } = related.place;
      // In the same file, the frame below tells the line.
      const where = file === place.file ? "" : ` (${printable(file)}:${line}:${column})`;
      this.#labelled("see", `${printable(related.message)}${where}`);
      this.#frame(related.place, "note");
    }
    if (!suppressed) this.#explain(finding.rule);
    if (finding.fix && !suppressed) {
      const caution = finding.fix.safety === "unsafe" ? " (unsafe: look at what it changes)" : "";
      this.#labelled("fix", `${printable(finding.fix.description)}${caution}`);
    }
    this.#lines.push("");
  }

  /** What was written since it was last taken. */
  take(): string {
    const text = this.#lines.length === 0 ? "" : `${this.#lines.join("\n")}\n`;
    this.#lines.length = 0;
    return text;
  }

  sums(input: ReportInput): string {
    if (foundNothingToJudge(input.result)) return "";
    return `${this.#tally(activeFindings(input.result))}${summaryLine(input)}\n`;
  }

  /** Of many findings, how many each rule made, the gravest first: the end of the report is what a terminal shows. */
  #tally(findings: readonly Finding[]): string {
    if (findings.length < MANY) return "";
    const counts = new Map<string, { severity: Severity; rule: string; count: number }>();
    for (const { severity, rule } of findings) {
      const key = `${severity} ${rule}`;
      const entry = counts.get(key);
      if (entry === undefined) counts.set(key, { severity, rule, count: 1 });
      else entry.count++;
    }
    const entries = [...counts.values()].sort(
      (a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) || b.count - a.count,
    );
    const shown = entries.length - TALLIED > 1 ? entries.slice(0, TALLIED) : entries;
    const { dim, severity: paint } = this.#style;
    const lines = shown.map(
      ({ severity, rule, count }) => `${String(count).padStart(9)}  ${paint[severity](severity.padEnd(7))}  ${rule}`,
    );
    const rest = entries.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
    if (rest > 0) lines.push(dim(`${String(rest).padStart(9)}  more, by other rules or less grave`));
    if (findings.length >= TOO_MANY) {
      lines.push("", ...this.#wrapped(ADVICE).map(dim));
    }
    return `${lines.map((line) => `${line}\n`).join("")}\n`;
  }

  #heading(place: Place): void {
    if (this.#last !== undefined && sameResource(this.#last, place)) return;
    this.#last = place;
    const { bold, dim } = this.#style;
    this.#lines.push(`${bold(printable(place.file))}  ${dim(printable(resourceName(place.resource)))}`, "");
  }

  #frame(place: Place, severity: Severity): void {
    const position = `${place.line}:${place.column}`;
    const gutter = Math.max(position.length, INDENT - 3);
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
    return this.#wrapped(words, INDENT);
  }

  #wrapped(words: string, indent = 0): string[] {
    return wrap(words, Math.min(this.#width, WIDEST_PROSE) - indent);
  }
}

function sameResource(a: Place, b: Place): boolean {
  const { kind, namespace, name } = a.resource;
  const of = b.resource;
  const same = kind === of.kind && namespace === of.namespace && name === of.name;
  return same && a.file === b.file && a.document === b.document;
}

/** The path of a field that the shown line doesn't hold, because it is missing and its place is an ancestor's. */
function missingPath({ path, source }: Place): string {
  const end = path.endsWith("]") ? path.length - 1 : path.length;
  const key = path.slice(Math.max(path.lastIndexOf(".", end - 1), path.lastIndexOf("[", end - 1)) + 1, end);
  return /^\d*$/.test(key) || source.includes(key) ? "" : printable(path);
}
