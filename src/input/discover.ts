import type { Stats } from "node:fs";
import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { RunError, Skipped } from "../engine/finding.ts";
import { compareText } from "../text/compare.ts";
import { Repositories, trackedThoughIgnored } from "./discover-git.ts";
import { compileGlob, hasWildcards, type Selection } from "./discover-glob.ts";
import { Kustomizations } from "./discover-kustomize.ts";
import { isWithin, join, nameOf, parentOf, shownPath, slashes } from "./discover-paths.ts";
import { kindOf, reasonOf } from "./discover-read.ts";
import { isManifestName, type Link, type Root, Walker } from "./discover-walk.ts";

export interface DiscoverOptions {
  /** Absolute path of the folder that paths are relative to. */
  readonly cwd: string;
}

/** A file to lint. */
export interface DiscoveredFile {
  /** The file as reports name it: relative to the working directory where it lies in it, with forward slashes. */
  readonly file: string;
  /** Where to read it: an absolute path without links. */
  readonly path: string;
  /** Named itself, rather than met in a folder or by a glob. */
  readonly explicit: boolean;
  /** A kustomization stands in the same folder. */
  readonly besideKustomization: boolean;
  /** The Helm chart among whose templates it stands, as reports name that folder. */
  readonly chart?: string;
}

/** All in order of file names; each file once, whatever names it has. */
export interface Discovery {
  readonly files: readonly DiscoveredFile[];
  readonly errors: readonly RunError[];
  readonly skipped: readonly Skipped[];
  /** Folders that were named and hold a kustomization, which makes something else of what lies there. */
  readonly kustomizations?: readonly string[];
}

/**
 * Finds the files that paths, folders and globs mean. In folders those are `.yaml`, `.yml` and `.json` files that no
 * `.gitignore` names or that git tracks, outside of hidden folders and `node_modules`. A symbolic link is followed within
 * the repository, or the folder given where there is none; one that leaves it or goes in circles is an error, and so is
 * a path that means nothing. Nothing but regular files is ever opened. Never throws.
 */
export async function discoverFiles(paths: readonly string[], options: DiscoverOptions): Promise<Discovery> {
  const discoverer = new Discoverer(options.cwd);
  for (const path of paths) {
    try {
      await discoverer.take(path);
    } catch (thrown) {
      // It changed while it was looked at.
      discoverer.fail(path, `can't be read: ${reasonOf(thrown, path)}`);
    }
  }
  return discoverer.finish();
}

class Discoverer {
  readonly #cwd: string;
  /** What a link given as an argument may not leave. */
  readonly #tree: string;
  readonly #repositories = new Repositories();
  readonly #kustomizations: Kustomizations;
  readonly #walker: Walker;
  readonly #files = new Map<string, DiscoveredFile>();
  readonly #errors = new Map<string, RunError>();
  readonly #roots: { root: Root; seen: Set<string>; named: string }[] = [];
  readonly #links: Link[] = [];
  readonly #ignored = new Map<string, Set<Root>>();
  /** Charts by the folder of their templates' ancestors that were asked for. */
  readonly #charts = new Map<string, string>();

