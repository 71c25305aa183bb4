// Writes test/reader/expected.jsonl again: what kubectl's reader makes of the snippets in test/reader/snippets.ts, and of
// some thousand generated manifests. Needs Go, or ORACLE=PROGRAM, see kubectl-reader.mjs.
//
// A line is [manifest, documents]: the manifest as text, or as { base64 } where it is no UTF-8; of each document its JSON,
// or null where it is broken, which ends the manifest.
import { writeFileSync } from "node:fs";
import { importBundled } from "./import-bundled.mjs";
import { startKubectlReader } from "./kubectl-reader.mjs";

const GENERATED = 3000;
const { fc, manifests, snippets } = await importBundled(`
  export * from "./test/reader/arbitrary.ts";
  export * from "./test/reader/snippets.ts";
  export { default as fc } from "fast-check";
`);
const MANIFEST =
  "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec:\n  x:\n  - b: 'c'\n    d: |\n      e\n";
const generated = fc.sample(manifests([MANIFEST]), { numRuns: GENERATED, seed: 20261121 });
const all = [...snippets(), ...generated].map((bytes) => Buffer.from(bytes));
const kubectl = await startKubectlReader();
const answers = await kubectl.read(all);
kubectl.stop();
const lines = new Set(
  all.map((bytes, index) => {
    const text = bytes.toString();
    const manifest = Buffer.from(text).equals(bytes) ? text : { base64: bytes.toString("base64") };
    return JSON.stringify([
      manifest,
      answers[index].map((document) => (typeof document === "string" ? document : null)),
    ]);
  }),
);
writeFileSync("test/reader/expected.jsonl", `${[...lines].join("\n")}\n`);
console.log(`${lines.size} manifests`);
