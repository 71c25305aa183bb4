// The engine, bundled once, and the rules as separate modules of which any can be exchanged.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync, transformSync } from "esbuild";

/** Modules under rules/ by path, in source. */
export const sources = new Map(
  readdirSync("rules", { recursive: true })
    .map((name) => join("rules", name))
    .filter((file) => file.endsWith(".ts") && file !== join("rules", "index.ts"))
    .sort()
    .map((file) => [file, readFileSync(file, "utf8")]),
);
const imports = new Map(
  [...sources].map(([file, source]) => [
    file,
    [...source.matchAll(/ from "(\.[^"]*)"/g)].map(([, to]) => join(file, "..", to)),
  ]),
);
const SUPPORT = ["src/engine/run.ts", "src/engine/settings.ts", "test/support/fixtures.ts"];
const engine = bundled([
  ...new Set([...SUPPORT, ...[...imports.values()].flat().filter((file) => !sources.has(file))]),
]);
export const { Run, resolveSettings, fixtureRun, compared } = Object.assign({}, ...SUPPORT.map((file) => engine[file]));

function bundled(files) {
  const lines = files.map((file, index) => `import * as m${index} from ${JSON.stringify(`./${file}`)};`);
  const names = files.map((file, index) => `${JSON.stringify(file)}: m${index}`);
  const { outputFiles } = buildSync({
    stdin: { contents: `${lines.join("\n")}\nexport const modules = { ${names.join(", ")} };`, resolveDir: "." },
    bundle: true,
    write: false,
    platform: "neutral",
    mainFields: ["module", "main"],
    format: "cjs",
    logLevel: "warning",
  });
  return evaluated(outputFiles[0].text, () => undefined).modules;
}

function evaluated(code, require) {
  const module = { exports: {} };
  new Function("module", "exports", "require", code)(module, module.exports, require);
  return module.exports;
}

const compiled = (source) => transformSync(source, { loader: "ts", format: "cjs", target: "node20" }).code;
const code = new Map([...sources].map(([file, source]) => [file, compiled(source)]));
const originals = new Map();

/** Those modules of the rules that a module is part of, itself included. */
export function dependents(file) {
  const all = new Set([file]);
  for (const one of all) for (const [other, needs] of imports) if (needs.includes(one)) all.add(other);
  return all;
}

/** Rules by their modules, with one module's source exchanged: only its dependents are made anew. */
export function rulesWith(file, source) {
  const fresh = file === undefined ? new Set() : dependents(file);
  const made = new Map();
  const load = (path) => {
    const known = fresh.has(path) ? made : originals;
    const have = known.get(path);
    if (have !== undefined) return have;
    const loaded =
      engine[path] ?? evaluated(path === file ? compiled(source) : code.get(path), (to) => load(join(path, "..", to)));
    known.set(path, loaded);
    return loaded;
  };
  return new Map(
    [...sources.keys()].flatMap((path) => (load(path).default === undefined ? [] : [[path, load(path).default]])),
  );
}
