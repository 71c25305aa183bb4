import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { endGroup, getInput, setFailed, setOutput, startGroup, summary, warning } from "@actions/core";
import { gateNamed, projectRequest } from "../cli/flags.ts";
import { parseLintArguments } from "../cli/program.ts";
import { SEVERITIES } from "../engine/finding.ts";
import { exitCode } from "../project/gate.ts";
import { lintProject } from "../project/project.ts";
import { repositoryRoot } from "../project/repository-root.ts";
import { UsageError } from "../project/usage-error.ts";
import { renderReport } from "../report/index.ts";
import { activeFindings, type ReportInput } from "../report/input.ts";
import { baseOf, ensureCommit } from "./base.ts";
import { splitWords } from "./words.ts";

/** What code scanning takes: the compressed size of a SARIF file, in bytes. */
const MOST_SARIF_BYTES = 10 * 1024 * 1024;

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
  const { paths, flags } = parseLintArguments(splitWords(getInput("args")));
  const asked = [...lines("paths"), ...paths];
  const request = projectRequest({
    ...flags,
    ...input("config", "config"),
    ...input("preset", "preset"),
    ...input("baseline", "baseline"),
    ...input("kubernetes_version", "kubernetesVersion"),
  });
  const base = getInput("changed_only") === "true" ? baseCommit(event, workspace) : undefined;
  const project = await lintProject({
    ...request,
    cwd: workspace,
    paths: asked.length === 0 ? ["."] : asked,
    ...(base === undefined ? {} : { changedSince: { revision: base, by: flags.changedLines ? "line" : "resource" } }),
  });

  const { result } = project;
  const failOn = getInput("fail_on") || flags.failOn;
  const gate = failOn ? gateNamed(failOn) : (project.failOn ?? "warning");
  const about: ReportInput = {
    result,
    rules: project.rules,
    version: DSLINT_VERSION,
    options: { failOn: gate, workingDirectory: workspace, root: repositoryRoot(workspace), ...sourceUrl() },
  };
  startGroup("dslint: all findings");
  process.stdout.write(await renderReport("text", about));
  endGroup();
  process.stdout.write(await renderReport("github", about));
  if (process.env["GITHUB_STEP_SUMMARY"]) await summary.addRaw(await renderReport("markdown", about)).write();
  else warning("there is no step summary to write to: GITHUB_STEP_SUMMARY is not set");

  const sarif = resolve(workspace, getInput("sarif_file") || join(temporary, "dslint.sarif"));
  await writeSarif(sarif, about);
  setOutput("sarif-file", sarif);
  for (const severity of SEVERITIES) setOutput(`${severity}s`, result.summary.findings[severity]);
  process.stdout.write(project.words);

  const code = exitCode(result, gate);
  if (code === 2) setFailed("dslint could not check everything: see its annotations");
  else if (code === 1) setFailed(`dslint found what fails at ${gate}: see its annotations, or the log above`);
  return code;
}

/** A SARIF file that code scanning takes: of too many findings the most severe. */
async function writeSarif(file: string, about: ReportInput): Promise<void> {
  const all = activeFindings(about.result);
  const ordered = SEVERITIES.flatMap((severity) => all.filter((finding) => finding.severity === severity));
  let kept = ordered.length;
  let content = await renderReport("sarif", about);
  while (gzipSync(content).length > MOST_SARIF_BYTES && kept > 0) {
    kept = Math.floor(kept / 2);
    content = await renderReport("sarif", { ...about, result: { ...about.result, findings: ordered.slice(0, kept) } });
  }
  if (kept < ordered.length) {
    warning(`the SARIF file holds the ${kept} most severe of ${ordered.length} findings: code scanning takes 10 MB`);
  }
  try {
    writeFileSync(file, content);
  } catch (thrown) {
    throw new UsageError(`can't write ${file}: ${(thrown as NodeJS.ErrnoException).code ?? thrown}`);
  }
}

/** The commit that a pull request is compared with; none, and a warning, where there is none. */
function baseCommit(event: unknown, workspace: string): string | undefined {
  const base = baseOf(event);
  if (base === undefined) {
    warning("changed-only: this event has no base to compare with, so everything is linted");
    return undefined;
  }
  if (ensureCommit(base, workspace)) return base;
  warning(
    `changed-only: commit ${base} is not in this clone and can't be fetched, so everything is linted; check out with fetch-depth: 0`,
  );
  return undefined;
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
