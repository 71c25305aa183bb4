import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { findConfigFile } from "../config/find-file.ts";
import type { ChangedLines } from "../engine/changed.ts";
import type { Result } from "../engine/finding.ts";
import type { Source } from "../engine/run.ts";
import type { ActiveRule, Settings, SettingsInput } from "../engine/settings.ts";
import type { SettingsSource } from "../engine/settings-source.ts";
import { type Discovery, discoverFiles } from "../input/discover.ts";
import type { Limits } from "../input/limits.ts";
import { shellQuoted } from "../input/template.ts";
import { printable } from "../text/printable.ts";
import type { AgainstBaseline, LookedFor } from "./baseline-file.ts";
import type { Gate } from "./gate.ts";
import type { RenderRequest } from "./render.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line and the Action ask for: a run over paths of a working tree. */
export interface ProjectRequest {
  readonly cwd: string;
  /** Files, folders and globs. */
  readonly paths: readonly string[];
  readonly stdin?: Source;
  /** Charts and kustomizations to render. Rendering runs what they hold: never done unless asked for. */
  readonly render?: RenderRequest;
  /** What was asked for by hand: it wins over every configuration. */
  readonly settings: SettingsInput;
  /** A configuration file for everything; false for none; by default those that are found. */
  readonly config?: string | false;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  /** Report only on what has changed since this revision, by whole resources or by lines. */
  readonly changedSince?: { readonly revision: string; readonly by: ChangedLines["by"] };
  readonly suppressions?: "honour" | "ignore" | "show";
  readonly parseAll?: boolean;
  /** Named templates are passed over as those in a folder are: for a hook, whose files nobody has chosen. */
  readonly skipTemplates?: boolean;
  readonly limits?: Partial<Limits>;
  /** Called before each file is read. */
  readonly onFile?: (file: string) => void;
  /** Called once it shows that there is much to read. */
  readonly onMuch?: (much: "much" | "very much") => void;
}

export interface ProjectResult {
  readonly result: Result;
  /** Every rule of the run as a whole. */
  readonly rules: readonly ActiveRule[];
  /** What the configuration says of the gate. */
  readonly failOn?: Gate;
  readonly maxWarnings?: number;
  /** What has to be said of the baseline, for standard error. */
  readonly words: string;
  /** How many findings the baseline left out. */
  readonly known: number;
  /** Sentences on how more would be found. */
  readonly hints: readonly string[];
}

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

/** All that a run follows from but the manifests' text: what is to be linted, and by which configuration. */
export interface PreparedProject {
  readonly request: ProjectRequest;
  readonly found: Discovery;
  readonly sources: readonly Source[];
  /** Undefined where no configuration governs the run. */
  readonly config?: RunConfig;
  /** Paths of the configuration files. */
  readonly configFiles: readonly string[];
  /** Files that only checks across resources see. */
  readonly context?: Discovery;
  readonly changed?: ChangedLines;
}

/** Lints paths of a working tree by its configuration. Throws {@link UsageError} and `ConfigError`. */
export async function lintProject(request: ProjectRequest): Promise<ProjectResult> {
  return lintPrepared(await prepareProject(request));
}

/** Finds out what a run is about. Throws {@link UsageError} and `ConfigError`. */
export async function prepareProject(request: ProjectRequest): Promise<PreparedProject> {
  const { cwd, paths, stdin, render, changedSince, settings } = request;
  if (render !== undefined && changedSince !== undefined) {
    throw new UsageError("--changed-since can't tell what a rendered chart or kustomization has changed: leave it out");
  }
  const found = await discoverFiles(paths, { cwd });
  const rendered = render === undefined ? undefined : (await import("./render.ts")).renderAll(render, cwd);
  const sources = [...(stdin === undefined ? [] : [stdin]), ...(rendered?.sources ?? [])];
  const files = [...sources, ...found.files].map(({ file }) => file).concat(rendered?.files ?? []);
  const configFiles = configFilesOf(files, request);
  // Most runs have no configuration, and pay nothing for what reads it.
  const config =
    configFiles.length === 0
      ? undefined
      : (await import("./run-config.ts")).loadRunConfig(
          request.config === false ? undefined : request.config,
          settings,
          files,
          cwd,
        );
  const changed =
    changedSince && (await import("./changed-since.ts")).changedSince(changedSince.revision, cwd, changedSince.by);
  return {
    request,
    found,
    sources,
    configFiles,
    ...(config === undefined ? {} : { config }),
    ...(config?.context === undefined ? {} : { context: await discoverFiles(config.context, { cwd }) }),
    ...(changed === undefined ? {} : { changed }),
  };
}

