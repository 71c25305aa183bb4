import { parse } from "yaml";
import type { SettingsInput } from "../../src/index.ts";

export interface Expectation {
  readonly line: number;
  readonly rule: string;
  readonly severity?: string;
  /** Words that the message holds, or ends with where they end in `$`. */
  readonly words?: string;
}

/**
 * Findings that a fixture announces. `# expect: rule-id` says that the rule speaks at this line, `# expect: a, a` that
 * it does so twice; `# expect-next: rule-id` on a line of its own means the line after it. `# expect: rule-id (note)`
 * says the severity too, and `# expect: rule-id ~ some words` what the message holds.
 */
export function expectationsOf(text: string): Expectation[] {
  return text.split(/\r\n|\n|\r/).flatMap((content, index) => {
    const match = /# expect(-next)?: ([a-z0-9, ()-]+)(?:~ (.*))?$/.exec(content);
    if (match === null) return [];
    const line = index + (match[1] === undefined ? 1 : 2);
    const words = match[3] === undefined ? {} : { words: match[3] };
    return (match[2] ?? "").split(",").map((part) => {
      const [, rule = part, severity] = /^ *([a-z0-9-]+)(?: \((\w+)\))? *$/.exec(part) ?? [];
      return { line, rule, ...(severity === undefined ? {} : { severity }), ...words };
    });
  });
}

/**
 * Settings of a fixture, from a line `# settings: {…}` in any of its files, in flow YAML: `options` of rules by id,
 * `cluster`, `preset`, `kubernetes`, and `with`, the ids of rules that run beside the one under test.
 */
export function fixtureOptions(texts: readonly string[]): { with: string[]; settings: SettingsInput } {
  for (const text of texts) {
    const match = /^# settings: (.*)$/m.exec(text);
    if (match === null) continue;
    const {
      with: beside = [],
      options,
      ...settings
    } = parse(match[1] ?? "") as Record<string, unknown> & {
      with?: string[];
      options?: Record<string, Record<string, unknown>>;
    };
    return {
      with: beside,
      settings: { ...settings, ...(options === undefined ? {} : { options: new Map(Object.entries(options)) }) },
    };
  }
  return { with: [], settings: {} };
}
