import { type FSWatcher, statSync, watch as watchPath } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../project/usage-error.ts";

/** Editors write a file in several steps: how long it must be quiet before it is read, in milliseconds. */
const QUIET = 150;

/**
 * Lints, and again whenever something changes under the paths, until it is interrupted; then the last exit code.
 * Throws {@link UsageError}.
 */
export async function watch(paths: readonly string[], lint: () => Promise<number>): Promise<number> {
  if (paths.includes("-")) throw new UsageError("--watch can't watch standard input");
  let code = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const screen = process.stdout.isTTY;
  const round = async () => {
    if (screen) process.stdout.write("\x1b[2J\x1b[3J\x1b[H");
    try {
      code = await lint();
    } catch (thrown) {
      code = 2;
      process.stderr.write(`dslint: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    }
    process.stderr.write(`\nwatching ${paths.join(", ")}; Ctrl-C ends\n`);
  };
  const changed = (_: unknown, name: string | null) => {
    if (name?.split(/[/\\]/).some((part) => part === ".git" || part === "node_modules")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = (running ?? Promise.resolve()).then(round);
    }, QUIET);
  };
  const watchers = new Map<string, FSWatcher>();
  for (const path of paths) {
    const info = statSync(path, { throwIfNoEntry: false });
    // A file that is replaced is another one to the system: its folder sees both.
    const folder = info?.isDirectory() ? path : dirname(path);
    if (!watchers.has(folder))
      watchers.set(folder, watchPath(folder, { recursive: info?.isDirectory() ?? false }, changed));
  }
  await round();
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  clearTimeout(timer);
  for (const watcher of watchers.values()) watcher.close();
  await running;
  return code;
}