/** Lints what was prepared. Throws {@link UsageError}. */
export async function lintPrepared(prepared: PreparedProject): Promise<ProjectResult> {
  const { request, found, sources, context, changed } = prepared;
  const { onFile, onMuch } = request;
  const [{ RULES }, { resolveSettings }, { lintDiscovered }] = await Promise.all([
    import("../../rules/index.ts"),
    import("../engine/settings.ts"),
    import("./lint-files.ts"),
  ]);
  const config = prepared.config ?? uniform(resolveSettings(RULES, request.settings));
  const linted = lintDiscovered(
    {
      found: request.skipTemplates ? asInFolder(found) : found,
      sources,
      ...(context === undefined ? {} : { context }),
      ...(config.excludes === undefined ? {} : { excludes: config.excludes }),
      ...(onFile === undefined ? {} : { onFile }),
      ...(onMuch === undefined ? {} : { onMuch }),
    },
    {
      settings: config.settings,
      catalogue: RULES,
      parseAll: request.parseAll ?? false,
      limits: request.limits ?? {},
      suppressions: request.suppressions ?? "honour",
      ...(changed === undefined ? {} : { changed }),
    },
  );
  const { failOn, maxWarnings } = config;
  const names = found.files.map(({ file }) => file);
  return {
    ...(await againstBaseline(linted, request, config, new Set(names))),
    rules: config.run.rules,
    hints: (found.kustomizations ?? []).map(kustomizationHint),
    ...(failOn === undefined ? {} : { failOn }),
    ...(maxWarnings === undefined ? {} : { maxWarnings }),
  };
}

function kustomizationHint(folder: string): string {
  return `the kustomization ${printable(folder)} makes something else of what lies there: dslint --kustomize ${shellQuoted(printable(folder))} lints that`;
}

function asInFolder(found: Discovery): Discovery {
  return { ...found, files: found.files.map((file) => ({ ...file, explicit: false })) };
}

function uniform(settings: Settings): RunConfig {
  return { settings, run: settings };
}

/** The configurations that govern the run or one of its files. */
function configFilesOf(files: readonly string[], { config, cwd }: ProjectRequest): string[] {
  if (config === false) return [];
  if (config !== undefined) return [resolve(cwd, config)];
  const folders = new Set([cwd, ...files.map((file) => dirname(resolve(cwd, file)))]);
  const found = [...folders].map((folder) => findConfigFile(folder, cwd));
  return [...new Set(found.filter((file) => file !== undefined))];
}

/** Takes a baseline into account; `files` are those of the run. */
async function againstBaseline(
  result: Result,
  request: ProjectRequest,
  config: RunConfig,
  files: ReadonlySet<string>,
): Promise<AgainstBaseline> {
  const { updateBaseline: update = false, changedSince } = request;
  const named = request.baseline ?? config.baseline;
  if (named === undefined) {
    if (!update) return { result, words: "", known: 0 };
    throw new UsageError("--update-baseline needs --baseline FILE, or a baseline in the configuration");
  }
  if (update && changedSince !== undefined) {
    throw new UsageError("--update-baseline and --changed-since exclude each other: a baseline is of everything");
  }
  const { updateBaseline, useBaseline } = await import("./baseline-file.ts");
  const file = resolve(request.cwd, named);
  const show = request.suppressions === "show";
  const { only, skip, preset } = request.settings;
  const ran = new Set(config.run.rules.map(({ rule }) => rule.id));
  const asUsual = only === undefined && skip === undefined && preset === undefined;
  const paths = new Set([...files].map((name) => resolve(request.cwd, name)));
  const lookedFor: LookedFor = ({ rule }, path) =>
    changedSince === undefined && (asUsual || ran.has(rule)) && (paths.has(path) || !existsSync(path));
  return (update ? updateBaseline : useBaseline)(result, { file, name: named, cwd: request.cwd, show, lookedFor });
}
