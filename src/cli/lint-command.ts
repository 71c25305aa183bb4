import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { RULES } from "../../rules/index.ts";
import { findConfigFile } from "../config/find-file.ts";
import type { Result } from "../engine/finding.ts";
import type { RunOptions } from "../engine/run.ts";
import { resolveSettings, type Settings } from "../engine/settings.ts";
import type { SettingsSource } from "../engine/settings-source.ts";
import { discoverFiles } from "../input/discover.ts";
import { lintDiscovered } from "../node.ts";
import type { Format, ReportInput } from "../report/index.ts";
import { renderReport } from "../report/index.ts";
import { notices } from "../report/notices.ts";
import { wantsColor } from "./color.ts";
import { countNamed, formatNamed, gateNamed, type LintFlags, reportTarget, settingsInput } from "./flags.ts";
import { exitCode, type Gate } from "./gate.ts";
import { startProgress } from "./progress.ts";
import { repositoryRoot } from "./repository-root.ts";
import { UsageError } from "./usage-error.ts";

/** What the configuration that governs the working directory says of the run as a whole. */
export interface RunConfig {
  readonly settings: Settings | SettingsSource;
  readonly run: Settings;
  readonly failOn?: Gate;
  readonly maxWarnings?: number;
  readonly baseline?: string;
  readonly context?: readonly string[];
  readonly excludes?: (file: string) => boolean;
}

/** `dslint PATH…`: lints, prints the report, and says the exit code. Throws {@link UsageError}. */
export async function lintCommand(paths: readonly string[], flags: LintFlags): Promise<number> {
  if (paths.length === 0) {
    throw new UsageError("nothing to lint: name files, folders or globs, or - for standard input (dslint ./manifests)");
  }
  const cwd = process.cwd();
  const format = formatNamed(flags.format ?? "text");
  const targets = (flags.report ?? []).map(reportTarget);
  if (flags.output !== undefined) targets.push({ format, file: flags.output });
  const stdin = paths.includes("-")
    ? { file: flags.stdinFilename ?? "<stdin>", content: readFileSync(0), explicit: true }
    : undefined;
  const found = await discoverFiles(
    paths.filter((path) => path !== "-"),
    { cwd },
  );
  const names = found.files.map(({ file }) => file);
  const config = await runConfig(stdin === undefined ? names : [stdin.file, ...names], flags, cwd);
  const gate = flags.failOn === undefined ? (config.failOn ?? "warning") : gateNamed(flags.failOn);
  const maxWarnings =
    flags.maxWarnings === undefined ? config.maxWarnings : countNamed("--max-warnings", flags.maxWarnings);

  const progress = startProgress(process.stderr);
  const linted = lintDiscovered(
    {
      found,
      ...(stdin === undefined ? {} : { stdin }),
      ...(config.context === undefined ? {} : { context: await discoverFiles(config.context, { cwd }) }),
      ...(config.excludes === undefined ? {} : { excludes: config.excludes }),
      onFile: progress.file,
    },
    await runOptions(flags, config, cwd),
  );
  progress.end();
  const { result, words } = await againstBaseline(linted, flags, config, cwd);

  const shown = flags.quiet ? withoutNotes(result) : result;
  const about = (of: Result, color: boolean): ReportInput => ({
    result: of,
    rules: config.run.rules,
    version: DSLINT_VERSION,
    options: {
      color,
      notices: false,
      failOn: gate,
      workingDirectory: cwd,
      root: repositoryRoot(cwd),
      ...(process.stdout.columns === undefined ? {} : { width: process.stdout.columns }),
    },
  });
  for (const target of targets) writeReport(target.file, await renderReport(target.format, about(result, false)));
  const onScreen: Format = flags.output === undefined ? format : "text";
  const report = await renderReport(onScreen, about(shown, wantsColor(flags.color, process.stdout)));
  if (!flags.quiet || shown.findings.length > 0 || onScreen !== "text") process.stdout.write(report);
  if (!flags.quiet || result.errors.length > 0) {
    process.stderr.write(notices(about(result, wantsColor(flags.color, process.stderr))));
  }
  process.stderr.write(words);
  const tooMany = maxWarnings !== undefined && result.summary.findings.warning > maxWarnings;
  if (tooMany) {
    process.stderr.write(`${result.summary.findings.warning} warnings, and --max-warnings allows ${maxWarnings}\n`);
  }
  return Math.max(exitCode(result, gate), tooMany ? 1 : 0);
}

async function runConfig(files: readonly string[], flags: LintFlags, cwd: string): Promise<RunConfig> {
  const given = settingsInput(flags, RULES);
  const fixed = typeof flags.config === "string" ? flags.config : undefined;
  if (flags.config === false || (fixed === undefined && !anyConfig(files, cwd))) {
    const settings = resolveSettings(RULES, given);
    return { settings, run: settings };
  }
  // Most runs have no configuration, and pay nothing for what reads it.
  const { loadRunConfig } = await import("./run-config.ts");
  return loadRunConfig(fixed, given, files, cwd);
}

/** True where a configuration governs the run or one of its files. */
function anyConfig(files: readonly string[], cwd: string): boolean {
  const folders = new Set([cwd, ...files.map((file) => dirname(resolve(cwd, file)))]);
  return [...folders].some((folder) => findConfigFile(folder, cwd) !== undefined);
}

async function runOptions(flags: LintFlags, config: RunConfig, cwd: string): Promise<RunOptions> {
  const by = flags.changedLines ? "line" : "resource";
  return {
    settings: config.settings,
    catalogue: RULES,
    parseAll: flags.parseAll ?? false,
    suppressions: flags.suppressions === false ? "ignore" : flags.showSuppressed ? "show" : "honour",
    ...(flags.changedSince === undefined
      ? {}
      : { changed: (await import("./git.ts")).changedSince(flags.changedSince, cwd, by) }),
  };
}

async function againstBaseline(
  result: Result,
  flags: LintFlags,
  config: RunConfig,
  cwd: string,
): Promise<{ result: Result; words: string }> {
  const named = flags.baseline ?? config.baseline;
  if (named === undefined) {
    if (!flags.updateBaseline) return { result, words: "" };
    throw new UsageError("--update-baseline needs --baseline FILE, or a baseline in the configuration");
  }
  if (flags.updateBaseline && flags.changedSince !== undefined) {
    throw new UsageError("--update-baseline and --changed-since exclude each other: a baseline is of everything");
  }
  const { updateBaseline, useBaseline } = await import("./baseline-file.ts");
  const file = resolve(cwd, named);
  const show = flags.showSuppressed ?? false;
  return flags.updateBaseline
    ? updateBaseline(result, file, named, show)
    : useBaseline(result, file, named, show, flags.changedSince === undefined);
}

function withoutNotes(result: Result): Result {
  return { ...result, findings: result.findings.filter(({ severity }) => severity !== "note") };
}

function writeReport(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    throw new UsageError(`can't write the report to ${file}: ${code ?? message}`);
  }
}
