import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import type { Source } from "../engine/run.ts";
import { decodeBytes } from "../input/decode.ts";
import { isWithin, join, shownPath, slashes } from "../input/discover-paths.ts";
import { readBounded } from "../input/discover-read.ts";
import { type TemplateOrigin, templateNamed } from "../input/rendered.ts";
import { formatVersion } from "../kubernetes/versions.ts";
import { printable } from "../text/printable.ts";
import { UsageError } from "./usage-error.ts";

export interface RenderRequest {
  /** Folders or archives of Helm charts. */
  readonly charts: readonly string[];
  /** Files of values for the charts. */
  readonly values: readonly string[];
  /** Folders with a kustomization. */
  readonly kustomizations: readonly string[];
  readonly namespace?: string;
  readonly kubernetes?: readonly [number, number];
}

export interface Rendered {
  readonly sources: readonly Source[];
  /** Files that findings may be on, for the configurations that govern them. */
  readonly files: readonly string[];
}

const TIME_LIMIT_MS = 120_000;
const MAX_OUTPUT_BYTES = 128 * 2 ** 20;
const MAX_TEMPLATE_BYTES = 8 * 2 ** 20;
const LONGEST_WORDS = 400;
const KUSTOMIZATIONS = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/**
 * Renders charts and kustomizations by the programs on the PATH. Only what lies here is rendered, from no shell and
 * without plug-ins, but templates and remote bases are theirs to load. Throws {@link UsageError}.
 */
export function renderAll(request: RenderRequest, cwd: string): Rendered {
  // Programs run here, so that nothing in the repository is taken for a program, plug-in or configuration.
  const empty = mkdtempSync(join(slashes(tmpdir()), "dslint-"));
  try {
    const charts = request.charts.map((chart) => renderChart(chart, request, cwd, empty));
    const built = request.kustomizations.map((folder) => buildKustomization(folder, cwd, empty));
    const all = [...charts, ...built];
    return { sources: all.map(({ source }) => source), files: all.flatMap(({ files }) => files) };
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

interface One {
  readonly source: Source;
  readonly files: readonly string[];
}

function renderChart(chart: string, request: RenderRequest, cwd: string, empty: string): One {
  const path = local("--helm", chart, cwd);
  const isFolder = statSync(path).isDirectory();
  if (isFolder && !existsSync(join(path, "Chart.yaml"))) {
    throw new UsageError(`--helm ${chart}: there is no Chart.yaml in this folder`);
  }
  const { namespace, kubernetes } = request;
  const output = run("helm", empty, `--helm ${chart}`, [
    "template",
    ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
    ...(kubernetes === undefined ? [] : [`--kube-version=${formatVersion(kubernetes)}.0`]),
    ...request.values.map((file) => `--values=${local("--values", file, cwd)}`),
    "release-name",
    path,
  ]);
  if (output === undefined) throw new UsageError(`--helm ${chart} needs helm, which is not on the PATH`);

  const origins = new Map<string, TemplateOrigin>();
  const originOf = (template: string | undefined): TemplateOrigin => {
    const name = template ?? "";
    let origin = origins.get(name);
    if (origin === undefined) {
      origin = isFolder ? templateFile(path, name, cwd) : { file: name || shownPath(path, cwd, chart), text: "" };
      origins.set(name, origin);
    }
    return origin;
  };
  for (let at = 0; at !== -1 && at < output.length; ) {
    originOf(templateNamed(output, at));
    const next = output.indexOf("\n# Source: ", at);
    at = next === -1 ? -1 : next + 1;
  }
  const file = shownPath(isFolder ? join(path, "Chart.yaml") : path, cwd, chart);
  const files = [...origins.values()].map((origin) => origin.file);
  return { source: { file, content: output, explicit: true, originOf }, files };
}

/** The file of a template that Helm calls by the chart's name and its path in the chart. */
function templateFile(chart: string, template: string, cwd: string): TemplateOrigin {
  const below = template.split("/").slice(1).join("/") || "Chart.yaml";
  const path = join(chart, below);
  const file = shownPath(path, cwd);
  // It is not there where it comes from an archive in `charts/`; no link is followed out of the chart.
  if (!existsSync(path)) return { file, text: "" };
  const real = slashes(realpathSync(path));
  const read = isWithin(real, chart) ? readBounded(real, MAX_TEMPLATE_BYTES) : undefined;
  const decoded = read !== undefined && "content" in read ? decodeBytes(read.content) : undefined;
  return { file, text: decoded !== undefined && "text" in decoded ? decoded.text : "" };
}

function buildKustomization(folder: string, cwd: string, empty: string): One {
  const path = local("--kustomize", folder, cwd);
  const name = KUSTOMIZATIONS.find((candidate) => existsSync(join(path, candidate)));
  if (name === undefined) throw new UsageError(`--kustomize ${folder}: there is no kustomization.yaml in this folder`);
  const asked = `--kustomize ${folder}`;
  const content = run("kustomize", empty, asked, ["build", path]) ?? run("kubectl", empty, asked, ["kustomize", path]);
  if (content === undefined) {
    throw new UsageError(`${asked} needs kustomize or kubectl, and neither is on the PATH`);
  }
  const file = shownPath(join(path, name), cwd);
  // What is built comes from many files, and its lines from none of them.
  return { source: { file, content, explicit: true, originOf: () => ({ file, text: "" }) }, files: [file] };
}

/** The real path of what lies here: neither an option nor an address can come of it. */
function local(flag: string, given: string, cwd: string): string {
  const path = resolve(cwd, given);
  if (given === "" || given.includes("\0") || !existsSync(path)) {
    throw new UsageError(`${flag} ${printable(given)}: there is no such file or folder`);
  }
  return slashes(realpathSync(path));
}

/** What a program prints; undefined where there is no such program. Throws {@link UsageError} where it fails. */
function run(program: string, cwd: string, asked: string, words: readonly string[]): string | undefined {
  const env = { ...process.env, HELM_PLUGINS: cwd, HELM_NO_PLUGINS: "1", KUBECONFIG: join(cwd, "none") };
  try {
    return execFileSync(program, words, {
      cwd,
      env,
      encoding: "utf8",
      maxBuffer: MAX_OUTPUT_BYTES,
      timeout: TIME_LIMIT_MS,
      killSignal: "SIGKILL",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (thrown) {
    const { code, stderr = "", message } = thrown as { code?: string; stderr?: string; message: string };
    if (code === "ENOENT") return undefined;
    if (code === "ETIMEDOUT") throw new UsageError(`${asked}: ${program} took more than ${TIME_LIMIT_MS / 1000} s`);
    if (code === "ENOBUFS") throw new UsageError(`${asked}: ${program} printed more than 128 MiB`);
    const lines = stderr.split("\n").filter((line) => line.trim() !== "");
    const words = lines.find((line) => /^error\b/i.test(line)) ?? lines[0] ?? message;
    const said = words.trim().replace(/^error:\s*/i, "");
    throw new UsageError(`${asked}: ${program} failed: ${printable(said.slice(0, LONGEST_WORDS))}`);
  }
}
