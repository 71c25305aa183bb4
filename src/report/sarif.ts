import { type Finding, SEVERITIES, type Severity, type TextEdit } from "../engine/finding.ts";
import { fingerprints } from "../engine/fingerprint.ts";
import type { RuleMeta } from "../engine/rule.ts";
import type { Place } from "../model/place.ts";
import { count } from "../text/count.ts";
import { printableJson } from "../text/printable.ts";
import { type RanRule, type ReportInput, type ReportOptions, ruleUrl } from "./input.ts";
import { repositoryUri } from "./repository-path.ts";
import { resourceName } from "./resource-name.ts";
import { codeSpans, shorten } from "./words.ts";

/** What GitHub code scanning takes. */
export const MOST_RESULTS = 25_000;
const MOST_DESCRIPTION = 1024;
const MOST_TAGS = 20;

const SECURITY: ReadonlySet<string> = new Set(["security", "host-access", "access"]);
/** On the scale of CVSS, as GitHub reads it: high, medium, low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { error: "8.0", warning: "5.5", note: "2.0" };
const PROBLEM_SEVERITY: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "recommendation",
};

/** SARIF 2.1.0, within the limits of GitHub code scanning. */
export function sarif(input: ReportInput): string {
  const { result, rules, version, options } = input;
  const keys = fingerprints(result.findings, "file");
  const indices = new Map(rules.map(({ rule }, index) => [rule.id, index]));
  const kept = mostSevere(result.findings, options.maxResults ?? MOST_RESULTS);
  const results = result.findings.flatMap((finding, i) =>
    kept === undefined || kept.has(i) ? [sarifResult(finding, indices.get(finding.rule), keys[i] ?? "", options)] : [],
  );
  return printableJson({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "dslint",
            informationUri: "https://github.com/dslint/dslint",
            semanticVersion: version,
            version,
            rules: rules.map(descriptor),
          },
        },
        invocations: [invocation(input, result.findings.length - results.length)],
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository" } } },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  });
}

/** Indices of the gravest findings, where there are more than a report may hold. */
function mostSevere(findings: readonly Finding[], most: number): Set<number> | undefined {
  if (findings.length <= most) return undefined;
  const order = SEVERITIES.flatMap((severity) =>
    findings.flatMap((finding, i) => (finding.severity === severity ? [i] : [])),
  );
  return new Set(order.slice(0, most));
}

function descriptor({ rule, severity }: RanRule): object {
  const security = SECURITY.has(rule.category);
  const help = helpOf(rule);
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: shorten(rule.summary, MOST_DESCRIPTION) },
    fullDescription: { text: shorten(plain(rule.why), MOST_DESCRIPTION) },
    helpUri: ruleUrl(rule.id),
    help: {
      text: help.map(([heading, body]) => `${heading}\n${plain(body)}`).join("\n\n"),
      markdown: help.map(([heading, body]) => `**${heading}**\n\n${body}`).join("\n\n"),
    },
    defaultConfiguration: { level: severity },
    ...(rule.aliases === undefined ? {} : { deprecatedIds: rule.aliases }),
    properties: {
      tags: [
        ...new Set([
          ...(security ? ["security"] : []),
          rule.category,
          "kubernetes",
          "daemonset",
          ...(rule.pss ?? []).map((id) => `pod-security/${id}`),
        ]),
      ].slice(0, MOST_TAGS),
      precision: "high",
      "problem.severity": PROBLEM_SEVERITY[severity],
      ...(security ? { "security-severity": SECURITY_SEVERITY[severity] } : {}),
    },
  };
}

/** What is said about a rule, as headings and paragraphs. */
function helpOf({ why, remedy, exceptions, references, id }: RuleMeta): [string, string][] {
  return [
    ["Why it matters", why],
    ["What to write instead", remedy],
    ...(exceptions === undefined ? [] : [["When the need is real", exceptions] satisfies [string, string]]),
    ["See also", [ruleUrl(id), ...references].map((url) => `- ${url}`).join("\n")],
  ];
}

function plain(text: string): string {
  return codeSpans(
    text,
    (words) => words,
    (code) => `"${code}"`,
  );
}

function sarifResult(finding: Finding, ruleIndex: number | undefined, fingerprint: string, options: ReportOptions) {
  const { rule, severity, message, place, related, fix, suppressed, api } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: severity,
    message: { text: linkless(message) },
    locations: [
      {
        ...physical(place, options),
        logicalLocations: [
          {
            fullyQualifiedName: `${resourceName(place.resource)}: ${place.path}`,
            kind: "object",
          },
        ],
      },
    ],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ message, place }, id) => ({
            id: id + 1,
            ...physical(place, options),
            message: { text: linkless(message) },
          })),
        }),
    partialFingerprints: { "dslint/v1": fingerprint },
    ...(fix === undefined
      ? {}
      : {
          fixes: [
            {
              description: { text: fix.description },
              artifactChanges: [
                { artifactLocation: artifact(place.file, options), replacements: fix.edits.map(replacement) },
              ],
            },
          ],
        }),
    ...(suppressed === undefined
      ? {}
      : {
          suppressions: [{ kind: suppressed.kind, status: "accepted", justification: suppressed.justification }],
        }),
    properties: {
      document: place.document,
      resource: place.resource,
      path: place.path,
      ...(api === undefined ? {} : { api }),
      ...(fix === undefined ? {} : { fixSafety: fix.safety }),
    },
  };
}

/** SARIF messages may hold links, `[text](target)`; a name in a manifest must not make one. */
function linkless(message: string): string {
  return message.replaceAll("](", "] (");
}

function physical(place: Place, options: ReportOptions) {
  const { line, column, endLine, endColumn } = place;
  const from = column - place.sourceColumn;
  const snippet = place.source.slice(from, from + endColumn - column);
  return {
    physicalLocation: {
      artifactLocation: artifact(place.file, options),
      region: {
        startLine: line,
        startColumn: column,
        endLine,
        endColumn,
        ...(snippet === "" ? {} : { snippet: { text: snippet } }),
      },
    },
  };
}

function artifact(file: string, options: ReportOptions) {
  return { uri: repositoryUri(file, options), uriBaseId: "%SRCROOT%" };
}

function replacement({ offset, length, text }: TextEdit) {
  return {
    deletedRegion: { charOffset: offset, charLength: length },
    ...(text === "" ? {} : { insertedContent: { text } }),
  };
}

/** How the run went: unsuccessful where something could not be checked. */
function invocation({ result, options }: ReportInput, left: number): object {
  const notifications = [
    ...result.errors.map(({ file, line, column, message }) => ({
      level: "error",
      message: { text: linkless(message) },
      ...(file === ""
        ? {}
        : {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: artifact(file, options),
                  region: { startLine: line, startColumn: column, endLine: line, endColumn: column },
                },
              },
            ],
          }),
    })),
    ...(left === 0
      ? []
      : [
          {
            level: "warning",
            message: {
              text: `${count(left, "finding")} left out, the least severe: code scanning takes ${MOST_RESULTS} results and 10 MB of a run.`,
            },
          },
        ]),
    ...result.skipped.map(({ file, reason }) => ({
      level: "note",
      message: { text: `not checked: ${reason}` },
      locations: [{ physicalLocation: { artifactLocation: artifact(file, options) } }],
    })),
  ];
  return {
    executionSuccessful: result.errors.length === 0,
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  };
}
