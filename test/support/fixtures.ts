import { parse } from "yaml";
import type { Finding, LintOptions, Result, SettingsInput, Source } from "../../src/index.ts";

export interface Expectation {
  readonly line: number;
  readonly rule: string;
  readonly severity?: string;
  /** The very text that is underlined. */
  readonly underlined?: string;
  /** Words that the message holds, or ends with where they end in `$`. */
  readonly words?: string;
}

/**
 * Findings that a fixture announces. `# expect: rule-id` says that the rule speaks at this line, `# expect: a, a` that
 * it does so twice; `# expect-next: rule-id` on a line of its own means the line after it. `# expect: rule-id (note)`
 * says the severity too, `# expect: rule-id [some text]` what is underlined, and `# expect: rule-id ~ some words` what the
 * message holds. `# see: rule-id` marks the other places that its findings point at.
 */
export function expectationsOf(text: string): Expectation[] {
  return text.split(/\r\n|\n|\r/).flatMap((content, index) => {
    const match = /# expect(-next)?: ([a-z0-9, ()-]+)(?:\[([^\]]*)\] ?)?(?:~ (.*))?$/.exec(content);
    if (match === null) return [];
    const line = index + (match[1] === undefined ? 1 : 2);
    const underlined = match[3] === undefined ? {} : { underlined: match[3] };
    const words = match[4] === undefined ? {} : { words: match[4] };
    return (match[2] ?? "").split(",").map((part) => {
      const [, rule = part, severity] = /^ *([a-z0-9-]+)(?: \((\w+)\))? *$/.exec(part) ?? [];
      return { line, rule, ...(severity === undefined ? {} : { severity }), ...underlined, ...words };
    });
  });
}

/**
 * Settings of a fixture, from a line `# settings: {…}` in any of its files, in flow YAML: `options` of rules by id,
 * `cluster`, `preset`, `kubernetes`, `with`, the ids of rules that run beside the one under test, and `all: true` where all
 * those of the preset do, and the rule only if the preset has it.
 */
export function fixtureOptions(texts: readonly string[]): { with: string[]; all: boolean; settings: SettingsInput } {
  for (const text of texts) {
    const match = /^# settings: (.*)$/m.exec(text);
    if (match === null) continue;
    const {
      with: beside = [],
      all = false,
      options,
      ...settings
    } = parse(match[1] ?? "") as Record<string, unknown> & {
      with?: string[];
      all?: boolean;
      options?: Record<string, Record<string, unknown>>;
    };
    return {
      with: beside,
      all,
      settings: { ...settings, ...(options === undefined ? {} : { options: new Map(Object.entries(options)) }) },
    };
  }
  return { with: [], all: false, settings: {} };
}

/** Lines at which `# see: rule-id` says that a finding of the rule points there as well. */
function relatedLinesOf(text: string, id: string): number[] {
  return text.split(/\r\n|\n|\r/).flatMap((content, index) => (content.endsWith(`# see: ${id}`) ? index + 1 : []));
}

/** A run over fixtures, and what it should find. */
export interface FixtureRun {
  readonly sources: readonly Source[];
  /** Where its findings should point as well, as `file:line`; empty where the fixture says nothing of that. */
  readonly related: readonly string[];
  readonly expected: readonly (Expectation & { readonly file: string })[];
  readonly options: LintOptions;
}

/** @param id the rule that the fixtures are of: only it and those that a fixture asks for run */
export function fixtureRun(
  id: string,
  files: readonly { readonly file: string; readonly content: string }[],
): FixtureRun {
  const { with: beside, all, settings } = fixtureOptions(files.map(({ content }) => content));
  return {
    sources: files.map(({ file, content }) => ({ file, content, explicit: true })),
    related: files.flatMap(({ file, content }) => relatedLinesOf(content, id).map((line) => `${file}:${line}`)),
    expected: files.flatMap(({ file, content }) => expectationsOf(content).map((one) => ({ ...one, file }))),
    options: all ? settings : { only: [id, ...beside], ...settings },
  };
}

/** What a rule found and what was expected of it, both as sorted lines of text that are equal where all is well. */
export function compared(id: string, { expected, related }: FixtureRun, { findings }: Result): [string[], string[]] {
  const found = findings.filter((finding) => finding.rule === id);
  const left = new Set(found);
  const wanted = expected.map((expectation) => {
    const met = [...left].find((finding) => meets(finding, expectation));
    if (met === undefined) return `${expectation.file}: ${JSON.stringify(expectation)}`;
    left.delete(met);
    return shown(met);
  });
  const seen = new Set(found.flatMap((finding) => finding.related.map(({ place }) => `${place.file}:${place.line}`)));
  return related.length === 0
    ? [found.map(shown).sort(), wanted.sort()]
    : [
        [...found.map(shown), ...[...seen].map((at) => `see ${at}`)].sort(),
        [...wanted, ...related.map((at) => `see ${at}`)].sort(),
      ];
}

const shown = ({ place, rule, severity, message }: Finding): string =>
  `${place.file}:${place.line} ${rule} (${severity}) ${message}`;

const meets = ({ place, rule, severity, message }: Finding, expected: FixtureRun["expected"][number]): boolean =>
  place.file === expected.file &&
  place.line === expected.line &&
  rule === expected.rule &&
  severity === (expected.severity ?? severity) &&
  textAt(place) === (expected.underlined ?? textAt(place)) &&
  says(message, expected.words ?? "");

const textAt = ({ source, sourceColumn, column, endColumn }: Finding["place"]): string =>
  source.slice(column - sourceColumn, endColumn - sourceColumn);

const says = (message: string, words: string): boolean =>
  words.endsWith("$") ? message.endsWith(words.slice(0, -1)) : message.includes(words);
