import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** The TypeScript modules that `contents` exports, bundled and imported. */
export async function importBundled(contents) {
  const folder = mkdtempSync(join(tmpdir(), "dslint-bundle-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "bundle.mjs");
  const stdin = { contents, resolveDir: "." };
  await build({ stdin, bundle: true, platform: "node", format: "esm", outfile, logLevel: "warning" });
  return import(pathToFileURL(outfile).href);
}
