/** True once V8's flags were changed; see `launch.ts`. */
export let tuned = false;

/**
 * Node 20 compiles a function with all it has after so little work that on many small checks the compiler takes a quarter
 * of the run. The module that sets flags takes time to load, which a run over a few files is better off without.
 */
export function tuneForMuch(): void {
  if (!process.versions.node.startsWith("20.")) return;
  process.getBuiltinModule("node:v8").setFlagsFromString("--interrupt-budget=400000");
  tuned = true;
}
