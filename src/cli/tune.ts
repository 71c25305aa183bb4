/** True once V8's flags were changed; see `launch.ts`. */
export let tuned = false;

/**
 * Node 20 compiles a function with all it has after so little work that on many small checks the compiler takes a quarter
 * of the run. Where there is very much to read, V8 would let its heap grow to four times what is in use before it looks
 * for what is not. The module that sets flags takes time to load, which a run over a few files is better off without.
 */
export function tuneFor(much: "much" | "very much"): void {
  const flag = much === "very much" ? "--heap-growing-percent=40" : "--interrupt-budget=400000";
  if (much === "much" && !process.versions.node.startsWith("20.")) return;
  process.getBuiltinModule("node:v8").setFlagsFromString(flag);
  tuned = true;
}
