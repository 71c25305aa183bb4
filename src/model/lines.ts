import type { Region } from "./place.ts";

/** Longest stretch of a line that is kept for showing. */
const SHOWN = 200;

/** Line and column look-up for a text, by binary search. Breaks are LF, CRLF and lone CR, as editors count them. */
export class Lines {
  readonly text: string;
  #starts: Uint32Array | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get #lineStarts(): Uint32Array {
    this.#starts ??= lineStarts(this.text);
    return this.#starts;
  }

  /** Index of the line that holds an offset, from 0. */
  #lineAt(offset: number): number {
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Line and column, both from 1, of an offset. */
  position(offset: number): { line: number; column: number } {
    const line = this.#lineAt(offset);
    return { line: line + 1, column: offset - (this.#lineStarts[line] ?? 0) + 1 };
  }

  /** Offsets of the first character of a line (from 1) and of its end, line break excluded. */
  bounds(line: number): { start: number; end: number } {
    const starts = this.#lineStarts;
    const start = starts[line - 1] ?? this.text.length;
    let end = starts[line] ?? this.text.length;
    while (end > start && (this.text[end - 1] === "\n" || this.text[end - 1] === "\r")) end--;
    return { start, end };
  }

  /** The region of a stretch of text, cut at the end of its first line: reports and GitHub want one line. */
  region(start: number, end: number): Region {
    const { line, column } = this.position(start);
    const lineEnd = this.bounds(line).end;
    const stop = Math.max(start, Math.min(end, lineEnd));
    return { line, column, endLine: line, endColumn: column + (stop - start) };
  }

  /** The text of the line around an offset, for showing. */
  excerpt(offset: number): { source: string; sourceColumn: number } {
    const { line, column } = this.position(offset);
    const { start, end } = this.bounds(line);
    if (end - start <= SHOWN) return { source: this.text.slice(start, end), sourceColumn: 1 };
    const from = Math.max(start, Math.min(start + column - 1 - 40, end - SHOWN));
    return { source: this.text.slice(from, from + SHOWN), sourceColumn: from - start + 1 };
  }
}

/** Offsets of the first characters of the lines of a text. */
function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(16 + (text.length >> 5));
  let count = 1;
  const add = (start: number): void => {
    if (count === starts.length) {
      const more = new Uint32Array(count * 2);
      more.set(starts);
      starts = more;
    }
    starts[count++] = start;
  };
  const hasCr = text.includes("\r");
  for (let at = text.indexOf("\n"); at !== -1 && !hasCr; at = text.indexOf("\n", at + 1)) add(at + 1);
  for (let i = 0; hasCr && i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) add(i + 1);
  }
  return starts.subarray(0, count);
}
