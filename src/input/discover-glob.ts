/** What a glob selects below the folder in which its wildcards begin. */
export interface Selection {
  /** The folder above the first wildcard: `manifests` of `manifests/**\/*.yaml`; "" for the working directory. */
  readonly base: string;
  /** How many levels of folders below the base it can reach into. */
  readonly depth: number;
  /** The pattern names a hidden folder or file itself. */
  readonly hidden: boolean;
  /** Whether it names a path relative to the base. */
  matches(path: string): boolean;
  /** The pattern says how names end, so that it means files of any extension. */
  readonly namesExtension: boolean;
}

/** Whether an argument that names no existing file is meant as a glob. */
export function hasWildcards(argument: string): boolean {
  return /[*?[{]|[!@+]\(/.test(argument);
}

/** Compiles a glob; undefined where it is none that can be understood. */
export async function compileGlob(pattern: string): Promise<Selection | undefined> {
  const { default: picomatch } = await import("picomatch");
  const { base, glob } = picomatch.scan(pattern, { nonegate: true });
  if (glob === "") return undefined;
  const hidden = /(^|[/,{(])\.[^/.]/.test(glob);
  try {
    const matches = picomatch(glob, { dot: hidden, nonegate: true, strictSlashes: true });
    // Braces may hold slashes, so that segments can only be counted where there are none.
    const depth = /\*\*|\{[^}]*\/|\(/.test(glob) ? Number.POSITIVE_INFINITY : glob.split("/").length - 1;
    return { base, depth, hidden, matches: (path) => matches(path), namesExtension: /\.[\w{},]+$/.test(glob) };
  } catch {
    return undefined;
  }
}
