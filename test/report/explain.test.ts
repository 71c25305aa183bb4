import { expect, test } from "vitest";
import type { RuleMeta } from "../../src/engine/rule.ts";
import { explainMarkdown, explainText } from "../../src/report/explain.ts";
import { ruleTable, ruleTableJson, ruleTableMarkdown } from "../../src/report/rule-table.ts";

const RULE: RuleMeta = {
  id: "slow-thing",
  category: "updates",
  severity: "strict",
  summary: "A thing takes longer than it may",
  why: "Nodes wait for `thing`, one after another. On a large cluster that takes days.",
  remedy: "Set `thing: quick`.",
  exceptions: "A thing that guards a disk may take its time: say which disk.",
  references: ["https://kubernetes.io/docs/thing/"],
  aliases: ["sluggish-thing"],
  pss: ["thing_baseline"],
  options: {
    hours: { type: "number", description: "Longest time that is fine", default: 24, minimum: 0, maximum: 100 },
    of: {
      type: "array",
      items: "string",
      description: "Things that count.",
      default: ["a", "b"],
      enum: ["a", "b", "c"],
    },
  },
};
const EXAMPLES = { bad: "thing: slow # ← reported\n", good: "thing: quick\n" };

test("a rule's page", () => {
  expect(explainMarkdown(RULE, EXAMPLES)).toMatchInlineSnapshot(`
    "# slow-thing

    A thing takes longer than it may.

    | | |
    |---|---|
    | Category | updates |
    | Severity | warning in \`strict\`, \`reliability\`; error in \`pss-baseline\`, \`pss-restricted\` |
    | Pod Security checks | \`thing_baseline\` |
    | Former names | \`sluggish-thing\` |

    ## Why it matters

    Nodes wait for \`thing\`, one after another. On a large cluster that takes days.

    ## What to write instead

    Set \`thing: quick\`.

    ## Examples

    Reported:

    \`\`\`yaml
    thing: slow # ← reported
    \`\`\`

    Not reported:

    \`\`\`yaml
    thing: quick
    \`\`\`

    ## When the need is real

    A thing that guards a disk may take its time: say which disk.

    Say so at the place, with the reason:

    \`\`\`yaml
    # dslint-ignore slow-thing -- why this one needs it
    \`\`\`

    ## Options

    \`hours\` (number, at least 0, at most 100; by default \`24\`): Longest time that is fine.

    \`of\` (list of strings, any of a, b, c; by default \`["a","b"]\`): Things that count.

    ## References

    - <https://kubernetes.io/docs/thing/>
    "
  `);
});

test("the same in a terminal", () => {
  expect(explainText(RULE, EXAMPLES, { color: false, width: 80 })).toMatchInlineSnapshot(`
    "slow-thing

      A thing takes longer than it may.

      Category             updates
      Severity             warning in strict, reliability; error in pss-baseline,
                           pss-restricted
      Pod Security checks  thing_baseline
      Former names         sluggish-thing

    Why it matters

      Nodes wait for \`thing\`, one after another. On a large cluster that takes days.

    What to write instead

      Set \`thing: quick\`.

    Examples

      Reported:

        thing: slow # ← reported

      Not reported:

        thing: quick

    When the need is real

      A thing that guards a disk may take its time: say which disk.

      Say so at the place, with the reason:

        # dslint-ignore slow-thing -- why this one needs it

    Options

      \`hours\` (number, at least 0, at most 100; by default \`24\`): Longest time that
      is fine.

      \`of\` (list of strings, any of a, b, c; by default \`["a","b"]\`): Things that
      count.

    References

      https://kubernetes.io/docs/thing/

    https://github.com/dslint/dslint/blob/main/docs/rules/slow-thing.md
    "
  `);
});

test("a page without examples, exceptions, options and references has no empty headings", () => {
  const bare: RuleMeta = { ...RULE, references: [] };
  const { exceptions: _, options: __, aliases: ___, pss: ____, ...rest } = bare;
  expect(explainMarkdown(rest).match(/^#.*$/gm)).toEqual([
    "# slow-thing",
    "## Why it matters",
    "## What to write instead",
  ]);
});

test("colour sets headings, captions and marks off and changes no word", () => {
  const colored = explainText(RULE, EXAMPLES, { color: true, width: 80 });
  expect(colored).toContain("\x1b[1;31m# ← reported\x1b[0m");
  expect(colored.replace(/\x1b\[[\d;]+m/g, "")).toBe(explainText(RULE, EXAMPLES, { color: false, width: 80 }));
});

const OTHERS: readonly RuleMeta[] = [
  RULE,
  { ...RULE, id: "open-door", category: "security", severity: "error", summary: "A door | stands open" },
  { ...RULE, id: "named-only", category: "security", severity: "off", presets: { "pss-baseline": "error" } },
];

test("the table of rules goes by category and says where a rule is on", () => {
  expect(ruleTable(OTHERS, { color: false, width: 80 })).toMatchInlineSnapshot(`
    "updates
      slow-thing  strict          A thing takes longer than it may

    security
      open-door   error           A door | stands open
      named-only  pss-baseline, pss-restricted  A thing takes longer than it may

    dslint explain RULE says why a rule matters and what to write instead.
    "
  `);
  expect(ruleTableMarkdown(OTHERS)).toMatchInlineSnapshot(`
    "# Rules

    Severities are those of the preset \`recommended\`; *strict* means off there and a warning in \`strict\`; the name of another
    preset means that only that one has the rule. \`dslint explain RULE\` shows these pages in a terminal.

    ## updates

    | rule | severity | what it reports |
    |---|---|---|
    | [slow-thing](slow-thing.md) | strict | A thing takes longer than it may |

    ## security

    | rule | severity | what it reports |
    |---|---|---|
    | [open-door](open-door.md) | error | A door &#124; stands open |
    | [named-only](named-only.md) | pss-baseline, pss-restricted | A thing takes longer than it may |
    "
  `);
});

test("the table as JSON holds all that is said about a rule", () => {
  const [first] = JSON.parse(ruleTableJson(OTHERS));
  expect(first).toEqual({
    id: "slow-thing",
    category: "updates",
    summary: RULE.summary,
    presets: {
      recommended: "off",
      strict: "warning",
      security: "off",
      reliability: "warning",
      "pss-baseline": "error",
      "pss-restricted": "error",
      validity: "off",
    },
    why: RULE.why,
    remedy: RULE.remedy,
    exceptions: RULE.exceptions,
    references: RULE.references,
    aliases: RULE.aliases,
    options: RULE.options,
    pss: RULE.pss,
    url: "https://github.com/dslint/dslint/blob/main/docs/rules/slow-thing.md",
  });
});
