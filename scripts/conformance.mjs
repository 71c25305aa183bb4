// npm run conformance [-- FILE.jsonl…]: how far dslint agrees with Kubernetes on the project's own cases, or on others that
// the oracle made (test/conformance/README.md). A line a figure, then the cases that are off. Of the project's own, also
// how far it reads what kubectl reads (test/reader/expected.jsonl).
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { importBundled } from "./import-bundled.mjs";

/** How many cases a line names. */
const NAMED = 5;

const { agreement } = await importBundled('export * from "./test/support/conformance.ts";');

const files = process.argv.slice(2);
for (const file of files.length > 0 ? files : ["test/conformance/cases.jsonl.gz"]) {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const cases = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  console.log(`${file}: ${cases.length} cases`);
  for (const { name, of, off } of agreement(cases)) {
    if (of === 0) continue;
    const share = ((100 * (of - off.length)) / of).toFixed(2);
    const named = off.length === 0 ? "" : `; not ${off.slice(0, NAMED).join(", ")}${off.length > NAMED ? ", …" : ""}`;
    console.log(`  ${name.padEnd(24)} ${share.padStart(6)}% of ${of}${named}`);
  }
}

if (files.length === 0) {
  const file = "test/reader/expected.jsonl";
  const { agree, outcomes, outcomesOf } = await importBundled('export * from "./test/reader/outcome.ts";');
  const cases = readFileSync(file, "utf8").trimEnd().split("\n");
  const same = cases.filter((line) => {
    const [manifest, documents] = JSON.parse(line);
    const bytes = typeof manifest === "string" ? Buffer.from(manifest) : Buffer.from(manifest.base64, "base64");
    return agree(outcomes(bytes), outcomesOf(documents));
  });
  console.log(`${file}: ${cases.length} manifests`);
  console.log(
    `  ${"read as by kubectl".padEnd(24)} ${((100 * same.length) / cases.length).toFixed(2)}% of ${cases.length}`,
  );
}
