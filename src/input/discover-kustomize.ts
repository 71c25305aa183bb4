import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { decodeBytes } from "./decode.ts";
import { join, parentOf, slashes } from "./discover-paths.ts";
import { readBounded } from "./discover-read.ts";
import { KUSTOMIZATION_NAMES, type KustomizationPaths, kustomizationPaths } from "./kustomization.ts";
import { readDocuments } from "./read.ts";
import { shellQuoted } from "./template.ts";

const MAX_KUSTOMIZATION = 2 ** 20;

/** The kustomizations met in a run, and what they make of other files. */
export class Kustomizations {
  readonly #files = new Map<string, string>();
  readonly #looked = new Set<string>();
  readonly #shown: (folder: string) => string;

  /** `shown` says how reports name a folder. */
  constructor(shown: (folder: string) => string) {
    this.#shown = shown;
  }

  add(file: string, folder: string): void {
    this.#files.set(folder, file);
  }

  has(folder: string): boolean {
    return this.#files.has(folder);
  }

  /** Takes up the kustomizations of a folder and of those above it, up to and with `top`. */
  addAbove(folder: string, top: string): void {
    for (let at = folder; !this.#looked.has(at); at = parentOf(at)) {
      this.#looked.add(at);
      const file = KUSTOMIZATION_NAMES.map((name) => join(at, name)).find((path) => existsSync(path));
      if (file !== undefined) this.add(file, at);
      if (at === top || at === parentOf(at)) break;
    }
  }

  /** Files, by real path, that are listed as patches and not as resources, with what there is to say of each. */
  patches(): ReadonlyMap<string, string> {
    const reasons = new Map<string, string>();
    for (const [folder, file] of this.#files) {
      const shown = this.#shown(folder);
      const reason = `is a patch of the kustomization ${shown}, no whole object: lint what is built: dslint --kustomize ${shellQuoted(shown)}`;
      for (const path of readKustomization(file, "patch")?.patches ?? []) {
        reasons.set(slashes(resolve(folder, path)), reason);
      }
    }
    if (reasons.size === 0) return reasons;
    for (const [folder, file] of this.#files) {
      for (const path of readKustomization(file, "resources")?.resources ?? []) {
        reasons.delete(slashes(resolve(folder, path)));
      }
    }
    return reasons;
  }
}

/**
 * What a kustomization names, if its text holds a word at all. One that can't be read names nothing; what is wrong with
 * it shows when it is linted itself.
 */
function readKustomization(file: string, word: string): KustomizationPaths | undefined {
  const bytes = readBounded(file, MAX_KUSTOMIZATION);
  if (!("content" in bytes)) return undefined;
  const decoded = decodeBytes(bytes.content);
  if ("error" in decoded || !decoded.text.includes(word)) return undefined;
  for (const document of readDocuments(decoded.text, { parseAll: true })) {
    if (document.kind === "tree") return kustomizationPaths(document.root);
  }
  return undefined;
}
