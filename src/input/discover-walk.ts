import type { Dirent } from "node:fs";
import { existsSync, readdirSync } from "node:fs";
import { type Repositories, readExclude } from "./discover-git.ts";
import type { Selection } from "./discover-glob.ts";
import { join } from "./discover-paths.ts";
import { kindOf, readBounded, reasonOf } from "./discover-read.ts";
import { IgnoreRules } from "./ignore.ts";
import { isKustomizationName } from "./kustomization.ts";

/** Folders nested deeper than this are refused: nobody's manifests lie there. */
const MAX_DEPTH = 200;
const MAX_IGNORE_FILE = 2 ** 20;

/** A folder or glob that was asked for. */
export interface Root {
  /** Real path of the folder that is walked. */
  readonly folder: string;
  /** How reports name that folder: "" for the working directory. */
  readonly shown: string;
  /** The repository that the folder is part of, or the folder itself: links are not followed out of it. */
  readonly tree: string;
  readonly selection?: Selection | undefined;
  /** Manifests met, whatever became of them. */
  found: number;
  /** Manifests or folders that were left out since an ignore rule names them. */
  ignored: number;
}

/** A folder on the way. */
interface Folder {
  readonly real: string;
  /** How reports name it. */
  readonly shown: string;
  /** Path below the root's folder, "" for that itself. */
  readonly below: string;
  readonly depth: number;
  readonly rules: IgnoreRules | undefined;
  /** The chart among whose templates it is. */
  readonly chart: string | undefined;
  /** A glob named it, or it lies in one that was: all manifests in it are meant. */
  readonly whole: boolean;
}

/** A symbolic link that was met, to be followed when all that is no link is known. */
export interface Link {
  readonly root: Root;
  readonly path: string;
  readonly shown: string;
  /** It would be a manifest by its name, if it leads to a file. */
  readonly isManifest: boolean;
  /** Path below the root's folder. */
  readonly below: string;
  readonly depth: number;
  readonly whole: boolean;
}

/** What a walk tells as it goes. */
export interface WalkEvents {
  file(path: string, shown: string, besideKustomization: boolean, chart: string | undefined): void;
  link(link: Link): void;
  kustomization(file: string, folder: string): void;
  /** Something in a repository was left out because of an ignore rule: git may track it all the same. */
  ignored(root: Root, repository: string): void;
  /** The chart that a folder with a `Chart.yaml` belongs to, as reports name it. */
  chart(folder: string): string;
  error(shown: string, message: string): void;
}

export function isManifestName(name: string): boolean {
  return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
}

/** Goes through folders. One walker serves a whole run, so that it can say which folders it has seen. */
export class Walker {
  readonly #events: WalkEvents;
  readonly #repositories: Repositories;
  readonly #cwd: string;

  /** `cwd` is the real path of the folder that names are relative to. */
  constructor(events: WalkEvents, repositories: Repositories, cwd: string) {
    this.#cwd = cwd;
    this.#events = events;
    this.#repositories = repositories;
  }

  /** Walks a root. `seen` collects the real paths of its folders, each of which is walked once. */
  async walk(root: Root, seen: Set<string>, chart: string | undefined): Promise<void> {
    const rules = await this.#rulesAbove(root.folder);
    const { folder: real, shown } = root;
    await this.#walkFrom(root, seen, { real, shown, below: "", depth: 0, rules, chart, whole: false });
  }

  /** Walks the folder that a link leads to. */
  async walkLinked(link: Link, target: string, seen: Set<string>, chart: string | undefined): Promise<void> {
    const { shown, below, depth, whole, root } = link;
    await this.#walkFrom(root, seen, { real: target, shown, below, depth, rules: undefined, chart, whole });
  }

