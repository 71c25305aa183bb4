import { fstatSync, statSync, writeSync } from "node:fs";

/** Standard output or error. Node's own streams cost a tenth of a short run, so they are loaded only for a terminal. */
export interface Output {
  readonly isTTY: boolean;
  /** Width of the terminal, where it is one. */
  readonly columns: number | undefined;
  write(text: string | Uint8Array): void;
}

let usesStreams = false;

/** True where nothing written may still be under way: the process may end at once. */
export function isAllWritten(): boolean {
  return !usesStreams;
}

export const stdout = output(1, () => process.stdout);
export const stderr = output(2, () => process.stderr);

function output(descriptor: number, stream: () => NodeJS.WriteStream): Output {
  let mayBeTerminal: boolean | undefined;
  let direct: boolean | undefined;
  const isCharacterDevice = (): boolean => {
    mayBeTerminal ??= mayBe(descriptor);
    return mayBeTerminal;
  };
  const isTerminal = (): boolean => isCharacterDevice() && stream().isTTY === true;
  return {
    get isTTY() {
      return isTerminal();
    },
    get columns() {
      return isCharacterDevice() ? stream().columns : undefined;
    },
    write(text) {
      if (text.length === 0) return;
      direct ??= !isTerminal();
      const rest = direct ? writeDirectly(descriptor, typeof text === "string" ? Buffer.from(text) : text) : text;
      if (rest === undefined) return;
      direct = false;
      usesStreams = true;
      toleratePipeEnd(stream());
      stream().write(rest);
    },
  };
}

function mayBe(descriptor: number): boolean {
  // Windows' console wants more than bytes.
  if (process.platform === "win32") return true;
  const info = fstatSync(descriptor);
  return info.isCharacterDevice() && info.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
}

/** Writes to a file or pipe. Returns what a pipe that does not block had no room for. */
function writeDirectly(descriptor: number, bytes: Uint8Array): Uint8Array | undefined {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === "EAGAIN") return bytes.subarray(at);
      // A pipe may close early (`dslint … | head`): that is no error.
      if (code === "EPIPE") return undefined;
      throw thrown;
    }
  }
  return undefined;
}

const tolerant = new WeakSet<NodeJS.WriteStream>();

/** The same for Node's stream. */
export function toleratePipeEnd(stream: NodeJS.WriteStream): void {
  if (tolerant.has(stream)) return;
  tolerant.add(stream);
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
}
