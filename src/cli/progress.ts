import type { Output } from "./output.ts";

/** How long a person waits in silence, and how often the line changes after that, in milliseconds. */
const PATIENCE = 500;
const REFRESH = 100;

export interface Progress {
  /** Says which file is being read. */
  file(name: string): void;
  /** Wipes the line. */
  end(): void;
}

/** A line on standard error that says how far a run is; nothing at all where that is no terminal. */
export function startProgress(stream: Output): Progress {
  if (!stream.isTTY) return { file: () => {}, end: () => {} };
  let next = Date.now() + PATIENCE;
  let files = 0;
  let shown = false;
  return {
    file(name) {
      files++;
      const now = Date.now();
      if (now < next) return;
      next = now + REFRESH;
      shown = true;
      const line = `${files} files · ${name.replace(/\p{Cc}/gu, "?")}`;
      stream.write(`\r\x1b[2K${line.slice(0, Math.max(10, (stream.columns ?? 80) - 1))}`);
    },
    end() {
      if (shown) stream.write("\r\x1b[2K");
    },
  };
}
