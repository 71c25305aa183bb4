import { type Finding, SEVERITIES } from "../engine/finding.ts";
import { addTo } from "../model/group-by.ts";
import type { Place } from "../model/place.ts";
import { count } from "../text/count.ts";
import { sha256 } from "../text/sha256.ts";
import { SCRIPT, STYLE } from "./html-assets.ts";
import { type RanRule, type ReportInput, type ReportOptions, ruleUrl } from "./input.ts";
import { escapeMarkup } from "./markup.ts";
import { repositoryUri } from "./repository-path.ts";
import { resourceName } from "./resource-name.ts";
import { codeSpans } from "./words.ts";

/** Rules of an overview that is open from the start. */
const SHORT = 12;

/**
 * One page that needs nothing else: findings by resource with their source lines, the rules that made them, and filters.
 * It can be read without scripts, and its content security policy allows only its own style and script.
 */
export function html(input: ReportInput): string {
  const { result, version, options } = input;
  const { findings } = result;
  const rules = spokenRules(findings, input.rules);
  const sections = [
    notes(input),
    rules.length === 0 ? "" : overview(rules, findings),
    findings.length === 0 ? nothing(input) : byResource(findings, options),
    rules.length === 0 ? "" : aboutRules(rules, findings),
  ];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest(STYLE)}'; script-src 'sha256-${digest(SCRIPT)}'; base-uri 'none'; form-action 'none'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>dslint: ${escapeMarkup(headline(result.summary.findings))}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>dslint</h1>
<p>${SEVERITIES.map((severity) => `<span class="count ${severity}">${count(result.summary.findings[severity], severity)}</span>`).join(" ")}</p>
<p class="quiet">${count(result.summary.daemonSets, "DaemonSet")}, ${count(result.summary.files, "file")}, ${count(result.summary.documents, "document")}</p>
</header>
${findings.length === 0 ? "" : filters(findings)}
<main>
${sections.filter((section) => section !== "").join("\n")}
</main>
<footer><p class="quiet">dslint ${escapeMarkup(version)}</p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function headline(counts: Readonly<Record<string, number>>): string {
  const parts = SEVERITIES.filter((severity) => (counts[severity] ?? 0) > 0);
  return parts.length === 0
    ? "nothing found"
    : parts.map((severity) => count(counts[severity] ?? 0, severity)).join(", ");
}

/** Base64 of the SHA-256 of a text, as a content security policy names an inline script. */
function digest(text: string): string {
  const bytes = sha256(text).match(/../g) ?? [];
  return btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
}

/** Shown by the script, which alone makes them work. */
function filters(findings: readonly Finding[]): string {
  const choice = (label: string, name: string, values: Iterable<string>): string =>
    `<label>${label} <select name="${name}"><option value="">all</option>${Array.from(new Set(values))
      .sort()
      .map((value) => `<option>${escapeMarkup(value)}</option>`)
      .join("")}</select></label>`;
  const present = SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity));
  const boxes = present.map(
    (severity) =>
      `<label class="box"><input type="checkbox" name="severity" value="${severity}" checked="checked"/> ${severity}s</label>`,
  );
  return `<form id="filters" hidden="hidden" aria-label="Filters">
<label>Search <input type="search" name="text" autocomplete="off"/></label>
<span role="group" aria-label="Severity">${boxes.join(" ")}</span>
${choice(
  "Rule",
  "rule",
  findings.map(({ rule }) => rule),
)}
${choice(
  "File",
  "file",
  findings.map(({ place }) => place.file),
)}
<output id="shown" class="quiet"></output>
</form>`;
}

function notes({ result, options }: ReportInput): string {
  const errors = result.errors.map(
    ({ file, line, column, message }) =>
      `<li>${file === "" ? "" : `${position({ file, line, column }, options)} `}${words(message)}</li>`,
  );
  const skipped = result.skipped.map(
    ({ file, reason }) => `<li><code>${escapeMarkup(file)}</code> <span class="quiet">${words(reason)}</span></li>`,
  );
  return [
    errors.length === 0
      ? ""
      : `<section class="failed"><h2>Could not be checked</h2><ul>${errors.join("")}</ul></section>`,
    skipped.length === 0
      ? ""
      : `<details><summary>${count(skipped.length, "file")} skipped</summary><ul>${skipped.join("")}</ul></details>`,
  ].join("");
}

function nothing({ result }: ReportInput): string {
  const words = result.summary.daemonSets === 0 ? "No DaemonSet was found." : "Nothing was found.";
  return `<section><p>${words}</p></section>`;
}

/** What was found at a glance: a line a rule, the gravest and most frequent first. */
function overview(rules: readonly RanRule[], findings: readonly Finding[]): string {
  const tallies = new Map(rules.map(({ rule }) => [rule.id, { rule, findings: 0, gravest: SEVERITIES.length - 1 }]));
  for (const { rule, severity, suppressed } of findings) {
    const tally = tallies.get(rule);
    if (tally === undefined || suppressed) continue;
    tally.findings++;
    tally.gravest = Math.min(tally.gravest, SEVERITIES.indexOf(severity));
  }
  const lines = [...tallies.values()].sort((a, b) => a.gravest - b.gravest || b.findings - a.findings);
  const rows = lines.map(({ rule, findings, gravest }) => {
    const severity = SEVERITIES[gravest] ?? "note";
    return `<tr class="${severity}"><td><span class="badge">${severity}</span></td><td><a href="#rule-${escapeMarkup(rule.id)}">${escapeMarkup(rule.id)}</a></td><td>${words(rule.summary)}</td><td>${findings}</td></tr>`;
  });
  return `<details class="overview"${rules.length > SHORT ? "" : ' open="open"'}><summary>${count(rules.length, "rule")}</summary><table><tbody>${rows.join("")}</tbody></table></details>`;
}

