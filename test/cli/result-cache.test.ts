import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { cachedOutcome } from "../../src/cli/cached-outcome.ts";
import { keepOutcome, type Outcome, readOutcome, resultFolder } from "../../src/cli/result-cache.ts";
import { lintPrepared, type ProjectRequest, prepareProject } from "../../src/project/project.ts";
import { runKey } from "../../src/project/run-key.ts";
import { UsageError } from "../../src/project/usage-error.ts";
import { FORMATS } from "../../src/report/formats.ts";
import { commandLine, daemonSet } from "../support/cli.ts";

const { folder, write, run, start, git } = commandLine();
const location = mkdtempSync(join(tmpdir(), "dslint-results-"));
const results = join(location, "results");
afterAll(() => rmSync(location, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(results, { recursive: true, force: true });
  for (const name of readdirSync(folder)) {
    if (name !== ".program") rmSync(join(folder, name), { recursive: true, force: true });
  }
});

const cached = ["--cache-location", location];
const kept = () => readdirSync(results).filter((name) => name.endsWith(".result"));
const said = (args: readonly string[], input = "") => run(args, input);

/** Runs without a cache, with an empty or stale one, and with a warm one, and expects the same of all three. */
function same(args: readonly string[], input = ""): void {
  const plain = said(args, input);
  expect(said([...cached, ...args], input)).toEqual(plain);
  expect(said([...cached, ...args], input)).toEqual(plain);
}

test("a warm cache says what a run without one says, in every format", () => {
  write("a/agent.yaml", daemonSet("agent", "      hostPID: true\n"));
  write("a/broken.yaml", "a: [");
  write("a/chart.yaml", "{{ .Values.x }}\n");
  for (const format of FORMATS) same(["a", "--format", format]);
  same(["a", "--quiet"]);
  same(["a", "--color"]);
  same(["missing"]);
  expect(kept().length).toBe(FORMATS.length + 3);
});

test("reports that go to files are written again", () => {
  write("a/agent.yaml", daemonSet("agent", "      hostPID: true\n"));
  const args = [...cached, "a", "--report", "sarif=out.sarif", "--output", "out.txt"];
  const first = run(args);
  const files = ["out.sarif", "out.txt"].map((name) => readFileSync(join(folder, name), "utf8"));
  for (const name of ["out.sarif", "out.txt"]) rmSync(join(folder, name));
  expect(run(args)).toEqual(first);
  expect(["out.sarif", "out.txt"].map((name) => readFileSync(join(folder, name), "utf8"))).toEqual(files);
  expect(kept().length).toBe(1);
});

test("what is edited, added, renamed and deleted counts, and so do configuration, ignore files and standard input", () => {
  write("m/a.yaml", daemonSet("a"));
  same(["m"]);
  write("m/a.yaml", daemonSet("a", "      hostPID: true\n"));
  same(["m"]);
  // Another DaemonSet of the same pods: a finding across resources.
  write("m/b.yaml", daemonSet("a").replace("name: a", "name: b"));
  same(["m"]);
  write("m/c.yaml", daemonSet("c"));
  rmSync(join(folder, "m/b.yaml"));
  same(["m"]);
  write(".dslint.yaml", "rules:\n  host-pid: off\n");
  same(["m"]);
  write(".dslint.yaml", "exclude: [m/a.yaml]\ncontext: [other]\n");
  write("other/d.yaml", daemonSet("d"));
  same(["m"]);
  write("other/d.yaml", daemonSet("c").replace("name: c", "name: d"));
  same(["m"]);
  write("m/.gitignore", "c.yaml\n");
  same(["m"]);
  write("m/a.yaml", daemonSet("a").replace("name: a", "name: e"));
  same(["m", "--kubernetes-version", "1.30"]);
  same(["-", "--no-config"], daemonSet("x"));
  same(["-", "--no-config"], daemonSet("x", "      hostIPC: true\n"));
  expect(kept().length).toBe(11);
});