  async #walkFrom(root: Root, seen: Set<string>, start: Folder): Promise<void> {
    const pending = [start];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (seen.has(folder.real)) continue;
      seen.add(folder.real);
      let entries: Dirent[];
      try {
        entries = readdirSync(folder.real, { withFileTypes: true });
      } catch (thrown) {
        root.found++;
        this.#events.error(folder.shown || ".", `folder can't be read: ${reasonOf(thrown, folder.real)}`);
        continue;
      }
      if (folder.depth > MAX_DEPTH) {
        root.found++;
        this.#events.error(folder.shown, `folder is nested more than ${MAX_DEPTH} deep and was not read`);
        continue;
      }
      await this.#enter(root, folder, entries, pending);
    }
  }

  async #enter(root: Root, folder: Folder, entries: readonly Dirent[], pending: Folder[]): Promise<void> {
    let beside = false;
    let isChart = false;
    let { rules } = folder;
    for (const { name } of entries) {
      if (name === ".git" && folder.depth > 0) rules = await this.#rulesOfRepository(folder.real);
      else if (name === "Chart.yaml") isChart = true;
      else if (isKustomizationName(name)) {
        beside = true;
        this.#events.kustomization(join(folder.real, name), folder.real);
      }
    }
    if (entries.some(({ name }) => name === ".gitignore")) rules = await withIgnoreFile(rules, folder.real);
    const chart = isChart ? this.#events.chart(folder.real) : undefined;
    const prefix = rules === undefined ? "" : relativePrefix(folder.real, rules.base);

    for (const entry of entries) {
      const { name } = entry;
      const isFolder = entry.isDirectory();
      const below = folder.below + name;
      if (isFolder) {
        if (!this.#mayEnter(root, folder, below, name)) continue;
      } else if (!entry.isSymbolicLink() && !selects(root, folder, below, name)) continue;
      if (rules?.ignores(prefix + name, isFolder)) {
        if (isFolder || selects(root, folder, below, name)) {
          root.ignored++;
          const repository = this.#repositories.rootOf(folder.real);
          if (repository !== undefined) this.#events.ignored(root, repository);
        }
        continue;
      }
      const shown = folder.shown === "" ? name : join(folder.shown, name);
      const path = join(folder.real, name);
      const isLink = entry.isSymbolicLink();
      const whole = folder.whole || ((isFolder || isLink) && (root.selection?.matches(below) ?? false));
      if (isFolder) {
        const inTemplates = chart !== undefined && name === "templates";
        pending.push({
          real: path,
          // Below a root such as `..` the way may lead back into the working directory.
          shown: path === this.#cwd ? "" : shown,
          below: `${below}/`,
          depth: folder.depth + 1,
          rules,
          chart: inTemplates ? chart : folder.chart,
          whole,
        });
      } else if (entry.isFile()) {
        root.found++;
        this.#events.file(path, shown, beside, folder.chart);
      } else if (isLink) {
        if (name.startsWith(".#")) continue; // An editor's lock, which leads nowhere.
        const isManifest = selects(root, folder, below, name);
        if (isManifest) root.found++;
        else if (!this.#mayEnter(root, folder, below, name)) continue;
        this.#events.link({ root, path, shown, isManifest, below: `${below}/`, depth: folder.depth + 1, whole });
      } else {
        root.found++;
        this.#events.error(shown, `is ${kindOf(entry)}, not a file: dslint does not open it`);
      }
    }
  }

  #mayEnter(root: Root, folder: Folder, below: string, name: string): boolean {
    if (name === "node_modules" || name === ".git") return false;
    const { selection } = root;
    const isHidden = name.startsWith(".");
    if (selection === undefined || folder.whole) return !isHidden;
    return (!isHidden || selection.hidden) && (folder.depth < selection.depth || selection.matches(below));
  }

  /** Rules that hold in a folder because of those above it in its repository. A folder that is itself ignored was asked
   * for by name, so that the rules which ignore it don't count. */
  async #rulesAbove(folder: string): Promise<IgnoreRules | undefined> {
    const root = this.#repositories.rootOf(folder);
    if (root === undefined) return undefined;
    let rules = await this.#rulesOfRepository(root);
    const names = folder.slice(root.length).split("/").filter(Boolean);
    let at = root;
    for (const name of names) {
      if (existsSync(join(at, ".gitignore"))) rules = await withIgnoreFile(rules, at);
      if (rules?.ignores(relativePrefix(at, rules.base) + name, true)) return undefined;
      at = join(at, name);
    }
    return rules;
  }

  async #rulesOfRepository(root: string): Promise<IgnoreRules | undefined> {
    const exclude = readExclude(root);
    // git's own template of that file holds but comments.
    if (exclude === undefined || !/^[^#\s]/m.test(exclude)) return undefined;
    return (await IgnoreRules.empty(root)).with("", exclude);
  }
}

/** Whether what is no folder is a manifest that is meant. */
function selects(root: Root, folder: Folder, below: string, name: string): boolean {
  const { selection } = root;
  if (selection === undefined || folder.whole) return isManifestName(name);
  return (selection.namesExtension || isManifestName(name)) && selection.matches(below);
}

async function withIgnoreFile(rules: IgnoreRules | undefined, folder: string): Promise<IgnoreRules | undefined> {
  // As git does, a link in its place is not followed.
  const file = readBounded(join(folder, ".gitignore"), MAX_IGNORE_FILE);
  if (!("content" in file)) return rules;
  const known = rules ?? (await IgnoreRules.empty(folder));
  return known.with(relativePrefix(folder, known.base).slice(0, -1), new TextDecoder().decode(file.content));
}

/** The path of a folder below another, with a slash at its end; "" for that other itself. */
function relativePrefix(folder: string, base: string): string {
  return folder === base ? "" : `${folder.slice(base.endsWith("/") ? base.length : base.length + 1)}/`;
}
