// kubectl's reader as a process that answers (test/oracle/reader), for comparing dslint's with it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * Starts it: the program named by ORACLE, or one built now, which needs Go. `read` yields for each manifest (bytes) its
 * documents: JSON texts, and `{ error }` at the end of one that is broken.
 */
export async function startKubectlReader() {
  const folder = mkdtempSync(join(tmpdir(), "dslint-reader-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  let program = process.env.ORACLE;
  if (program === undefined || program === "") {
    program = join(folder, "reader");
    execFileSync("go", ["build", "-o", program, "./reader"], { cwd: "test/oracle", stdio: "inherit" });
  }
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  return {
    async read(manifests) {
      child.stdin.write(manifests.map((bytes) => `${Buffer.from(bytes).toString("base64")}\n`).join(""));
      const answers = [];
      while (answers.length < manifests.length) {
        const { value, done } = await lines.next();
        if (done) throw new Error("kubectl's reader has ended");
        answers.push(JSON.parse(value));
      }
      return answers;
    },
    stop: () => child.stdin.end(),
  };
}
