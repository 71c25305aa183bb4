// npm run docs: writes the rules' pages, docs/rules/<id>.md, their index and the configuration's schema from what the rules say of themselves and
// from their fixtures. With --check nothing is written; the exit code is 1 where a page is missing, stale or orphaned.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { examplesOf } from "./examples.mjs";
import { importBundled } from "./import-bundled.mjs";

const FOLDER = "docs/rules";
const SCHEMA = "schemas/config.schema.json";
const check = process.argv.includes("--check");

const { RULES, configSchema, explainMarkdown, ruleTableMarkdown } = await importBundled(`
export { RULES } from "./rules/index.ts";
export { explainMarkdown } from "./src/report/explain.ts";
export { ruleTableMarkdown } from "./src/report/rule-table.ts";
export { configSchema } from "./src/config/keys.ts";`);

const pages = new Map(RULES.map((rule) => [`${rule.id}.md`, explainMarkdown(rule, examplesOf(rule.id))]));
pages.set("README.md", ruleTableMarkdown(RULES));

mkdirSync(FOLDER, { recursive: true });
const there = new Set(readdirSync(FOLDER));
const stale = [];
for (const [name, text] of pages) {
  const path = `${FOLDER}/${name}`;
  if (there.delete(name) && readFileSync(path, "utf8") === text) continue;
  stale.push(path);
  if (!check) writeFileSync(path, text);
}
for (const name of there) {
  stale.push(`${FOLDER}/${name}`);
  if (!check) rmSync(`${FOLDER}/${name}`);
}
const schema = `${JSON.stringify(configSchema(RULES), undefined, 2)}\n`;
if (!existsSync(SCHEMA) || readFileSync(SCHEMA, "utf8") !== schema) {
  stale.push(SCHEMA);
  if (!check) writeFileSync(SCHEMA, schema);
}
if (check && stale.length > 0) {
  process.stderr.write(`not what the rules say; run npm run docs:\n${stale.map((path) => `  ${path}\n`).join("")}`);
  process.exitCode = 1;
} else process.stdout.write(`${pages.size} pages in ${FOLDER}, ${check ? 0 : stale.length} changed\n`);
