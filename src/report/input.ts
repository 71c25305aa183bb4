import type { Finding, Result, Severity } from "../engine/finding.ts";
import type { RuleMeta } from "../engine/rule.ts";

/** A rule as it ran, with the severity that the preset and the configuration gave it. */
export interface RanRule {
  readonly rule: RuleMeta;
  readonly severity: Severity;
}

/** Everything a report is made of: the same input gives the same text, byte for byte. */
export interface ReportInput {
  readonly result: Result;
  /** Every rule that ran, whatever it found, in the catalogue's order. */
  readonly rules: readonly RanRule[];
  /** dslint's own version. */
  readonly version: string;
  readonly options: ReportOptions;
}

/** What the caller knows and a pure function can't. All optional. */
export interface ReportOptions {
  /** ANSI colours in `text`. */
  readonly color?: boolean;
  /** Columns of the terminal: `text` is wrapped to it. */
  readonly width?: number;
  /** False where the caller says errors and skipped files itself, on standard error. */
  readonly notices?: boolean;
  /** Absolute path of the working directory, which relative file names in findings start from. */
  readonly workingDirectory?: string;
  /** Absolute path of the repository's root, by default the working directory. */
  readonly root?: string;
  /** The gate: in `junit` what is below it passes. By default `warning`. */
  readonly failOn?: Severity | "never";
  /** Where the repository's files can be read, for links: `https://github.com/owner/name/blob/<commit>`. */
  readonly sourceUrl?: string;
  /** Annotations that the step has made already: of `github`'s there is room for so many fewer. */
  readonly annotated?: Readonly<Partial<Record<Severity, number>>>;
  /** Most results of a `sarif` report, the most severe: by default 25,000, what code scanning takes. */
  readonly maxResults?: number;
  /** Most bytes of a `markdown` report: by default 1 MiB, what GitHub takes as a step summary. */
  readonly maxBytes?: number;
}

/** The findings that count: not those that somebody waived, which are in a result only if they were asked for. */
export function activeFindings(result: Result): readonly Finding[] {
  return result.findings.some((finding) => finding.suppressed)
    ? result.findings.filter((finding) => !finding.suppressed)
    : result.findings;
}

/** Where a rule is documented. */
export function ruleUrl(id: string): string {
  return `https://github.com/dslint/dslint/blob/main/docs/rules/${id}.md`;
}
