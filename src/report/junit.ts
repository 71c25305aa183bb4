import { type Finding, SEVERITIES } from "../engine/finding.ts";
import { addTo } from "../model/group-by.ts";
import { type ReportInput, ruleUrl } from "./input.ts";
import { escapeMarkup } from "./markup.ts";
import { resourceName } from "./resource-name.ts";

/** One test case of a suite. */
interface Case {
  readonly outcome: "failure" | "error" | "skipped" | "passed";
  readonly xml: string;
}

/**
 * JUnit XML: a suite a file, a test case a finding. What is below the gate passes and says its words as output; what
 * could not be checked is an error; a skipped file and a waived finding are skipped.
 */
export function junit(input: ReportInput): string {
  const { result, options } = input;
  const gate = options.failOn ?? "warning";
  const failing: readonly string[] = gate === "never" ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(gate) + 1);
  const remedies = new Map(input.rules.map(({ rule }) => [rule.id, rule.remedy]));
  const suites = new Map<string, Case[]>();
  for (const finding of result.findings) {
    addTo(
      suites,
      finding.place.file,
      findingCase(finding, failing.includes(finding.severity), remedies.get(finding.rule)),
    );
  }
  for (const { file, line, column, message } of result.errors) {
    const where = `${file || "dslint"}:${line}:${column}`;
    addTo(suites, file || "dslint", {
      outcome: "error",
      xml: testcase(
        "could be checked",
        file || "dslint",
        line,
        `<error${attributes({ message, type: "error" })}>${escapeMarkup(`${where}: ${message}`)}</error>`,
      ),
    });
  }
  for (const { file, reason } of result.skipped) {
    addTo(suites, file, {
      outcome: "skipped",
      xml: testcase("checked", file, 1, `<skipped${attributes({ message: reason })}/>`),
    });
  }
  if (suites.size === 0)
    addTo(suites, "dslint", { outcome: "passed", xml: testcase("nothing found", "dslint", 1, "") });

  const all = [...suites.values()].flat();
  const body = [...suites].map(
    ([file, cases]) =>
      `  <testsuite${attributes({ name: file, ...counts(cases), time: "0" })}>\n${cases.map(({ xml }) => xml).join("")}  </testsuite>\n`,
  );
  const { skipped: _, ...total } = counts(all);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: "dslint", ...total, time: "0" })}>\n${body.join("")}</testsuites>\n`;
}

function counts(cases: readonly Case[]): Record<"tests" | "failures" | "errors" | "skipped", number> {
  const of = (outcome: Case["outcome"]): number => cases.filter((testCase) => testCase.outcome === outcome).length;
  return { tests: cases.length, failures: of("failure"), errors: of("error"), skipped: of("skipped") };
}

function findingCase(finding: Finding, fails: boolean, remedy: string | undefined): Case {
  const { rule, severity, message, place, related, suppressed } = finding;
  const words = [
    `${place.file}:${place.line}:${place.column}: ${severity}: ${message}`,
    ...related.map(({ message, place }) => `${place.file}:${place.line}:${place.column}: ${message}`),
    ...(remedy === undefined ? [] : [`Instead: ${remedy}`]),
    ruleUrl(rule),
  ].join("\n");
  const inner = fails
    ? `<failure${attributes({ message, type: severity })}>${escapeMarkup(words)}</failure>`
    : `<system-out>${escapeMarkup(words)}</system-out>`;
  const name = `${rule}: ${resourceName(place.resource)} ${place.path}`;
  if (suppressed !== undefined) {
    const waived = `<skipped${attributes({ message: `waived: ${suppressed.justification}` })}/>`;
    return { outcome: "skipped", xml: testcase(name, place.file, place.line, waived) };
  }
  return { outcome: fails ? "failure" : "passed", xml: testcase(name, place.file, place.line, inner) };
}

function testcase(name: string, file: string, line: number, inner: string): string {
  return `    <testcase${attributes({ name, classname: file, file, line, time: "0" })}>${inner}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value)).replaceAll("\n", "&#10;")}"`)
    .join("");
}
