import { PRESETS, type Preset, severityIn } from "../engine/presets.ts";
import { CATEGORIES, type RuleMeta } from "../engine/rule.ts";
import { printableJson } from "../text/printable.ts";
import { ruleUrl } from "./input.ts";
import { markdownText } from "./markdown-text.ts";
import { style } from "./style.ts";
import { wrap } from "./width.ts";

/** Rules by category, in the catalogue's order. */
function byCategory(rules: readonly RuleMeta[]): [string, RuleMeta[]][] {
  return CATEGORIES.map((category): [string, RuleMeta[]] => [
    category,
    rules.filter((rule) => rule.category === category),
  ]).filter(([, of]) => of.length > 0);
}

/** The severity in `recommended`, or the presets that a rule is reserved for. */
function standing(rule: RuleMeta): string {
  const severity = severityIn("recommended", rule);
  if (severity !== "off") return severity;
  const on = (Object.keys(PRESETS) as Preset[]).filter((preset) => severityIn(preset, rule) !== "off");
  return on.includes("strict") ? "strict" : on.join(", ") || "off";
}

/** `dslint rules` in a terminal. */
export function ruleTable(
  rules: readonly RuleMeta[],
  options: { readonly color: boolean; readonly width?: number },
): string {
  const { bold, dim, severity } = style(options.color);
  const width = Math.max(60, options.width ?? 100);
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length));
  const standingWidth = Math.max(0, ...rules.map((rule) => Math.min(standing(rule).length, 14)));
  const lines = byCategory(rules).flatMap(([category, of]) => [
    bold(category),
    ...of.flatMap((rule) => {
      const at = standing(rule);
      const paint = at === "error" || at === "warning" || at === "note" ? severity[at] : dim;
      const indent = 2 + idWidth + 2 + standingWidth + 2;
      const lead = `  ${rule.id.padEnd(idWidth)}  ${paint(at)}${" ".repeat(Math.max(0, standingWidth - at.length))}  `;
      return wrap(rule.summary, Math.max(20, width - indent)).map((line, i) =>
        i === 0 ? `${lead}${line}` : `${" ".repeat(indent)}${line}`,
      );
    }),
    "",
  ]);
  return `${lines.join("\n")}\n${dim("dslint explain RULE says why a rule matters and what to write instead.")}\n`;
}

/** `dslint rules --format json`: all that is said about each rule. */
export function ruleTableJson(rules: readonly RuleMeta[]): string {
  return printableJson(
    rules.map((rule) => ({
      id: rule.id,
      category: rule.category,
      summary: rule.summary,
      presets: Object.fromEntries(
        (Object.keys(PRESETS) as Preset[]).map((preset) => [preset, severityIn(preset, rule)]),
      ),
      why: rule.why,
      remedy: rule.remedy,
      ...(rule.exceptions === undefined ? {} : { exceptions: rule.exceptions }),
      references: rule.references,
      ...(rule.aliases === undefined ? {} : { aliases: rule.aliases }),
      ...(rule.options === undefined ? {} : { options: rule.options }),
      ...(rule.pss === undefined ? {} : { pss: rule.pss }),
      url: ruleUrl(rule.id),
    })),
  );
}

/** The index of the rules' pages, `docs/rules/README.md`. */
export function ruleTableMarkdown(rules: readonly RuleMeta[]): string {
  const parts = byCategory(rules).map(([category, of]) =>
    [
      `## ${category}`,
      "",
      "| rule | severity | what it reports |",
      "|---|---|---|",
      ...of.map((rule) => `| [${rule.id}](${rule.id}.md) | ${standing(rule)} | ${markdownText(rule.summary)} |`),
    ].join("\n"),
  );
  return `# Rules

Severities are those of the preset \`recommended\`; *strict* means off there and a warning in \`strict\`; the name of another
preset means that only that one has the rule. \`dslint explain RULE\` shows these pages in a terminal.

${parts.join("\n\n")}
`;
}
