import type { Result } from "../engine/finding.ts";
import type { WantedFixes } from "../fix/apply.ts";
import { byTemplateName, STDIN } from "../input/rendered.ts";
import { exitCode, tooManyWarnings } from "../project/gate.ts";
import {
  lintPrepared,
  lintProject,
  type PreparedProject,
  type ProjectRequest,
  type ProjectResult,
  prepareProject,
} from "../project/project.ts";
import { repositoryRoot } from "../project/repository-root.ts";
import { UsageError } from "../project/usage-error.ts";
import { writeReport } from "../project/write-report.ts";
import type { Format, ReportInput } from "../report/index.ts";
import { renderReport } from "../report/index.ts";
import { notices } from "../report/notices.ts";
import { count } from "../text/count.ts";
import { wantsColor } from "./color.ts";
import { countNamed, formatNamed, gateNamed, type LintFlags, projectRequest, reportTarget } from "./flags.ts";
import { stderr, stdout } from "./output.ts";
import { startProgress } from "./progress.ts";
import { readStdin } from "./read-stdin.ts";
import type { Outcome } from "./result-cache.ts";
import { tuneFor } from "./tune.ts";

/** `dslint PATH…`: lints, prints the report, and says the exit code. Throws {@link UsageError}. */
export async function lintCommand(
  paths: readonly string[],
  flags: LintFlags,
): Promise<{ code: number; daemonSets: number }> {
  if (paths.length === 0 && flags.helm === undefined && flags.kustomize === undefined) {
    throw new UsageError("nothing to lint: name files, folders or globs, or - for standard input (dslint ./manifests)");
  }
  const cwd = process.cwd();
  const format = formatNamed(flags.format ?? "text");
  const targets = (flags.report ?? []).map(reportTarget);
  if (flags.output !== undefined) targets.push({ format, file: flags.output });
  const wanted: Wanted = { format: flags.output === undefined ? format : "text", targets };
  const screen: Screen = {
    cwd,
    root: repositoryRoot(cwd),
    isColoured: wantsColor(flags.color, stdout),
    isErrorColoured: wantsColor(flags.color, stderr),
    width: stdout.columns,
  };
  const asked = await projectRequest(flags);
  const stdin = paths.includes("-")
    ? {
        file: flags.stdinFilename ?? STDIN,
        content: readStdin(asked.limits),
        explicit: true,
        // A name given by hand is that of the file, whatever its comments say.
        ...(flags.stdinFilename === undefined ? { originOf: byTemplateName } : {}),
      }
    : undefined;
  const progress = startProgress(stderr);
  const request: ProjectRequest = {
    ...asked,
    cwd,
    paths: paths.filter((path) => path !== "-"),
    onFile: progress.file,
    onMuch: tuneFor,
    ...(stdin === undefined ? {} : { stdin }),
  };
  let daemonSets = 0;
  const judge = async (prepared: PreparedProject): Promise<Outcome> => {
    let project = await lintPrepared(prepared);
    if (flags.fix || flags.fixUnsafe) project = await fixed(request, project, flags.fixUnsafe ? "all" : "safe");
    daemonSets = project.result.summary.daemonSets;
    return outcomeOf(project, flags, wanted, screen);
  };
  const isCached = (flags.cache || flags.cacheLocation !== undefined) && !flags.fix && !flags.fixUnsafe;
  const outcome = isCached
    ? await (await import("./cached-outcome.ts")).cachedOutcome(
        request,
        flags.cacheLocation,
        [DSLINT_VERSION, DSLINT_BUILD, process.version, process.platform, paths, withoutCache(flags), screen],
        judge,
      )
    : await judge(await prepareProject(request));
  progress.end();
  for (const { file, content } of outcome.reports) writeReport(file, content);
  for (const part of outcome.stdout) stdout.write(part);
  stderr.write(outcome.stderr);
  if (stderr.isTTY && outcome.stderr.length > 0 && outcome.end.length > 0) stderr.write("\n");
  stdout.write(outcome.end);
  return { code: outcome.code, daemonSets };
}

