// Builds for `npm ci`, `npm pack` and installs from git. npm prepares a global install from git, which is how pre-commit
// installs a hook, by another global install that leaves the tools of the build out: they are fetched first then.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const npm = process.env["npm_execpath"];
if (!existsSync("node_modules/esbuild") && npm !== undefined) {
  const isGlobal = /^npm_config_(?:global|location|prefix|omit|include|production|save|dry_run)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isGlobal.test(name)));
  const words = [npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"];
  execFileSync(process.execPath, words, { env, stdio: ["ignore", "ignore", "inherit"] });
}
await import("./build.mjs");
