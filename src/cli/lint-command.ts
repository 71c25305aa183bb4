import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { RULES } from "../../rules/index.ts";
import type { Result } from "../engine/finding.ts";
import type { RunOptions } from "../engine/run.ts";
import { resolveSettings, type Settings } from "../engine/settings.ts";
import type { SettingsSource } from "../engine/settings-source.ts";
import { lintFiles } from "../node.ts";
import type { Format, ReportInput } from "../report/index.ts";
import { renderReport } from "../report/index.ts";
import { notices } from "../report/notices.ts";
import { wantsColor } from "./color.ts";
import { anyConfig } from "./config-files.ts";
import { countNamed, formatNamed, gateNamed, type LintFlags, reportTarget, settingsInput } from "./flags.ts";
import { exitCode, type Gate } from "./gate.ts";
import { startProgress } from "./progress.ts";
import { repositoryRoot } from "./repository-root.ts";
import { UsageError } from "./usage-error.ts";

/** What the configuration that governs the working directory says of the run as a whole. */
interface RunConfig {
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
  const config = await runConfig(paths, flags, cwd);
  const gate = flags.failOn === undefined ? (config.failOn ?? "warning") : gateNamed(flags.failOn);
  const maxWarnings =
    flags.maxWarnings === undefined ? config.maxWarnings : countNamed("--max-warnings", flags.maxWarnings);

  const progress = startProgress(process.stderr);
  const stdin = paths.includes("-")
    ? { file: flags.stdinFilename ?? "<stdin>", content: readFileSync(0) }
    : undefined;
  const linted = await lintFiles(
    {
      cwd,
      paths: paths.filter((path) => path !== "-"),
      ...(stdin === undefined ? {} : { stdin }),
      ...(config.context === undefined ? {} : { context: config.context }),
      ...(config.excludes === undefined ? {} : { excludes: config.excludes }),
      onFile: progress.file,
    },
    await runOptions(flags, config, cwd),
  );
  progress.end();
  const result = await againstBaseline(linted, flags, config, cwd);

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
  if (!flags.quiet || hasFindings(shown) || onScreen !== "text") process.stdout.write(report);
  if (!flags.quiet || result.errors.length > 0) {
    process.stderr.write(notices(about(result, wantsColor(flags.color, process.stderr))));
  }
  const tooMany = maxWarnings !== undefined && result.summary.findings.warning > maxWarnings;
  if (tooMany) {
    process.stderr.write(`${result.summary.findings.warning} warnings, and --max-warnings allows ${maxWarnings}\n`);
  }
  return Math.max(exitCode(result, gate), tooMany ? 1 : 0);
}

async function runConfig(paths: readonly string[], flags: LintFlags, cwd: string): Promise<RunConfig> {
  const given = settingsInput(flags, RULES);
  const plain = (): RunConfig => {
    const settings = resolveSettings(RULES, given);
    return { settings, run: settings };
  };
  if (flags.config === false) return plain();
  const fixed = typeof flags.config === "string" ? flags.config : undefined;
  // Most runs have no configuration, and pay nothing for what reads it.
  if (fixed === undefined && !anyConfig(paths, cwd)) return plain();
  const { loadRunConfig } = await import("./run-config.ts");
  return loadRunConfig(fixed, given, cwd);
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

async function againstBaseline(result: Result, flags: LintFlags, config: RunConfig, cwd: string): Promise<Result> {
  const named = flags.baseline ?? config.baseline;
  if (named === undefined) {
    if (flags.updateBaseline) throw new UsageError("--update-baseline needs --baseline FILE, or baseline in the configuration");
    return result;
  }
  const { updateBaseline, useBaseline } = await import("./baseline-file.ts");
  const file = resolve(cwd, named);
  return flags.updateBaseline
    ? updateBaseline(result, file, named)
    : useBaseline(result, file, named, flags.showSuppressed ?? false, flags.changedSince !== undefined);
}

function hasFindings({ findings }: Result): boolean {
  return findings.length > 0;
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
