import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

const BUILT_FROM = [
  "src/",
  "rules/",
  "scripts/",
  "fixtures/",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
];

/** A digest of all that the build reads, and of the major version of Node that ran it. */
export function buildKey(root) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  const add = (path) => {
    if (path.endsWith("/")) {
      const entries = readdirSync(new URL(path, root), { withFileTypes: true });
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const entry of entries) add(`${path}${entry.name}${entry.isDirectory() ? "/" : ""}`);
    } else
      hash
        .update(path)
        .update("\0")
        .update(readFileSync(new URL(path, root)));
  };
  for (const path of BUILT_FROM) add(path);
  return hash.digest("hex").slice(0, 32);
}
