import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { cacheFolder } from "./cache-folder.ts";
import { readCode, writeCode } from "./code-cache.ts";

/** Digest of the bundle, set by the build. */
declare const DSLINT_BUNDLE: string;

// What `dist/cli.js` is: it starts the bundle beside it with the code that V8 compiled in an earlier run.

interface Program {
  /** Set when a DaemonSet was judged: by then most of what a run needs is compiled. */
  readonly warm?: boolean;
  /** Set when V8's flags were changed: it takes cached code only under those that it was made with. */
  readonly tuned?: boolean;
}

const filename = join(__dirname, "dslint.js");
const { version, arch, platform, env } = process;
const key = `${DSLINT_VERSION}-${DSLINT_BUNDLE}-${version}-${platform}-${arch}`;

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined; // Without a cache it only takes longer.
  }
}

const folder = env["NODE_DISABLE_COMPILE_CACHE"] ? undefined : attempt(cacheFolder);
const stored = folder === undefined ? undefined : attempt(() => readCode(folder, key));
// A first run may have compiled little (`--version`). The last byte says so, and the next run does better.
const isWhole = stored?.at(-1) === 1;
const script = new Script(readFileSync(filename, "latin1"), {
  filename,
  ...(stored === undefined ? {} : { cachedData: stored.subarray(0, -1) }),
});
const program = { exports: {} as Program };
script.runInThisContext()(program.exports, require, program, filename, __dirname);

const isStale = stored === undefined || script.cachedDataRejected === true;
// In CI nothing is kept from one run to the next.
if (folder !== undefined && (isStale || !isWhole) && !env["CI"]) {
  process.on("exit", () => {
    const { warm, tuned } = program.exports;
    if (tuned || (!isStale && !warm)) return;
    attempt(() => writeCode(folder, key, Buffer.concat([script.createCachedData(), Buffer.from([warm ? 1 : 0])])));
  });
}
