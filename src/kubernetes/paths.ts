/*
 * The forms of paths that the API asks for. Each check returns undefined for a good path, and else what is wrong with it,
 * to be read after the value.
 */

/** A path without ".." as one of its parts: `pkg/apis/core/validation.validatePathNoBacksteps`. */
export function backstepFault(path: string): string | undefined {
  return path.split("/").includes("..") ? 'has ".." in it; write the path without' : undefined;
}

/** A relative path that stays below its start: `pkg/apis/core/validation.validateLocalDescendingPath`. */
export function descendingPathFault(path: string): string | undefined {
  return path.startsWith("/") ? 'begins with "/"; it must be relative' : backstepFault(path);
}

/** As {@link descendingPathFault}, and its first name doesn't begin with "..", which volumes keep for themselves: `pkg/apis/core/validation.ValidateLocalNonReservedPath`. */
export function localPathFault(path: string): string | undefined {
  return (
    descendingPathFault(path) ??
    (path.startsWith("..") ? 'begins with ".."; the kubelet keeps such names for itself' : undefined)
  );
}

/** An absolute path with its "." and ".." worked out; undefined for a relative one. */
export function resolvedPath(path: string): string | undefined {
  if (!path.startsWith("/")) return undefined;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