/** The reports that were asked for. */
interface Wanted {
  /** Of the one on standard output. */
  readonly format: Format;
  readonly targets: readonly { readonly format: Format; readonly file: string }[];
}

/** Where a run stands and who reads it. */
interface Screen {
  readonly cwd: string;
  readonly root: string;
  readonly isColoured: boolean;
  readonly isErrorColoured: boolean;
  readonly width: number | undefined;
}

function withoutCache({ cache, cacheLocation, ...flags }: LintFlags): LintFlags {
  return flags;
}

async function textReport(about: ReportInput): Promise<{ body: Iterable<string>; end: string }> {
  const { textBody, textSums } = await import("../report/text.ts");
  return { body: textBody(about), end: textSums(about) };
}

async function outcomeOf(project: ProjectResult, flags: LintFlags, wanted: Wanted, screen: Screen): Promise<Outcome> {
  const { result, words, known, hints } = project;
  const gate = flags.failOn === undefined ? (project.failOn ?? "warning") : gateNamed(flags.failOn);
  const maxWarnings =
    flags.maxWarnings === undefined ? project.maxWarnings : countNamed("--max-warnings", flags.maxWarnings);

  const shown = flags.quiet ? withoutNotes(result) : result;
  const { cwd, root, width } = screen;
  const about = (of: Result, color: boolean): ReportInput => ({
    result: of,
    rules: project.rules,
    version: DSLINT_VERSION,
    options: {
      color,
      notices: false,
      failOn: gate,
      workingDirectory: cwd,
      root,
      ...(width === undefined ? {} : { width }),
    },
  });
  const reports = await Promise.all(
    wanted.targets.map(async ({ file, format }) => ({
      file,
      content: await renderReport(format, about(result, false)),
    })),
  );
  // On a terminal the last thing said is what is seen: the sums come after the words about the run.
  const report =
    wanted.format === "text"
      ? await textReport(about(shown, screen.isColoured))
      : { body: [await renderReport(wanted.format, about(shown, screen.isColoured))], end: "" };
  const tooMany = tooManyWarnings(result, maxWarnings);
  const said = [
    !flags.quiet || result.errors.length > 0 ? notices(about(result, screen.isErrorColoured)) : "",
    !flags.quiet && known > 0 ? `${count(known, "known finding")} left out by the baseline\n` : "",
    words,
    flags.quiet ? "" : hints.map((hint) => `${hint}\n`).join(""),
    tooMany === undefined ? "" : `${tooMany}\n`,
  ];
  const isSaid = !flags.quiet || shown.findings.length > 0 || wanted.format !== "text";
  return {
    code: Math.max(exitCode(result, gate), tooMany === undefined ? 0 : 1),
    reports,
    stdout: isSaid ? report.body : [],
    stderr: said.join(""),
    end: isSaid ? report.end : "",
  };
}

/** Rounds of fixes: two that touch one place are made one after the other. */
const MOST_ROUNDS = 10;

/** Makes the fixes there are, and lints again until there are none left to make. */
async function fixed(request: ProjectRequest, first: ProjectResult, wanted: WantedFixes): Promise<ProjectResult> {
  const { fixFiles } = await import("../project/fix-files.ts");
  let project = first;
  let fixes = 0;
  const files = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const made = fixFiles(project.result, wanted, request.cwd);
    if (made.fixes === 0) break;
    fixes += made.fixes;
    for (const file of made.files) files.add(file);
    project = await lintProject(request);
  }
  const words = `${count(fixes, "fix", "fixes")} made in ${count(files.size, "file")}\n`;
  return { ...project, words: project.words + words };
}

function withoutNotes(result: Result): Result {
  return { ...result, findings: result.findings.filter(({ severity }) => severity !== "note") };
}
