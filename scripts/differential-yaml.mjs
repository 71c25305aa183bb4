// Compares dslint's reader with kubectl's over generated and mutated YAML, and shrinks what they disagree on.
//
//   node scripts/differential-yaml.mjs [--count N] [--seed S] [--texts FOLDER]... [--files] [--show N]
//
// Needs Go, or ORACLE=PROGRAM, see kubectl-reader.mjs. What is mutated are the fixtures and the YAML and JSON files in
// FOLDER; --files also compares those files as they are. Exit code 1 where anything differs.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { importBundled } from "./import-bundled.mjs";
import { startKubectlReader } from "./kubectl-reader.mjs";

const BATCH = 5000;
const { values: options } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    texts: { type: "string", multiple: true, default: [] },
    files: { type: "boolean", default: false },
    show: { type: "string", default: "10" },
  },
});
const { agree, decodeBytes, fc, isRefused, manifests, outcomes, outcomesOf } = await importBundled(`
  export * from "./test/reader/arbitrary.ts";
  export * from "./test/reader/outcome.ts";
  export { decodeBytes } from "./src/input/decode.ts";
  export { default as fc } from "fast-check";
`);
const kubectl = await startKubectlReader();
let refused = 0;

/** The manifests that the two readers disagree on, with what each makes of it. */
async function disagreements(manifests) {
  const answers = await kubectl.read(manifests);
  const found = [];
  for (const [index, manifest] of manifests.entries()) {
    const theirs = outcomesOf(answers[index]);
    let ours;
    try {
      ours = outcomes(manifest);
    } catch (error) {
      ours = [{ crash: String(error) }];
    }
    if (agree(ours, theirs)) continue;
    if (isRefused(ours)) refused++;
    else found.push({ manifest, ours, theirs });
  }
  return found;
}

/** Takes pieces out of a manifest for as long as the readers disagree on it. */
async function shrink(found) {
  let best = found;
  for (let size = Math.ceil(best.manifest.length / 2); size >= 1; ) {
    const { manifest } = best;
    const shorter = [];
    for (let at = 0; at < manifest.length; at += Math.max(1, size >> 1)) {
      shorter.push(Buffer.concat([manifest.subarray(0, at), manifest.subarray(at + size)]));
    }
    const [next] = await disagreements(shorter);
    if (next !== undefined) {
      best = next;
      size = Math.min(size, best.manifest.length);
    } else size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return best;
}

let differences = 0;
const shown = new Set();
async function report(found) {
  differences += found.length;
  for (const one of found) {
    if (shown.size >= Number(options.show)) return;
    const { manifest, ours, theirs } = await shrink(one);
    const text = manifest.toString();
    if (!shown.has(text)) console.log(JSON.stringify({ text, ours, theirs }));
    shown.add(text);
  }
}

function manifestsIn(path) {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => manifestsIn(join(path, name)));
  return /\.(ya?ml|json)$/.test(path) ? [path] : [];
}

const files = ["fixtures", ...options.texts].flatMap(manifestsIn).map((file) => readFileSync(file));
if (options.files) {
  await report(await disagreements(files));
  console.log(`${files.length} files compared`);
}
const texts = files.map((bytes) => decodeBytes(bytes).text).filter((text) => text !== "");
const arbitrary = manifests(texts);
const total = Number(options.count);
for (let done = 0, seed = Number(options.seed); done < total; done += BATCH, seed++) {
  const batch = fc.sample(arbitrary, { numRuns: Math.min(BATCH, total - done), seed });
  await report(await disagreements(batch.map((bytes) => Buffer.from(bytes))));
}
kubectl.stop();
console.log(
  `${total} generated texts from seed ${options.seed}: ${differences} disagreements, ${refused} refused as documented`,
);
process.exitCode = differences > 0 ? 1 : 0;
