import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { FORMATS, formatResult, lint } from "../src/index.ts";

const ROOT = new URL("..", import.meta.url).pathname;

test("the library's documented example runs, and says what it should", async () => {
  const page = readFileSync(`${ROOT}docs/library.md`, "utf8");
  const example = /```ts\n(.*?)```/s.exec(page)?.[1] ?? "";
  const [, ...body] = example.split('from "dslint";\n');
  const printed: string[] = [];
  const console = { log: (line: string) => printed.push(line) };
  await runInNewContext(`(async () => {${body.join("")}})()`, { lint, formatResult, console });
  expect(printed).toContainEqual(expect.stringMatching(/^agent\.yaml:13:\d+ error privileged-container: /));
  const sarif = JSON.parse(printed.at(-1) ?? "");
  expect(sarif.runs[0].results).toHaveLength(printed.length - 1);
});

test("linting a text needs nothing of Node", async () => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["src/index.ts"],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "iife",
    globalName: "dslint",
    define: { DSLINT_VERSION: '"0.0.0"' },
    logLevel: "silent",
  });
  const foreign = Object.keys(metafile.inputs).filter((file) => /^(?:node:|\(disabled\))/.test(file));
  expect(foreign).toEqual([]);
  const code = outputFiles[0]?.text ?? "";
  // A page has no process, Buffer or require: a context of its own has none either.
  const text = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec: {replicas: 1}\n";
  const context = { TextEncoder, TextDecoder, btoa, text };
  const findings = runInNewContext(
    `${code}; JSON.stringify(dslint.lint(text).findings.map(({ rule }) => rule))`,
    context,
  );
  expect(JSON.parse(findings)).toContain("daemonset-replicas");
  for (const format of FORMATS) {
    const report = await runInNewContext(`dslint.formatResult("${format}", dslint.lint(text))`, context);
    expect(report, format).toContain("daemonset-replicas");
  }
});
