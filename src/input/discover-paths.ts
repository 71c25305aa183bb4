import { isAbsolute, relative, sep } from "node:path";

/** Within discovery every path has forward slashes, which Windows takes too. */
export const slashes: (path: string) => string = sep === "/" ? (path) => path : (path) => path.replaceAll(sep, "/");

/** Whether a path is a folder or lies in it; both absolute and without links or dots. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

export function join(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** The folder that holds a path; a file system's root holds itself. */
export function parentOf(path: string): string {
  const at = path.lastIndexOf("/");
  if (at === -1) return path;
  return at === 0 || path[at - 1] === ":" ? path.slice(0, at + 1) : path.slice(0, at);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path as reports name it: relative to the working directory, unless it lies outside and was given as absolute. */
export function shownPath(path: string, cwd: string, given = ""): string {
  if (path === cwd) return ".";
  if (isWithin(path, cwd)) return path.slice(cwd.endsWith("/") ? cwd.length : cwd.length + 1);
  return isAbsolute(given) ? path : slashes(relative(cwd, path));
}
