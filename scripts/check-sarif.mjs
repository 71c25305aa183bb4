// npm run check:sarif: has Microsoft's own validator judge dslint's SARIF by GitHub's rules. It is too big to be a
// dependency (100 MB), so it is fetched here. It exits 0 whatever it finds, so its words are read.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VALIDATOR = "@microsoft/sarif-multitool@5.7.0";
const folder = mkdtempSync(join(tmpdir(), "dslint-sarif-"));
try {
  const report = join(folder, "report.sarif");
  const paths = process.argv.length > 2 ? process.argv.slice(2) : ["examples", "fixtures"];
  const run = spawnSync(process.execPath, ["dist/cli.js", ...paths, "--format", "sarif", "--output", report], {
    encoding: "utf8",
  });
  if (run.status !== 0 && run.status !== 1) process.stderr.write(run.stderr);
  const said = execFileSync(
    "npx",
    [
      "--yes",
      VALIDATOR,
      "validate",
      report,
      "--rule-kind",
      "'Sarif;GHAS'",
      "--log",
      "ForceOverwrite",
      "--max-file-size-in-kb",
      "100000",
    ],
    { encoding: "utf8", shell: false, cwd: folder },
  );
  const complaints = said.split("\n").filter((line) => /: (error|warning|note) /.test(line));
  process.stdout.write(complaints.map((line) => `${line}\n`).join(""));
  if (!said.includes("1 files scanned")) throw new Error(`the validator did not run:\n${said}`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
  if (complaints.length === 0) process.stdout.write(`${VALIDATOR} has nothing to say about the SARIF\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
