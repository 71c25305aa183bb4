import { PRESETS, type Preset, severityIn } from "../engine/presets.ts";
import type { OptionSchema, RuleMeta } from "../engine/rule.ts";
import { ruleUrl } from "./input.ts";
import { markdownText } from "./markdown-text.ts";
import { style } from "./style.ts";
import { wrap } from "./width.ts";

/** Two manifests of a rule: one that it speaks of, with marks where it does, and one that it lets pass. */
export interface RuleExamples {
  readonly bad: string;
  readonly good: string;
}

type Block =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "yaml"; readonly caption: string; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [string, string])[] }
  | { readonly kind: "links"; readonly urls: readonly string[] };

interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

const PRESET_NAMES = Object.keys(PRESETS) as Preset[];

/** All that is known of a rule, in the order in which it is told, whatever the form. */
function sections(rule: RuleMeta, examples: RuleExamples | undefined): Section[] {
  const words = (text: string): Block => ({ kind: "words", text });
  const shown: readonly Block[] =
    examples === undefined
      ? []
      : [
          { kind: "yaml", caption: "Reported:", text: examples.bad },
          { kind: "yaml", caption: "Not reported:", text: examples.good },
        ];
  const told: readonly Section[] = [
    { heading: "", blocks: [words(`${rule.summary}.`), { kind: "facts", rows: facts(rule) }] },
    { heading: "Why it matters", blocks: [words(rule.why)] },
    { heading: "What to write instead", blocks: [words(rule.remedy)] },
    { heading: "Examples", blocks: shown },
    { heading: "When the need is real", blocks: rule.exceptions === undefined ? [] : waiver(rule, rule.exceptions) },
    { heading: "Options", blocks: options(rule) },
    { heading: "References", blocks: rule.references.length === 0 ? [] : [{ kind: "links", urls: rule.references }] },
  ];
  return told.filter(({ blocks }) => blocks.length > 0);
}

function facts(rule: RuleMeta): [string, string][] {
  const presets = new Map<string, string[]>();
  for (const preset of PRESET_NAMES) {
    const severity = severityIn(preset, rule);
    if (severity !== "off") presets.set(severity, [...(presets.get(severity) ?? []), preset]);
  }
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
  const rows: [string, string][] = [
    ["Category", rule.category],
    ["Severity", Array.from(presets, ([severity, names]) => `${severity} in ${code(names)}`).join("; ")],
  ];
  if (rule.severityIn !== undefined) rows.push(["", "what is configured about the `cluster` may change it"]);
  if (rule.pss !== undefined) rows.push(["Pod Security checks", code(rule.pss)]);
  if (rule.aliases !== undefined) rows.push(["Former names", code(rule.aliases)]);
  return rows;
}

function waiver({ id }: RuleMeta, exceptions: string): Block[] {
  return [
    { kind: "words", text: exceptions },
    {
      kind: "yaml",
      caption: "Say so at the place, with the reason:",
      text: `# dslint-ignore ${id} -- why this one needs it\n`,
    },
  ];
}

function options(rule: RuleMeta): Block[] {
  return Object.entries(rule.options ?? {}).map(([name, schema]) => ({
    kind: "words",
    text: `\`${name}\` (${optionType(schema)}): ${schema.description.replace(/\.$/, "")}.`,
  }));
}

function optionType(schema: OptionSchema): string {
  const parts: string[] = [schema.type === "array" ? "list of strings" : schema.type];
  if (schema.type === "integer" || schema.type === "number") {
    if (schema.minimum !== undefined) parts.push(`at least ${schema.minimum}`);
    if (schema.maximum !== undefined) parts.push(`at most ${schema.maximum}`);
  }
  if ("enum" in schema && schema.enum !== undefined)
    parts.push(`${schema.type === "array" ? "any" : "one"} of ${schema.enum.join(", ")}`);
  return `${parts.join(", ")}; by default \`${JSON.stringify(schema.default)}\``;
}

/** The rule's page, `docs/rules/<id>.md`. */
export function explainMarkdown(rule: RuleMeta, examples?: RuleExamples): string {
  const parts = sections(rule, examples).flatMap(({ heading, blocks }) => [
    ...(heading === "" ? [`# ${rule.id}`] : [`## ${heading}`]),
    ...blocks.map(markdownBlock),
  ]);
  return `${parts.join("\n\n")}\n`;
}

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case "words":
      return markdownText(block.text);
    case "yaml":
      return `${block.caption}\n\n\`\`\`yaml\n${block.text.trimEnd()}\n\`\`\``;
    case "facts":
      return ["| | |", "|---|---|", ...block.rows.map(([name, value]) => `| ${name} | ${markdownText(value)} |`)].join(
        "\n",
      );
    case "links":
      return block.urls.map((url) => `- <${url}>`).join("\n");
  }
}

/** The same for a terminal. */
export function explainText(
  rule: RuleMeta,
  examples: RuleExamples | undefined,
  options: { readonly color: boolean; readonly width?: number },
): string {
  const { bold, dim, severity } = style(options.color);
  const width = Math.min(Math.max(options.width ?? 100, 40), 100) - 2;
  const lines = (block: Block): string[] => {
    switch (block.kind) {
      case "words":
        return wrap(block.text, width);
      case "yaml":
        return [
          dim(block.caption),
          "",
          ...block.text
            .trimEnd()
            .split("\n")
            .map((line) => `  ${highlight(line)}`),
        ];
      case "facts": {
        const indent = Math.max(...block.rows.map(([name]) => name.length)) + 2;
        return block.rows.flatMap(([name, value]) =>
          wrap(value.replaceAll("`", ""), width - indent).map(
            (line, i) => `${dim((i === 0 ? name : "").padEnd(indent))}${line}`,
          ),
        );
      }
      case "links":
        return [...block.urls];
    }
  };
  const highlight = (line: string): string => line.replace(/# ←.*$/, severity.error);
  const body = sections(rule, examples).map(({ heading, blocks }) =>
    [
      bold(heading === "" ? rule.id : heading),
      "",
      ...blocks
        .flatMap((block, i) => [...(i === 0 ? [] : [""]), ...lines(block)])
        .map((line) => (line === "" ? "" : `  ${line}`)),
      "",
    ].join("\n"),
  );
  return `${body.join("\n")}\n${dim(ruleUrl(rule.id))}\n`;
}
