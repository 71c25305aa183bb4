/** Paths on a Linux node: compared as the kernel resolves them on every distribution that runs systemd. */

/** Lexically shortest form of an absolute path, as Go's `path.Clean` gives it: no `//`, `/./` or `/` at the end. */
export function cleanPath(path: string): string {
  if (path.startsWith("/") && !path.endsWith("/") && !path.includes("//") && !path.includes("/.")) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The path with the links resolved that systemd distributions have: `/var/run` is `/run`, `/lib` is `/usr/lib`. */
export function resolvePath(path: string): string {
  const clean = cleanPath(path);
  for (const [link, target] of LINKS) if (isWithin(clean, link)) return target + clean.slice(link.length);
  return clean;
}

const LINKS = [
  ["/var/run", "/run"],
  ["/bin", "/usr/bin"],
  ["/lib", "/usr/lib"],
  ["/lib64", "/usr/lib64"],
  ["/sbin", "/usr/sbin"],
] as const;

/** True where a clean path is a directory itself or below it. */
export function isWithin(path: string, directory: string): boolean {
  if (!path.startsWith(directory)) return directory === "/";
  return path.length === directory.length || directory === "/" || path[directory.length] === "/";
}
