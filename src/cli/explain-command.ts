import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../rules/index.ts";
import { explainText, type RuleExamples } from "../report/explain.ts";
import { wantsColor } from "./color.ts";
import { ruleNamed } from "./flags.ts";

/** `dslint explain RULE…`: all that is known of a rule. */
export function explainCommand(names: readonly string[], flags: { readonly color?: string | boolean }): void {
  const rules = names.map((name) => ruleNamed(name, RULES));
  const all = examples();
  const { columns } = process.stdout;
  const options = {
    color: wantsColor(flags.color, process.stdout),
    ...(columns === undefined ? {} : { width: columns }),
  };
  process.stdout.write(rules.map((rule) => explainText(rule, all[rule.id], options)).join("\n\n"));
}

/** The examples of all rules, which the build lays beside the bundle. */
function examples(): Record<string, RuleExamples> {
  return JSON.parse(readFileSync(join(__dirname, "explain.json"), "utf8"));
}