test("a baseline and what git says of changes count", () => {
  write("m/a.yaml", daemonSet("a", "      hostPID: true\n"));
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "x");
  run(["m", "--baseline", "b.json", "--update-baseline"]);
  same(["m", "--baseline", "b.json"]);
  write("m/a.yaml", daemonSet("a"));
  same(["m", "--baseline", "b.json"]);
  // The baseline names a file that is gone.
  write("m/b.yaml", daemonSet("b"));
  same(["m/b.yaml", "--baseline", "b.json"]);
  rmSync(join(folder, "m/a.yaml"));
  same(["m/b.yaml", "--baseline", "b.json"]);
  same(["m", "--changed-since", "HEAD"]);
  git("add", ".");
  git("commit", "-qm", "y");
  same(["m", "--changed-since", "HEAD"]);
  same(["m", "--changed-since", "HEAD~1"]);
});

test("what writes is done, not remembered", () => {
  const missing = daemonSet("a", "      hostNetwork: true\n");
  write("a.yaml", missing);
  const args = [...cached, "a.yaml", "--fix-unsafe"];
  run(args);
  const fixed = readFileSync(join(folder, "a.yaml"), "utf8");
  expect(fixed).not.toBe(missing);
  write("a.yaml", missing);
  run(args);
  expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe(fixed);
  run([...cached, "a.yaml", "--baseline", "b.json", "--update-baseline"]);
  rmSync(join(folder, "b.json"));
  run([...cached, "a.yaml", "--baseline", "b.json", "--update-baseline"]);
  expect(readFileSync(join(folder, "b.json"), "utf8")).toContain("findings");
  expect(readdirSync(location)).toEqual([]);
});

test("runs at the same time don't disturb each other", async () => {
  write("m/a.yaml", daemonSet("a", "      hostPID: true\n"));
  const args = ["m", "--color=never"];
  const plain = run(args).stdout;
  const outputs = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const child = start([...cached, ...args]);
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        output += part;
      });
      await new Promise((resolve) => child.on("close", resolve));
      return output;
    }),
  );
  expect(new Set(outputs)).toEqual(new Set([plain]));
  expect(readdirSync(results)).toEqual(kept());
  expect(run([...cached, ...args]).stdout).toBe(plain);
});

test("nothing is kept of files that change while they are looked at", async () => {
  write("m/a.yaml", daemonSet("a"));
  const request: ProjectRequest = { cwd: folder, paths: ["m"], settings: {} };
  const outcome = await cachedOutcome(request, location, "", async () => {
    write("m/a.yaml", daemonSet("b"));
    return OUTCOME;
  });
  expect(outcome).toEqual(OUTCOME);
  expect(readdirSync(location)).toEqual([]);
  await cachedOutcome(request, location, "", async () => OUTCOME);
  expect(kept()).toHaveLength(1);
});

test("a damaged entry is passed over and written anew", () => {
  write("m/a.yaml", daemonSet("a", "      hostPID: true\n"));
  const first = run([...cached, "m"]);
  const [name = ""] = kept();
  const whole = readFileSync(join(results, name));
  const middle = whole.length >> 1;
  const flipped = Buffer.from(whole);
  flipped[middle] = (flipped[middle] ?? 0) ^ 1;
  for (const damaged of [Buffer.alloc(0), whole.subarray(0, middle), flipped, Buffer.from("\n\n{}")]) {
    writeFileSync(join(results, name), damaged);
    expect(run([...cached, "m"])).toEqual(first);
    expect(readFileSync(join(results, name))).toEqual(whole);
  }
});

test("a cache that may be a part of what is checked is refused", () => {
  write("m/a.yaml", daemonSet("a"));
  for (const inside of [".", "cache", "m/../.cache"]) {
    const { code, stderr } = run(["m", "--cache-location", inside]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^dslint: --cache-location .* name one outside\n$/);
  }
  mkdirSync(join(location, "repository/.git"), { recursive: true });
  expect(() => resultFolder(join(location, "repository/x"), folder)).toThrow(UsageError);
  symlinkSync(folder, join(location, "link"));
  expect(() => resultFolder(join(location, "link/new/cache"), folder)).toThrow(UsageError);
  expect(resultFolder(join(location, "new/cache"), folder)).toBe(join(realpathSync(location), "new/cache/results"));
  rmSync(join(location, "repository"), { recursive: true });
  rmSync(join(location, "link"));
});

