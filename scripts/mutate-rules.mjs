// npm run mutants [-- WORD…]: do the fixtures notice when a rule changes? Changes one condition at a time in the rules'
// own code (those whose path holds one of the words) and runs the fixtures that every rule it is part of takes part in.
// Prints what no fixture noticed; exit code 1 below the bar.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { compared, dependents, fixtureRun, Run, resolveSettings, rulesWith, sources } from "./mutation/catalogue.mjs";
import { EQUIVALENT } from "./mutation/equivalent.mjs";
import { mutantsOf } from "./mutation/mutants.mjs";

const BAR = 0.9;
/** Milliseconds after which a mutant counts as one that hangs, and so as noticed. */
const LIMIT = 5000;

/** The fixture runs that a rule takes part in: its own, and those of others that ask for it; the quickest to notice first. */
const fixtures = new Map();
for (const owner of readdirSync("fixtures")) {
  const folder = join("fixtures", owner);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const files = entry.isDirectory() ? manifestsUnder(path) : [path];
    const run = fixtureRun(
      owner,
      files.sort().map((file) => ({ file, content: readFileSync(file, "utf8") })),
    );
    for (const id of run.options.only ?? [owner]) fixtures.set(id, [...(fixtures.get(id) ?? []), { owner, run }]);
  }
}

function manifestsUnder(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".yaml"));
  return names.map((name) => join(folder, name));
}

function passes(id, fixture, catalogue) {
  const run = new Run({ settings: resolveSettings(catalogue, fixture.options), catalogue });
  for (const source of fixture.sources) run.add(source);
  const result = run.finish();
  const [found, expected] = compared(id, fixture, result);
  return result.errors.length === 0 && found.join("\n") === expected.join("\n");
}

/** The rule whose fixtures notice that a module has another source. */
function noticedBy(file, source) {
  let rules;
  try {
    rules = rulesWith(file, source);
  } catch {
    return file;
  }
  const catalogue = [...rules.values()];
  const affected = file === undefined ? rules.keys() : dependents(file);
  for (const path of affected) {
    const id = rules.get(path)?.id;
    if (id === undefined) continue;
    const runs = fixtures.get(id) ?? [];
    const index = runs.findIndex(({ owner, run }) => !passes(owner, run, catalogue));
    if (index < 0) continue;
    runs.unshift(...runs.splice(index, 1));
    return id;
  }
  return undefined;
}

const limited = new Script("task()");
function noticed(file, source) {
  let answer;
  globalThis.task = () => {
    answer = noticedBy(file, source);
  };
  try {
    limited.runInThisContext({ timeout: LIMIT });
  } catch {
    return true;
  }
  return answer !== undefined;
}

const broken = noticedBy();
if (broken !== undefined) {
  console.error(
    `fixtures of ${broken} fail without any change: mend them first (npx vitest run test/fixtures.test.ts)`,
  );
  process.exit(2);
}

const words = process.argv.slice(2);
const unused = new Set(EQUIVALENT);
let killed = 0;
let total = 0;
for (const [file, source] of sources) {
  if (words.length > 0 && !words.some((word) => file.includes(word))) continue;
  const lines = source.split("\n");
  const survivors = [];
  let own = 0;
  for (const { start, end, text, line } of mutantsOf(source)) {
    const was = source.slice(start, end);
    const one = EQUIVALENT.find(
      (entry) => file.endsWith(entry.file) && lines[line - 1].includes(entry.line) && (entry.text ?? text) === text,
    );
    unused.delete(one);
    if (one !== undefined) continue;
    own++;
    if (!noticed(file, source.slice(0, start) + text + source.slice(end))) survivors.push({ line, was, text });
  }
  total += own;
  killed += own - survivors.length;
  if (own > 0) console.log(`${file}: ${own - survivors.length}/${own}`);
  for (const { line, was, text } of survivors) console.log(`  ${file}:${line}  ${inline(was)}  →  ${inline(text)}`);
}
if (words.length === 0) for (const { file, line } of unused) console.log(`no such mutant any more: ${file}: ${line}`);
console.log(`killed ${killed} of ${total}: ${((100 * killed) / total).toFixed(1)}%`);
if (killed < BAR * total) process.exitCode = 1;

function inline(code) {
  const text = code.replaceAll("\u0000", "␀").replace(/\s+/g, " ");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
