import type { RunError } from "../engine/finding.ts";
import { UsageError } from "../project/usage-error.ts";
import { printable } from "../text/printable.ts";
import { isAllWritten, stderr } from "./output.ts";
import { plainArguments } from "./plain-arguments.ts";

export { tuned } from "./tune.ts";

/** True once a DaemonSet was judged; see `launch.ts`. */
export let warm = false;

run().catch((thrown: unknown) => {
  process.exitCode = 2;
  if (thrown instanceof UsageError) stderr.write(`dslint: ${thrown.message}\n`);
  else if (isConfigError(thrown)) stderr.write(thrown.errors.map(errorLine).join(""));
  else if (isCommanderError(thrown)) process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  else stderr.write(`dslint: ${internal(thrown)}\n`);
});

async function run(): Promise<void> {
  const plain = plainArguments(process.argv.slice(2));
  if (plain === undefined) {
    await (await import("./program.ts")).buildProgram(exit).parseAsync();
    return;
  }
  const { lintCommand } = await import("./lint-command.ts");
  const { code, daemonSets } = await lintCommand(plain.paths, plain.flags);
  exit(code, daemonSets);
}

function exit(code: number, daemonSets?: number): void {
  process.exitCode = code;
  if (daemonSets === undefined) return;
  warm = daemonSets > 0;
  // Taking the heap down in good order takes as long as reading a manifest.
  if (isAllWritten()) process.exit();
}

/** Told by its name, so that a run without a configuration needn't load what reads one. */
function isConfigError(thrown: unknown): thrown is Error & { errors: readonly RunError[] } {
  return thrown instanceof Error && thrown.name === "ConfigError";
}

function errorLine({ file, line, column, message }: RunError): string {
  return `${printable(`${file}:${line}:${column}: error: ${message}`)}\n`;
}

/** Commander has printed its own sentence by then. */
function isCommanderError(thrown: unknown): thrown is { exitCode: number } {
  return thrown instanceof Error && String((thrown as { code?: unknown }).code).startsWith("commander.");
}

/** No stack trace reaches a user, unless they ask for it. */
function internal(thrown: unknown): string {
  if (process.env["DSLINT_DEBUG"] && thrown instanceof Error && thrown.stack) return thrown.stack;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return `stopped by a defect of its own (${message}); please report it, with DSLINT_DEBUG=1 set for the details`;
}
