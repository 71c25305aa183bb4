// Builds what ships: the command line and the Action as one minified CommonJS bundle each (start-up is what a
// pre-commit user feels), the library as one ES module, and its types.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { buildKey } from "./build-key-of.mjs";
import { allExamples } from "./examples.mjs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const shared = { bundle: true, logLevel: "warning", define: { DSLINT_VERSION: JSON.stringify(version) } };
/** Stands in the bundle for its own digest. */
const UNKNOWN = "@@@@@@@@@@@@@@@@";
const program = { ...shared, platform: "node", target: "node20", format: "cjs", minify: true };

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/lib", { recursive: true });
writeFileSync("dist/package.json", '{ "type": "commonjs" }\n');
writeFileSync("dist/lib/package.json", '{ "type": "module" }\n');
/** commander wants child_process for a way to run subcommands that dslint has no use for. */
const leaner = {
  name: "leaner",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("commander") ? { path: "unused", namespace: "leaner" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "leaner" }, () => ({ contents: "" }));
  },
};
// A function that `dist/cli.js` calls: see src/cli/launch.ts. ASCII throughout, so that any encoding reads it.
await build({
  ...program,
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/dslint.js",
  define: { ...shared.define, DSLINT_BUILD: JSON.stringify(UNKNOWN) },
  plugins: [leaner],
  charset: "ascii",
  supported: { "dynamic-import": false },
  banner: { js: "(function(exports,require,module,__filename,__dirname){" },
  footer: { js: "})" },
});
const text = readFileSync("dist/dslint.js", "utf8");
const digest = createHash("sha256").update(text).digest("hex").slice(0, UNKNOWN.length);
writeFileSync("dist/dslint.js", text.replaceAll(UNKNOWN, digest));
await build({
  ...program,
  entryPoints: ["src/cli/launch.ts"],
  outfile: "dist/cli.js",
  define: { ...shared.define, DSLINT_BUNDLE: JSON.stringify(digest) },
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
