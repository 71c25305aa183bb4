import type ignoreLibrary from "ignore";

type Library = typeof ignoreLibrary;
let library: Library | undefined;

/**
 * The rules of `.gitignore` files, as git reads them: the last matching pattern decides, those of deeper folders after
 * those above. Immutable: {@link with} makes the rules of a folder from those of its parent.
 */
export class IgnoreRules {
  /** The folder that paths are relative to. */
  readonly base: string;
  readonly #rules: ReturnType<Library>;

  private constructor(base: string, rules: ReturnType<Library>) {
    this.base = base;
    this.#rules = rules;
  }

  /** No rules yet, for a folder. The library behind is loaded only where there is something to ignore. */
  static async empty(base: string): Promise<IgnoreRules> {
    library ??= (await import("ignore")).default;
    return new IgnoreRules(base, library({ ignorecase: ignoresCase, allowRelativePaths: true }));
  }

  /** These rules and those of an ignore file in a folder, which is relative to the base ("" for the base itself). */
  with(folder: string, text: string): IgnoreRules {
    const create = library as Library;
    const rules = create({ ignorecase: ignoresCase, allowRelativePaths: true }).add(this.#rules);
    for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
      const pattern = patternIn(folder, line);
      if (pattern !== undefined) rules.add({ pattern });
    }
    return new IgnoreRules(this.base, rules);
  }

  /** Whether a path, relative to the base, is ignored. Folders on the way to it must have been asked for before. */
  ignores(path: string, isFolder: boolean): boolean {
    try {
      return this.#rules.ignores(isFolder ? `${path}/` : path);
    } catch {
      return false;
    }
  }
}

/** git sets `core.ignoreCase` where file systems are so. */
const ignoresCase = process.platform === "win32" || process.platform === "darwin";

/**
 * A line of an ignore file as a pattern relative to the base. A line with more than two `**` is left out, since matching
 * takes time that grows with their power: what it names is then read, which is the safe side.
 */
function patternIn(folder: string, line: string): string | undefined {
  if (line === "" || line.startsWith("#") || (line.match(/\*\*/g)?.length ?? 0) > 2) return undefined;
  if (folder === "") return line;
  const negated = line.startsWith("!");
  const pattern = negated ? line.slice(1) : line;
  if (/^[/ ]*$/.test(pattern)) return undefined;
  const isAnchored = pattern.trimEnd().replace(/\/$/, "").includes("/");
  const parent = folder.replace(/[\\*?[\]!#\s]/g, "\\$&");
  return `${negated ? "!" : ""}/${parent}${isAnchored ? "/" : "/**/"}${pattern.replace(/^\//, "")}`;
}
