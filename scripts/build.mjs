// Builds what ships: the command line and the Action as one minified CommonJS bundle each (start-up is what a
// pre-commit user feels), the library as one ES module, and its types.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { buildKey } from "./build-key-of.mjs";
import { allExamples } from "./examples.mjs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const shared = { bundle: true, logLevel: "warning", define: { DSLINT_VERSION: JSON.stringify(version) } };
const program = { ...shared, platform: "node", target: "node20", format: "cjs", minify: true };

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/lib", { recursive: true });
writeFileSync("dist/package.json", '{ "type": "commonjs" }\n');
writeFileSync("dist/lib/package.json", '{ "type": "module" }\n');
await build({
  ...program,
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/cli.js",
  banner: { js: "#!/usr/bin/env node" },
});
await build({ ...program, entryPoints: ["src/action/main.ts"], outfile: "dist/action.js" });
writeFileSync("dist/explain.json", JSON.stringify(allExamples()));
await build({
  ...shared,
  entryPoints: ["src/index.ts"],
  outfile: "dist/lib/src/index.js",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["browser"],
  target: "es2023",
  format: "esm",
});
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
writeFileSync("dist/build-key", `${buildKey(new URL("..", import.meta.url))}\n`);
