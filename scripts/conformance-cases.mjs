// Makes test/conformance/cases.jsonl.gz from what the oracle printed: keeps of each verdict what is compared, and adds what
// Pod Security admission says, and which of the pods are refused.
//
//   node scripts/conformance-cases.mjs ORACLE PODS CASES.jsonl…
//
// PODS is the program `pods` of test/oracle.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [oracle, podOracle, ...files] = process.argv.slice(2);
const cases = [];
for (const file of files) {
  const podSecurity = new Map();
  for (const line of linesOf(execFileSync(oracle, ["psa", "--jsonl", file], { maxBuffer: 2 ** 30 }).toString())) {
    const { file: id, levels } = JSON.parse(line);
    if (levels === undefined) continue;
    podSecurity.set(
      id,
      Object.fromEntries(levels.map(({ level, checks }) => [level, checks.map((check) => check.id).sort()])),
    );
  }
  const pods = new Map();
  for (const line of linesOf(execFileSync(podOracle, ["-jsonl", file], { maxBuffer: 2 ** 30 }).toString())) {
    const { id, accepted, errors } = JSON.parse(line);
    // A mount of a volume that is refused is not found: the volume says it.
    const fields = errors
      .filter(({ type }) => type !== "FieldValueNotFound")
      .map(({ field }) => `spec.template.${field}`);
    if (accepted) pods.set(id, [...new Set(fields)].sort());
  }
  for (const line of linesOf(readFileSync(file, "utf8"))) {
    const { id, yaml, verdict } = JSON.parse(line);
    const { skipped, accepted, decodeErrors, strictErrors, errors, warnings } = verdict;
    if (skipped) continue;
    const psa = podSecurity.get(id);
    const refused = accepted ? pods.get(id) : undefined;
    cases.push({
      id,
      yaml,
      verdict: {
        accepted,
        decodeErrors: decodeErrors.map(() => ""),
        strictErrors,
        errors: errors.map(({ type, field }) => ({ type, field })),
        warnings: warnings.map(() => ""),
      },
      ...(psa === undefined ? {} : { psa }),
      ...(refused === undefined ? {} : { pods: refused }),
    });
  }
}
writeFileSync(
  "test/conformance/cases.jsonl.gz",
  gzipSync(cases.map((one) => `${JSON.stringify(one)}\n`).join(""), { level: 9 }),
);
console.log(`${cases.length} cases`);

function linesOf(text) {
  return text.split("\n").filter(Boolean);
}