function byResource(findings: readonly Finding[], options: ReportOptions): string {
  const groups = new Map<string, { place: Place; articles: string[] }>();
  findings.forEach((finding, i) => {
    const { place } = finding;
    const key = JSON.stringify([place.file, place.document, place.resource]);
    const group = groups.get(key) ?? { place, articles: [] };
    groups.set(key, group);
    group.articles.push(article(finding, options, i));
  });
  return Array.from(
    groups.values(),
    ({ place, articles }) =>
      `<section class="resource"><h2>${escapeMarkup(resourceName(place.resource))} <small><code>${escapeMarkup(place.file)}</code></small></h2>\n${articles.join("\n")}\n</section>`,
  ).join("\n");
}

function article(finding: Finding, options: ReportOptions, id: number): string {
  const { rule, severity, message, place, related, fix, suppressed } = finding;
  const chain = related.map(
    ({ message, place }) => `<li>${words(message)} ${position(place, options)}${excerpt(place)}</li>`,
  );
  return `<article id="f${id}" class="finding ${suppressed ? "waived" : severity}" data-severity="${severity}" data-rule="${escapeMarkup(rule)}" data-file="${escapeMarkup(place.file)}">
<p class="message"><span class="badge">${suppressed ? `waived ${severity}` : severity}</span> ${words(message)}</p>
<p class="quiet">${position(place, options, `${place.line}:${place.column}`)} · <code>${escapeMarkup(place.path)}</code> · <a href="#rule-${escapeMarkup(rule)}">${escapeMarkup(rule)}</a></p>
${suppressed ? `<p><span class="label">Reason</span> ${words(suppressed.justification)}</p>\n` : ""}${excerpt(place)}${chain.length === 0 ? "" : `\n<ol class="chain">${chain.join("")}</ol>`}${
  fix === undefined
    ? ""
    : `\n<p><span class="label">Fix</span> ${words(fix.description)}${fix.safety === "unsafe" ? " (unsafe: look at what it changes)" : ""}</p>`
}
</article>`;
}

function excerpt({ source, sourceColumn, line, column, endColumn }: Place): string {
  const from = Math.max(0, column - sourceColumn);
  const to = Math.max(from, endColumn - sourceColumn);
  const [before, marked, after] = [source.slice(0, from), source.slice(from, to), source.slice(to)].map(escapeMarkup);
  return `<pre><span class="line">${line}</span>${before}<mark>${marked || " "}</mark>${after}</pre>`;
}

function position(
  { file, line, column }: Pick<Place, "file" | "line" | "column">,
  options: ReportOptions,
  name = `${file}:${line}:${column}`,
): string {
  const label = `<code>${escapeMarkup(name)}</code>`;
  if (options.sourceUrl === undefined) return label;
  return `<a href="${escapeMarkup(`${options.sourceUrl}/${repositoryUri(file, options)}#L${line}`)}">${label}</a>`;
}

/** The rules that made findings, in the catalogue's order. */
function spokenRules(findings: readonly Finding[], rules: readonly RanRule[]): RanRule[] {
  const spoke = new Set(findings.map(({ rule }) => rule));
  return rules.filter(({ rule }) => spoke.has(rule.id));
}

function aboutRules(rules: readonly RanRule[], findings: readonly Finding[]): string {
  const ids = new Map<string, number[]>();
  for (const [i, { rule }] of findings.entries()) addTo(ids, rule, i);
  return `<section id="rules"><h2>Rules</h2>
${rules.map(({ rule, severity }) => aboutRule(rule, severity, ids.get(rule.id) ?? [], findings)).join("\n")}
</section>`;
}

function aboutRule(
  rule: RanRule["rule"],
  severity: string,
  indices: readonly number[],
  findings: readonly Finding[],
): string {
  const links = indices.map((i) => {
    const place = findings[i]?.place;
    return `<li><a href="#f${i}">${escapeMarkup(`${place?.file}:${place?.line}`)}</a></li>`;
  });
  return `<article id="rule-${escapeMarkup(rule.id)}" class="rule ${severity}">
<h3>${escapeMarkup(rule.id)} <small class="quiet">${escapeMarkup(rule.summary)}</small></h3>
<p>${words(rule.why)}</p>
<p><span class="label">Instead</span> ${words(rule.remedy)}</p>
<details><summary>${count(indices.length, "finding")}</summary><ul>${links.join("")}</ul></details>
<p><a href="${escapeMarkup(ruleUrl(rule.id))}">More about this rule</a></p>
</article>`;
}

/** Text in which what stands between backticks is code. */
function words(text: string): string {
  return codeSpans(text, escapeMarkup, (code) => `<code>${escapeMarkup(code)}</code>`);
}
