import { RULES } from "../../rules/index.ts";
import { UsageError } from "../project/usage-error.ts";
import { ruleTable, ruleTableJson } from "../report/rule-table.ts";
import { didYouMean } from "../text/suggest.ts";
import { wantsColor } from "./color.ts";

const FORMATS = ["text", "json"];

/** `dslint rules`: every rule, as a table or with all that is said about it as JSON. */
export function rulesCommand(flags: { readonly color?: string | boolean; readonly format?: string }): void {
  const { format = "text" } = flags;
  if (!FORMATS.includes(format)) {
    throw new UsageError(`dslint rules has no format "${format}"${didYouMean(format, FORMATS)} (known: text, json)`);
  }
  const { columns } = process.stdout;
  const options = {
    color: wantsColor(flags.color, process.stdout),
    ...(columns === undefined ? {} : { width: columns }),
  };
  process.stdout.write(format === "json" ? ruleTableJson(RULES) : ruleTable(RULES, options));
}
