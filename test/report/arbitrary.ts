import fc from "fast-check";
import type { Finding } from "../../src/engine/finding.ts";
import { SEVERITIES } from "../../src/engine/finding.ts";
import type { Place } from "../../src/model/place.ts";
import type { ReportInput, ReportOptions } from "../../src/report/input.ts";
import { finding, place, RULES, result } from "./sample.ts";

/** Text as an attacker would put it into a manifest or a file's name. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        ..."\n|\r\n|\t|\x1b[31m|\x1b]8;;http://evil\x07|\x9b2J|\u202e|\u2028".split("|"),
        ..."]]>|-->|<script>alert(1)</script>|</pre>|<!--|&amp;|&#x1b;|\"'|<|>|&".split("|"),
        ..."::error::|::add-mask::x|%0A::error::|##[error]|##vso[task.setvariable variable=x]|##teamcity[x]".split("|"),
        ..."|,`,``,`x|y`,[x](http://evil),](http://evil),@everyone,#1,http://evil,www.evil,$x$,\\,\\|".split(","),
        "日本語",
        "e\u0301👩‍👩‍👧",
        "\ud800",
        "../../etc/passwd",
        "C:\\x",
      ),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));

const filled = hostile.map((text) => text || "x");

const hostilePlace: fc.Arbitrary<Place> = fc
  .record({
    file: filled,
    path: hostile,
    source: hostile.map((text) => text.replace(/[\r\n]/g, "")),
    line: fc.integer({ min: 1, max: 100_000 }),
    sourceColumn: fc.integer({ min: 1, max: 300 }),
    column: fc.nat(40),
    length: fc.nat(40),
    name: hostile,
    namespace: hostile,
    kind: hostile,
  })
  .map(({ file, path, source, line, sourceColumn, column, length, name, namespace, kind }) =>
    place({
      file,
      path,
      source,
      sourceColumn,
      line,
      endLine: line,
      column: sourceColumn + column,
      endColumn: sourceColumn + column + length,
      resource: { apiVersion: "apps/v1", kind, name, namespace },
    }),
  );

const hostileFinding: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.constantFrom("unheard-of", ...RULES.map(({ rule }) => rule.id)),
    severity: fc.constantFrom(...SEVERITIES),
    message: filled,
    place: hostilePlace,
    related: fc.array(fc.record({ message: hostile, place: hostilePlace }), { maxLength: 2 }),
    fix: filled,
    reason: fc.option(filled, { freq: 4 }),
  })
  .map(({ fix, reason, ...rest }) =>
    finding({
      ...rest,
      ...(reason === null ? {} : { suppressed: { kind: "inSource", justification: reason } }),
      fix: { safety: "safe", description: fix, edits: [{ offset: 3, length: 1, text: fix }] },
    }),
  );

/** Any input at all, its texts hostile. */
export function hostileInput(options: ReportOptions = {}): fc.Arbitrary<ReportInput> {
  return fc
    .record({
      findings: fc.array(hostileFinding, { maxLength: 14 }),
      errors: fc.array(fc.record({ file: hostile, line: fc.constant(1), column: fc.constant(1), message: filled }), {
        maxLength: 12,
      }),
      skipped: fc.array(fc.record({ file: filled, reason: filled }), { maxLength: 3 }),
    })
    .map((parts) => ({ result: result(parts), rules: RULES, version: "1.2.3", options }));
}
