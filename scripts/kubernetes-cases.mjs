// Makes the cases that test/kubernetes compares src/kubernetes with, by test/oracle/semantics: random questions with the
// answers of Kubernetes' own packages. Needs Go and the Go module proxy.
//
//   node scripts/kubernetes-cases.mjs               writes test/kubernetes/cases again
//   node scripts/kubernetes-cases.mjs --live SEED   compares with ten times as many others, kept nowhere
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const TOPICS = {
  quantities: 4000,
  tolerations: 3000,
  controller: 500,
  affinity: 4000,
  selectors: 3000,
  images: 1500,
  percentages: 500,
  resources: 1000,
  ports: 1000,
  "pod-security": 2500,
  policies: 200,
};

const live = process.argv.indexOf("--live");
const seed = live < 0 ? "20261121" : process.argv[live + 1];
if (!/^[0-9]+$/.test(seed ?? "")) {
  console.error("usage: node scripts/kubernetes-cases.mjs [--live SEED]");
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), "dslint-cases-"));
try {
  const program = join(scratch, "semantics");
  execFileSync("go", ["build", "-o", program, "./semantics"], { cwd: "test/oracle", stdio: "inherit" });
  const folder = live < 0 ? "test/kubernetes/cases" : scratch;
  mkdirSync(folder, { recursive: true });
  for (const [topic, count] of Object.entries(TOPICS)) {
    const size = String(live < 0 ? count : count * 10);
    const cases = execFileSync(program, ["-seed", seed, "-count", size, topic], { maxBuffer: 2 ** 30 });
    writeFileSync(join(folder, `${topic}.jsonl.gz`), gzipSync(cases, { level: 9 }));
  }
  if (live >= 0) {
    const env = { ...process.env, DSLINT_KUBERNETES_CASES: folder };
    execFileSync("npx", ["vitest", "run", "test/kubernetes/cases.test.ts"], { stdio: "inherit", env });
  }
} finally {
  rmSync(scratch, { recursive: true });
}