  constructor(cwd: string) {
    this.#cwd = slashes(realpathSync(cwd));
    this.#tree = this.#repositories.rootOf(this.#cwd) ?? this.#cwd;
    this.#kustomizations = new Kustomizations((folder) => shownPath(folder, this.#cwd));
    this.#walker = new Walker(
      {
        file: (path, shown, beside, chart) => this.#add(path, shown, false, beside, chart),
        link: (link) => this.#links.push(link),
        kustomization: (file, folder) => this.#kustomizations.add(file, folder),
        ignored: (root, repository) => {
          const roots = this.#ignored.get(repository) ?? new Set();
          this.#ignored.set(repository, roots.add(root));
        },
        chart: (folder) => this.#chartOf(folder),
        error: (shown, message) => this.fail(shown, message),
      },
      this.#repositories,
      this.#cwd,
    );
  }

  /** Takes one argument. */
  async take(argument: string): Promise<void> {
    if (argument === "" || argument.includes("\0")) {
      this.fail(argument, argument === "" ? "an empty path names no file" : "no path holds a NUL character");
      return;
    }
    const path = slashes(resolve(this.#cwd, argument));
    let info: Stats;
    try {
      info = lstatSync(argument.endsWith("/") ? `${path}/` : path);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ENOTDIR") this.fail(argument, `can't be read: ${reasonOf(thrown, path)}`);
      else if (hasWildcards(argument)) await this.#takeGlob(argument);
      else this.fail(argument, "there is no such file or folder");
      return;
    }
    const shown = shownPath(path, this.#cwd, argument);
    const real = this.#realPath(path, info, shown);
    if (real === undefined) return;
    if (info.isSymbolicLink()) info = statSync(real);
    if (info.isDirectory()) await this.#walk(argument, real, shown === "." ? "" : shown, undefined);
    else if (info.isFile()) this.#addNamed(real, shown);
    else this.fail(shown, `is ${kindOf(info)}, not a file: pipe it into dslint -`);
  }

  /** Follows links, takes up what git tracks, and tells patches from objects. */
  async finish(): Promise<Discovery> {
    for (const [repository, roots] of this.#ignored) {
      for (const path of await trackedThoughIgnored(repository)) {
        for (const root of roots) await this.#takeTracked(join(repository, path), root);
      }
    }
    for (let batch = this.#links.splice(0); batch.length > 0; batch = this.#links.splice(0)) {
      batch.sort((a, b) => compareText(a.shown, b.shown));
      for (const link of batch) {
        try {
          await this.#follow(link);
        } catch (thrown) {
          this.#failLink(link, `can't be read: ${reasonOf(thrown, link.path)}`);
        }
      }
    }
    for (const { root, named } of this.#roots) {
      if (root.found === 0) this.fail(named, nothingIn(root));
    }
    const skipped: Skipped[] = [];
    const files: DiscoveredFile[] = [];
    const patches = this.#kustomizations.patches();
    for (const file of this.#files.values()) {
      const reason = patches.get(file.path);
      if (reason === undefined) files.push(file);
      else skipped.push({ file: file.file, reason });
    }
    const kustomizations = this.#roots
      .filter(({ root }) => root.selection === undefined && this.#kustomizations.has(root.folder))
      .map(({ root }) => root.shown || ".");
    const byFile = (a: { file: string }, b: { file: string }): number => compareText(a.file, b.file);
    return {
      files: files.sort(byFile),
      errors: [...this.#errors.values()].sort(byFile),
      skipped: skipped.sort(byFile),
      ...(kustomizations.length === 0 ? {} : { kustomizations }),
    };
  }

  async #takeGlob(argument: string): Promise<void> {
    const selection = await compileGlob(slashes(argument));
    const folder = slashes(resolve(this.#cwd, selection?.base ?? ""));
    if (selection === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      this.fail(argument, "no file matches this glob");
      return;
    }
    const shown = shownPath(folder, this.#cwd, argument);
    const real = this.#realPath(folder, lstatSync(folder), shown);
    if (real !== undefined) await this.#walk(argument, real, shown === "." ? "" : shown, selection);
  }

  async #walk(named: string, folder: string, shown: string, selection: Selection | undefined): Promise<void> {
    const tree = this.#repositories.rootOf(folder) ?? folder;
    const root: Root = { folder, shown, tree, selection, found: 0, ignored: 0 };
    const seen = new Set<string>();
    this.#roots.push({ root, seen, named });
    this.#kustomizations.addAbove(folder, this.#workTree(folder));
    await this.#walker.walk(root, seen, this.#chartAround(folder));
  }

  #addNamed(path: string, shown: string): void {
    const folder = parentOf(path);
    this.#kustomizations.addAbove(folder, this.#workTree(folder));
    this.#add(path, shown, true, this.#kustomizations.has(folder), this.#chartAround(folder));
  }

  /** How far up a kustomization may stand that lists a file in a folder. */
  #workTree(folder: string): string {
    return this.#repositories.rootOf(folder) ?? (isWithin(folder, this.#cwd) ? this.#cwd : folder);
  }

  #add(path: string, file: string, explicit: boolean, besideKustomization: boolean, chart: string | undefined): void {
    const known = this.#files.get(path);
    if (known !== undefined) {
      if (explicit && !known.explicit) this.#files.set(path, { ...known, explicit });
      return;
    }
    const found = { file, path, explicit, besideKustomization };
    this.#files.set(path, chart === undefined ? found : { ...found, chart });
  }

  /** Records what can't be checked; the same thing once. */
  fail(file: string, message: string): void {
    this.#errors.set(`${file}\0${message}`, { file, line: 1, column: 1, message });
  }

  /**
   * What an argument leads to, or undefined where that is refused. Below the working directory's tree no link on the way
   * may leave the tree, since whoever can change files there can put one; elsewhere the last name counts.
   */
  #realPath(path: string, info: Stats, shown: string): string | undefined {
    let real: string;
    try {
      real = slashes(realpathSync(path));
    } catch (thrown) {
      this.fail(shown, info.isSymbolicLink() ? brokenLink(path, thrown) : `can't be read: ${reasonOf(thrown, path)}`);
      return undefined;
    }
    if (real === path) return real;
    let tree = this.#tree;
    if (!isWithin(path, tree)) {
      if (!info.isSymbolicLink()) return real;
      const parent = slashes(realpathSync(parentOf(path)));
      tree = this.#repositories.rootOf(parent) ?? parent;
    }
    if (leaves(real, tree)) {
      this.fail(
        shown,
        outOfTree(info.isSymbolicLink() ? slashes(readlinkSync(path)) : real, shownPath(tree, this.#cwd)),
      );
      return undefined;
    }
    return real;
  }

  async #follow(link: Link): Promise<void> {
    const { path, shown, root, isManifest } = link;
    let target: string;
    try {
      target = slashes(realpathSync(path));
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (isManifest || code === "ELOOP") this.#failLink(link, brokenLink(path, thrown));
      return;
    }
    const info = statSync(target, { throwIfNoEntry: false });
    if (info === undefined || (!info.isDirectory() && !isManifest)) return;
    if (leaves(target, root.tree))
      this.#failLink(link, outOfTree(slashes(readlinkSync(path)), shownPath(root.tree, this.#cwd)));
    else if (!info.isDirectory()) {
      if (info.isFile()) this.#add(target, shown, false, ...this.#surroundings(target));
      else this.fail(shown, `leads to ${kindOf(info)}, not to a file: dslint does not open it`);
    } else if (isWithin(path, target)) {
      const to = slashes(readlinkSync(path));
      this.#failLink(link, `is a symbolic link to ${to}, a folder that holds it: dslint follows no link in a circle`);
    } else {
      const seen = this.#roots.find((known) => known.root === root)?.seen ?? new Set();
      if (!isManifest) root.found++;
      await this.#walker.walkLinked(link, target, seen, this.#chartAround(target));
    }
  }

  #failLink(link: Link, message: string): void {
    link.root.found++;
    this.fail(link.shown, message);
  }

  /** Takes up a file that an ignore rule names although git tracks it, if a root means it. */
  async #takeTracked(path: string, root: Root): Promise<void> {
    if (!isWithin(path, root.folder) || this.#files.has(path)) return;
    const below = path.slice(root.folder.endsWith("/") ? root.folder.length : root.folder.length + 1);
    const folders = below.split("/");
    const name = folders.pop() ?? "";
    const isHidden = (folder: string): boolean => folder.startsWith(".") || folder === "node_modules";
    const { selection } = root;
    const isMeant = selection === undefined ? isManifestName(name) : selection.matches(below);
    if (!isMeant || (folders.some(isHidden) && !selection?.hidden)) return;
    const info = lstatSync(path, { throwIfNoEntry: false });
    const shown = root.shown === "" ? below : join(root.shown, below);
    // The folder that git knows may have given way to a link.
    if (info === undefined || slashes(realpathSync(parentOf(path))) !== parentOf(path)) return;
    root.found++;
    if (info.isSymbolicLink()) {
      this.#links.push({ root, path, shown, isManifest: true, below: `${below}/`, depth: folders.length, whole: true });
    } else if (info.isFile()) {
      this.#kustomizations.addAbove(parentOf(path), root.tree);
      this.#add(path, shown, false, ...this.#surroundings(path));
    }
  }

  #surroundings(path: string): [besideKustomization: boolean, chart: string | undefined] {
    const folder = parentOf(path);
    return [this.#kustomizations.has(folder), this.#chartAround(folder)];
  }

  /** The chart in whose `templates` folder a folder lies. */
  #chartAround(folder: string): string | undefined {
    if (!`${folder}/`.includes("/templates/")) return undefined;
    for (let at = folder; parentOf(at) !== at; at = parentOf(at)) {
      const chart = parentOf(at);
      if (nameOf(at) === "templates" && existsSync(join(chart, "Chart.yaml"))) return this.#chartOf(chart);
    }
    return undefined;
  }

  /** The chart to render for a folder with a `Chart.yaml`: the one it is a part of, where it is one of its `charts`. */
  #chartOf(folder: string): string {
    let chart = this.#charts.get(folder);
    if (chart === undefined) {
      const parent = parentOf(parentOf(folder));
      const isPart = nameOf(parentOf(folder)) === "charts" && existsSync(join(parent, "Chart.yaml"));
      chart = isPart ? this.#chartOf(parent) : shownPath(folder, this.#cwd);
      this.#charts.set(folder, chart);
    }
    return chart;
  }
}

/** A link must not show what git keeps for itself either: credentials stand there. */
function leaves(target: string, tree: string): boolean {
  return !isWithin(target, tree) || `${target.slice(tree.length)}/`.includes("/.git/");
}

function outOfTree(target: string, tree: string): string {
  const from = tree === "." ? "the working directory" : tree;
  return `is a symbolic link to ${target}, which is not in ${from}: dslint follows no link out of the tree; name the target itself`;
}

function brokenLink(path: string, thrown: unknown): string {
  const link = `is a symbolic link to ${slashes(readlinkSync(path))}`;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "ELOOP") return `${link}, which leads back to it: dslint follows no link in a circle`;
  return code === "ENOENT" || code === "ENOTDIR" ? `${link}, where there is nothing` : `${link}: ${code}`;
}

function nothingIn({ selection, ignored }: Root): string {
  const besides = ignored > 0 ? ", but for what .gitignore names" : "";
  return selection === undefined
    ? `there is no .yaml, .yml or .json file in this folder${besides}`
    : `no file matches this glob${besides}`;
}
