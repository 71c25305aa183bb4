import type { ReportOptions } from "./input.ts";

/** What stands before the path of a file that is not in the repository, in formats that can't say so otherwise. */
const OUTSIDE = "outside-of-repository";

/**
 * The path of a file from the repository's root, with forward slashes and without `.` and `..`. Code-scanning services
 * refuse a whole report for one absolute or climbing path, so a file outside the repository is called
 * `outside-of-repository/…`.
 */
export function repositoryPath(file: string, options: ReportOptions): string {
  const base = segments(options.workingDirectory ?? "/");
  const root = segments(options.root ?? options.workingDirectory ?? "/");
  const path = isAbsolute(file) ? segments(file) : segments(file, base);
  if (root.every((segment, i) => segment === path[i]) && path.length > root.length) {
    return path.slice(root.length).join("/");
  }
  return [OUTSIDE, ...path.map((segment) => segment.replace(/:$/, ""))].join("/");
}

/** The same as a URI reference: every character that means something in a URI is percent-encoded. */
export function repositoryUri(file: string, options: ReportOptions): string {
  return repositoryPath(file, options)
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd")))
    .join("/");
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** The segments of a path, `.` and `..` resolved; backslashes separate where a drive or a share shows it is Windows'. */
function segments(path: string, base: readonly string[] = []): string[] {
  const windows = /^(?:\\\\|[A-Za-z]:[/\\])/.test(path);
  const result = [...base];
  for (const segment of path.split(windows ? /[/\\]/ : "/")) {
    if (segment === "..") result.pop();
    else if (segment !== "" && segment !== ".") result.push(segment);
  }
  return result;
}