const OUTCOME: Outcome = {
  code: 1,
  reports: [{ file: "ä", content: "é" }],
  stdout: ["o", "ut"],
  stderr: "",
  end: "end",
};
const text = ({ code, reports, stdout, stderr, end }: Outcome) => ({
  code,
  reports: reports.map(({ file, content }) => ({ file, content: String(Buffer.from(content)) })),
  stdout: Buffer.concat([...stdout].map((part) => Buffer.from(part))).toString(),
  stderr: String(Buffer.from(stderr)),
  end: String(Buffer.from(end)),
});
const get = (key: string) => {
  const outcome = readOutcome(results, key);
  return outcome && text(outcome);
};

test("nothing is taken from where another may write, or through a link", () => {
  keepOutcome(results, "k", OUTCOME);
  expect(get("k")).toEqual(text(OUTCOME));
  chmodSync(join(results, "k.result"), 0o622);
  expect(get("k")).toBeUndefined();
  chmodSync(join(results, "k.result"), 0o600);
  chmodSync(results, 0o777);
  expect(get("k")).toBeUndefined();
  keepOutcome(results, "other", OUTCOME);
  chmodSync(results, 0o700);
  expect(get("other")).toBeUndefined();
  symlinkSync(join(results, "k.result"), join(results, "l.result"));
  expect(get("l")).toBeUndefined();
  expect(get("k")).toEqual(text(OUTCOME));
});

test("what is too large is not kept", () => {
  keepOutcome(results, "k", { ...OUTCOME, stdout: [Buffer.alloc(64 * 2 ** 20)] });
  expect(readdirSync(location)).toEqual([]);
});

test("of many outcomes those go that were not asked for longest", () => {
  for (let n = 0; n < 500; n++) {
    keepOutcome(results, `k${n}`, OUTCOME);
    utimesSync(join(results, `k${n}.result`), n, n);
  }
  get("k0");
  keepOutcome(results, "new", OUTCOME);
  expect(kept()).toHaveLength(500);
  expect(get("k0")).toEqual(text(OUTCOME));
  expect(get("k1")).toBeUndefined();
  expect(get("k2")).toEqual(text(OUTCOME));
});

test("two states of a folder with one key give one result", async () => {
  const names = ["a.yaml", "b.yaml", "sub/c.yaml", ".dslint.yaml", ".gitignore", "kustomization.yaml"];
  const contents = [
    daemonSet("a"),
    daemonSet("a", "      hostPID: true\n"),
    daemonSet("b").replace("app: b", "app: a"),
    "preset: strict\n",
    "exclude: [sub/]\n",
    "sub\nb.yaml\n",
    "patches:\n  - path: b.yaml\n",
    undefined,
  ];
  const known = new Map<string, string>();
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.constantFrom(...contents), async (name, content) => {
      const path = join(folder, "state", name);
      mkdirSync(dirname(path), { recursive: true });
      if (content === undefined) rmSync(path, { force: true });
      else if (name !== ".dslint.yaml" || /^(?:preset|exclude)/.test(content)) writeFileSync(path, content);
      const request: ProjectRequest = { cwd: join(folder, "state"), paths: ["."], settings: {} };
      const prepared = await prepareProject(request);
      const key = runKey(prepared, "build") ?? "";
      const { result } = await lintPrepared(prepared);
      const now = JSON.stringify(result);
      if (known.has(key)) hits++;
      expect(known.get(key) ?? now).toBe(now);
      known.set(key, now);
      expect(runKey(prepared, "another build")).not.toBe(key);
    }),
    { numRuns: 300, endOnFailure: true },
  );
  expect(hits).toBeGreaterThan(20);
  expect(known.size).toBeGreaterThan(20);
});
