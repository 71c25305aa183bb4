import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { endGroup, getInput, info, setFailed, setOutput, startGroup, summary, warning } from "@actions/core";
import { countNamed, gateNamed, type LintFlags, projectRequest, reportTarget } from "../cli/flags.ts";
import { parseLintArguments } from "../cli/program.ts";
import { SEVERITIES } from "../engine/finding.ts";
import { exitCode, tooManyWarnings } from "../project/gate.ts";
import { lintProject } from "../project/project.ts";
import { repositoryRoot } from "../project/repository-root.ts";
import { UsageError } from "../project/usage-error.ts";
import { writeReport } from "../project/write-report.ts";
import { renderReport } from "../report/index.ts";
import type { ReportInput } from "../report/input.ts";
import { MOST_RESULTS } from "../report/sarif.ts";
import { count } from "../text/count.ts";
import { findBase } from "./base.ts";
import { splitWords } from "./words.ts";

/** What code scanning takes: the compressed size of a SARIF file, in bytes. */
const MOST_SARIF_BYTES = 10 * 1024 * 1024;

/** Options of the command line that mean nothing here: the Action itself says where reports go, and edits no file. */
const NOT_HERE = [
  "cache",
  "cacheLocation",
  "fix",
  "fixUnsafe",
  "format",
  "output",
  "quiet",
  "stdinFilename",
  "watch",
] as const;

export interface ActionContext {
  /** The checked-out repository: `GITHUB_WORKSPACE`. */
  readonly workspace: string;
  /** A folder for files that nobody commits: `RUNNER_TEMP`. */
  readonly temporary: string;
  /** The event as GitHub describes it, if it does. */
  readonly event: unknown;
}

/** Lints as the Action's inputs ask, tells GitHub, and yields the exit code. Throws {@link UsageError}. */
export async function runAction({ workspace, temporary, event }: ActionContext): Promise<number> {
  const { paths, flags } = givenArguments(getInput("args"));
  const asked = [...lines("paths"), ...paths];
  const request = await projectRequest({
    ...flags,
    ...input("config", "config"),
    ...input("preset", "preset"),
    ...input("baseline", "baseline"),
    ...input("kubernetes_version", "kubernetesVersion"),
  });
  const failOn = getInput("fail_on") || flags.failOn;
  const asksGate = failOn === undefined ? undefined : gateNamed(failOn);
  const asksMost = flags.maxWarnings === undefined ? undefined : countNamed("--max-warnings", flags.maxWarnings);
  const targets = (flags.report ?? []).map(reportTarget);
  // They are annotations too, and GitHub shows ten of a step.
  let warned = 0;
  const warn = (words: string) => {
    warning(words);
    warned++;
  };

  const base = changedOnly() ? findBase(event, workspace) : {};
  if (base.warning !== undefined) warn(`changed-only: ${base.warning}`);
  const by = flags.changedLines ? "line" : "resource";
  const project = await lintProject({
    ...request,
    cwd: workspace,
    paths: asked.length > 0 || request.render !== undefined ? asked : ["."],
    ...(base.commit === undefined ? {} : { changedSince: { revision: base.commit, by } }),
  });

  const { result } = project;
  const gate = asksGate ?? project.failOn ?? "warning";
  const about: ReportInput = {
    result,
    rules: project.rules,
    version: DSLINT_VERSION,
    options: { failOn: gate, workingDirectory: workspace, root: repositoryRoot(workspace), ...sourceUrl() },
  };
  startGroup("dslint: all findings");
  process.stdout.write(await renderReport("text", about));
  endGroup();
  if (project.known > 0) info(`${count(project.known, "known finding")} left out by the baseline`);
  process.stdout.write(project.words);
  for (const hint of project.hints) info(hint);

  for (const { format, file } of targets) writeReport(resolve(workspace, file), await renderReport(format, about));
  const sarif = resolve(workspace, getInput("sarif_file") || join(temporary, "dslint.sarif"));
  const { content, results } = await sarifWithin(about, MOST_SARIF_BYTES);
  writeReport(sarif, content);
  setOutput("sarif-file", sarif);
  for (const severity of SEVERITIES) setOutput(`${severity}s`, result.summary.findings[severity]);
  if (results < result.findings.length) {
    const limits = `${MOST_RESULTS} results and 10 MB, compressed`;
    warn(`SARIF holds the ${results} most severe of ${result.findings.length} findings: code scanning takes ${limits}`);
  }

  if (process.env["GITHUB_STEP_SUMMARY"]) await summary.addRaw(await renderReport("markdown", about)).write();
  else warn("there is no step summary to write to: GITHUB_STEP_SUMMARY is not set");
  const annotations = { ...about, options: { ...about.options, annotated: { warning: warned } } };
  process.stdout.write(await renderReport("github", annotations));

  const code = exitCode(result, gate);
  const tooMany = tooManyWarnings(result, asksMost ?? project.maxWarnings);
  if (code === 2) setFailed("dslint could not check everything: see its annotations");
  else if (code === 1) setFailed(`dslint found what fails at ${gate}: see its annotations, or the log above`);
  else if (tooMany !== undefined) setFailed(tooMany);
  return code === 0 && tooMany !== undefined ? 1 : code;
}

/** What the input `args` asks for. Throws {@link UsageError}. */
function givenArguments(args: string): { paths: readonly string[]; flags: LintFlags } {
  const { paths, flags } = parseLintArguments(splitWords(args));
  const wrong = NOT_HERE.find((name) => flags[name] !== undefined);
  if (wrong !== undefined) {
    const option = wrong.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(`args: --${option} is for the command line, not for the Action`);
  }
  if (paths.includes("-")) throw new UsageError("args: there is no standard input to lint");
  return { paths, flags };
}

/** Throws {@link UsageError} for what is neither true nor false: a slip must not turn a check off. */
function changedOnly(): boolean {
  const value = getInput("changed_only");
  if (!["", "true", "false"].includes(value)) throw new UsageError(`changed-only is true or false, not "${value}"`);
  return value === "true";
}

/** SARIF of at most so many bytes, compressed: of too many findings the most severe. */
export async function sarifWithin(about: ReportInput, bytes: number): Promise<{ content: string; results: number }> {
  let results = Math.min(about.result.findings.length, MOST_RESULTS);
  for (;;) {
    const content = await renderReport("sarif", { ...about, options: { ...about.options, maxResults: results } });
    if (results === 0 || gzipSync(content).length <= bytes) return { content, results };
    results = Math.floor(results / 2);
  }
}

function sourceUrl(): { sourceUrl?: string } {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA } = process.env;
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_SHA) return {};
  return { sourceUrl: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}` };
}

function lines(name: string): string[] {
  return getInput(name)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function input(name: string, flag: string): Record<string, string> {
  const value = getInput(name);
  return value === "" ? {} : { [flag]: value };
}
