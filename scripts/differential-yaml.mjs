// Compares dslint's reader with kubectl's, over generated and mutated YAML, and shrinks what they disagree on.
//
//   node scripts/differential-yaml.mjs --oracle PROGRAM [--count N] [--seed S] [--texts FOLDER]... [--files]
//
// PROGRAM parse --nul prints what kubectl's reader yields (see test/oracle). Texts to mutate are the fixtures and the
// YAML files in FOLDER; --files also compares those files as they are. Exit code 1 where anything differs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const BATCH = 5000;
const { values: options } = parseArgs({
  options: {
    oracle: { type: "string", default: process.env.ORACLE ?? "" },
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    texts: { type: "string", multiple: true, default: [] },
    files: { type: "boolean", default: false },
    show: { type: "string", default: "10" },
  },
});
if (options.oracle === "") throw new Error("name the oracle: --oracle PROGRAM, or ORACLE=PROGRAM");

const folder = mkdtempSync(join(tmpdir(), "dslint-differential-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const bundle = join(folder, "reader.mjs");
await build({
  stdin: {
    contents: `export * from "./test/reader/arbitrary.ts"; export * from "./test/reader/canonical.ts";
      export { decodeBytes } from "./src/input/decode.ts"; export { default as fc } from "fast-check";`,
    resolveDir: ".",
  },
  bundle: true,
  platform: "node",
  format: "esm",
  outfile: bundle,
});
const { agree, canonicalJson, decodeBytes, fc, isRefused, mutated, outcomes, soup, tidy } = await import(bundle);

/** What kubectl's reader yields for each text. */
function kubectl(texts) {
  const out = execFileSync(options.oracle, ["parse", "--nul"], {
    input: texts.map((text) => `${text}\0`).join(""),
    maxBuffer: 2 ** 31 - 1,
  }).toString();
  const results = texts.map(() => []);
  for (const line of out.split("\n")) {
    if (line === "") continue;
    const { file, error } = JSON.parse(line);
    const result = results[Number(file.slice(file.lastIndexOf("#") + 1))];
    const json = /,"docIndex":\d+,"json":/.exec(line);
    if (error !== undefined) result.push({ error });
    else result.push({ value: json === null ? "null" : canonicalJson(line.slice(json.index + json[0].length, -1)) });
  }
  return results;
}

/** The outcomes of those texts that the two readers disagree on. */
function disagreements(texts) {
  const theirs = kubectl(texts);
  const found = [];
  for (const [index, text] of texts.entries()) {
    let ours;
    try {
      ours = outcomes(decodeBytes(new TextEncoder().encode(text)).text);
    } catch (error) {
      ours = [{ crash: String(error) }];
    }
    if (isRefused(ours)) refused++;
    else if (!agree(ours, theirs[index])) found.push({ text, ours, theirs: theirs[index] });
  }
  return found;
}

/** Takes pieces out of a text for as long as the readers disagree on it. */
function shrink(found) {
  let best = found;
  for (let size = Math.ceil(best.text.length / 2); size >= 1; ) {
    const { text } = best;
    const shorter = [];
    for (let at = 0; at < text.length; at += Math.max(1, size >> 1)) {
      const candidate = text.slice(0, at) + text.slice(at + size);
      if (candidate !== "" && candidate.isWellFormed()) shorter.push(candidate);
    }
    const [next] = shorter.length === 0 ? [] : disagreements(shorter);
    if (next !== undefined) best = next;
    else size = size === 1 ? 0 : Math.ceil(size / 2);
    if (next !== undefined) size = Math.min(size, best.text.length);
  }
  return best;
}

function yamlFiles(path) {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => yamlFiles(join(path, name)));
  return /\.(ya?ml|json)$/.test(path) ? [path] : [];
}

const files = ["fixtures", ...options.texts].flatMap(yamlFiles);
const texts = files.map((file) => readFileSync(file)).map((bytes) => decodeBytes(bytes).text);
const seeds = texts.map((text) => text.replaceAll("\0", "")).filter((text) => text !== "");
const shown = new Set();
let differences = 0;
let refused = 0;
function report(found) {
  differences += found.length;
  for (const one of found) {
    if (shown.size >= Number(options.show)) return;
    const small = shrink(one);
    if (shown.has(small.text)) continue;
    shown.add(small.text);
    console.log(JSON.stringify(small));
  }
}

if (options.files) {
  const whole = texts.filter((text) => !text.includes("\0"));
  report(disagreements(whole));
  console.log(`${whole.length} files compared`);
}
const total = Number(options.count);
const arbitrary = fc.oneof(
  { weight: 3, arbitrary: soup },
  { weight: 1, arbitrary: tidy },
  { weight: 6, arbitrary: mutated(seeds) },
);
for (let done = 0, seed = Number(options.seed); done < total; done += BATCH, seed++) {
  const batch = fc.sample(arbitrary, { numRuns: Math.min(BATCH, total - done), seed });
  report(disagreements(batch.filter((text) => text !== "" && !text.includes("\0"))));
}
console.log(
  `${total} generated texts from seed ${options.seed}: ${differences} disagreements, ${refused} refused as documented`,
);
process.exitCode = differences > 0 ? 1 : 0;
