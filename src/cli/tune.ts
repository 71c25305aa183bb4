/**
 * True where there is much to read: V8's flags may be changed, and it holds code for a third more than a small run wants to
 * read back. Either way its code is not for the next run; see `launch.ts`.
 */
export let tuned = false;

/**
 * Node 20 compiles a function with all it has after so little work that on many small checks the compiler takes a quarter
 * of the run. Where there is very much to read, V8 would let its heap grow to four times what is in use before it looks
 * for what is not. It is told to look at once: the bound it has set itself is of before, and the bytes of a large file are
 * of no use by then. The modules for this take time to load, which a run over a few files is better off without.
 */
export function tuneFor(much: "much" | "very much"): void {
  tuned = true;
  if (much === "much" && !process.versions.node.startsWith("20.")) return;
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  if (much === "much") {
    setFlagsFromString("--interrupt-budget=400000");
    return;
  }
  setFlagsFromString("--heap-growing-percent=20");
  setFlagsFromString("--expose-gc");
  process.getBuiltinModule("node:vm").runInNewContext("gc")();
}
