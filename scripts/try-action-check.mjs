// Holds what one run of `try-action.sh` said to conditions, JavaScript expressions; prints those that don't hold.
// usage: try-action-check.mjs FOLDER STATUS NAME CONDITION...
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder = "", exit = "", name = "", ...conditions] = process.argv.slice(2);
const read = (file) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "");
const [sarifFile = "", errors = "", warnings = "", notes = "", outcome = ""] = read("said").split("\n");
const records = read("log")
  .split("\n")
  .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
const log = read("log");
// act prints commands as it understands them: the raw line is in `raw_output` or the message.
const words = records.map(({ raw_output: raw, msg }) => String(raw ?? msg ?? "").trim());
const facts = {
  status: Number(exit),
  sarifFile,
  errors: Number(errors),
  warnings: Number(warnings),
  notes: Number(notes),
  outcome,
  annotations: words.filter((line) => /::(?:error|warning|notice) file=/.test(line)),
  warned: words.filter((line) => line.includes("::warning::")),
  summary: records.map(({ content }) => content ?? "").join("\n"),
  sarif: read("sarif") === "" ? undefined : JSON.parse(read("sarif")),
  log,
};
let failed = 0;
for (const condition of conditions) {
  let held = false;
  try {
    held = new Function(...Object.keys(facts), `return ${condition};`)(...Object.values(facts)) === true;
  } catch (thrown) {
    console.log(`      ${thrown.message}`);
  }
  if (held) continue;
  failed++;
  console.log(`FAILED  ${name}: ${condition}`);
}
if (failed > 0)
  console.log(`${words.slice(-60).join("\n")}\n${JSON.stringify({ ...facts, log: "", sarif: "" }, null, 1)}`);
else console.log(`ok  ${name}`);
process.exitCode = failed > 0 ? 1 : 0;
