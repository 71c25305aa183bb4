import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBase } from "../../src/action/base.ts";

let folder: string;
/** The repository that clones come from. */
let origin: string;
/** Set where the test had to be cleaned up after. */
let stop: (() => void) | undefined;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dslint base ")));
  origin = join(folder, "origin");
  mkdirSync(origin);
  git("init", "--quiet", "--initial-branch=main");
  git("config", "uploadpack.allowAnySHA1InWant", "true");
});

afterEach(() => {
  stop?.();
  stop = undefined;
  rmSync(folder, { recursive: true });
});

function git(...words: string[]): string {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  const name = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  return execFileSync("git", ["-C", origin, ...name, ...words], { env, encoding: "utf8", stdio: "pipe" }).trim();
}

function commit(file: string): string {
  writeFileSync(join(origin, file), `${file}\n`);
  git("add", ".");
  git("commit", "--quiet", `--message=${file}`);
  return git("rev-parse", "HEAD");
}

/** A clone of what is checked out. */
function clone(...words: string[]): string {
  const to = join(folder, "clone");
  git("clone", "--quiet", ...words, `file://${origin}`, to);
  return to;
}

/** A branch of two commits beside a main that went on, and what GitHub makes of both. */
function pullRequest() {
  const start = commit("start");
  git("checkout", "--quiet", "-b", "branch");
  const head = commit("change");
  git("checkout", "--quiet", "main");
  const base = commit("main-went-on");
  git("checkout", "--quiet", "-b", "merged");
  git("merge", "--quiet", "--no-ff", "--message=merged", "branch");
  return { start, head, base };
}

function event(base: string, head: string) {
  return { pull_request: { base: { sha: base }, head: { sha: head } } };
}

test("a pull request starts where its merge says, however old the event's base is", () => {
  const { start, head, base } = pullRequest();
  expect(findBase(event(start, head), clone())).toEqual({ commit: base });
});

test("where the branch itself is checked out, at the event's base", () => {
  const { start, head, base } = pullRequest();
  git("checkout", "--quiet", "branch");
  const folder = clone();
  expect(findBase(event(base, head), folder)).toEqual({ commit: base });
  expect(findBase(event(start, head), folder)).toEqual({ commit: start });
});

test("a merge that the author made is no merge of the pull request", () => {
  const { start, base } = pullRequest();
  git("checkout", "--quiet", "branch");
  git("merge", "--quiet", "--message=take up", "main");
  expect(findBase(event(start, git("rev-parse", "HEAD")), clone())).toEqual({ commit: start });
  expect(base).not.toBe(start);
});

test("merge groups and pushes name where they start; others don't", () => {
  const first = commit("first");
  commit("second");
  const folder = clone();
  expect(findBase({ merge_group: { base_sha: first } }, folder)).toEqual({ commit: first });
  expect(findBase({ before: first }, folder)).toEqual({ commit: first });
  const none = { warning: expect.stringContaining("no base to compare with, so everything is linted") };
  const others = [undefined, null, {}, { before: "0".repeat(40) }, { before: "--upload-pack=x" }, { before: 1 }];
  for (const other of others) expect(findBase(other, folder)).toEqual(none);
});

test("a commit that can't be had is named, with git's reason and what to do", () => {
  const { head, base } = pullRequest();
  const { commit, warning } = findBase(event(base, head), clone("--depth=1"));
  expect(commit).toBeUndefined();
  expect(warning).toContain(base);
  expect(warning).toContain("'file' not allowed");
  expect(warning).toContain("so everything is linted; check out with fetch-depth: 0");
});

test("a commit that a shallow clone lacks is fetched by HTTP, and no helper of the configuration is run", async () => {
  const { head, base } = pullRequest();
  const shallow = clone("--depth=1");
  const set = (key: string, value: string) => git("-C", shallow, "config", key, value);
  const port = await serve();
  set("remote.origin.url", `http://127.0.0.1:${port}/origin/.git`);
  const ran = join(folder, "ran");
  const trap = join(folder, "trap");
  writeFileSync(trap, `#!/bin/sh\n: >'${ran}'\nexit 1\n`);
  chmodSync(trap, 0o755);
  for (const key of ["credential.helper", "core.askPass", "core.alternateRefsCommand", "remote.origin.uploadpack"]) {
    set(key, `${key === "credential.helper" ? "!" : ""}'${trap}'`);
  }
  // The server asks who it is: git by itself would ask the helper.
  expect(() => git("-C", shallow, "fetch", "--quiet", "--depth=1", "origin", base)).toThrow();
  expect(existsSync(ran)).toBe(true);
  rmSync(ran);
  expect(findBase(event(base, head), shallow).warning).toMatch(/could not read Username|Authentication failed/);
  expect(existsSync(ran)).toBe(false);
  // What actions/checkout leaves behind for git.
  set(`http.http://127.0.0.1:${port}/.extraheader`, "AUTHORIZATION: basic dGVzdA==");
  expect(findBase(event(base, head), shallow)).toEqual({ commit: base });
  expect(existsSync(ran)).toBe(false);
});

test("where the branch itself is checked out and its history is short, it says what follows", async () => {
  const { head, base } = pullRequest();
  git("checkout", "--quiet", "branch");
  const shallow = clone("--depth=1");
  const port = await serve();
  git("-C", shallow, "config", "remote.origin.url", `http://127.0.0.1:${port}/origin/.git`);
  git("-C", shallow, "config", "http.extraheader", "AUTHORIZATION: basic dGVzdA==");
  const { commit, warning } = findBase(event(base, head), shallow);
  expect(commit).toBe(base);
  expect(warning).toContain("too short to tell where the branch began");
});

/** Serves the folder by git's own CGI program to whoever names himself, in another process: git is waited for in this. */
function serve(): Promise<number> {
  const program = `
const { spawn } = require("node:child_process");
const server = require("node:http").createServer((request, response) => {
  if (!request.headers.authorization) return response.writeHead(401, { "WWW-Authenticate": "Basic" }).end();
  const { pathname, search } = new URL(request.url, "http://localhost");
  const env = { ...process.env, GIT_PROJECT_ROOT: ${JSON.stringify(folder)}, GIT_HTTP_EXPORT_ALL: "1", PATH_INFO: pathname,
    QUERY_STRING: search.slice(1), REQUEST_METHOD: request.method, CONTENT_TYPE: request.headers["content-type"] ?? "",
    GIT_PROTOCOL: request.headers["git-protocol"] ?? "", HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "" };
  const child = spawn("git", ["http-backend"], { env });
  request.pipe(child.stdin);
  const parts = [];
  child.stdout.on("data", (part) => parts.push(part));
  child.on("close", () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf("\\r\\n\\r\\n");
    const headers = all.subarray(0, end).toString().split("\\r\\n").map((line) => line.split(": "));
    const status = headers.find(([name]) => name === "Status");
    response.writeHead(status ? Number.parseInt(status[1], 10) : 200, Object.fromEntries(headers.filter((one) => one !== status)));
    response.end(all.subarray(end + 4));
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  stop = () => child.kill();
  return new Promise((settle) => child.stdout.once("data", (line) => settle(Number(line))));
}
