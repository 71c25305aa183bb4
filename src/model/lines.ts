import { own } from "../text/own.ts";
import type { Region } from "./place.ts";

/** Longest stretch of a line that is kept for showing. */
const SHOWN = 200;

/** Characters of a block, as a power of two. */
const BLOCK = 7;

/**
 * Line and column look-up for a text. Breaks are LF, CRLF and lone CR, as editors count them. What is kept is in step
 * with the length of the text, however many lines it has.
 */
export class Lines {
  readonly text: string;
  #blocks: Blocks | undefined;
  #last: Line | undefined;
  readonly #kept: Map<string, string>;

  /** @param kept the texts that outlive this one, of all of a run: most stand in many files */
  constructor(text: string, kept = new Map<string, string>()) {
    this.text = text;
    this.#kept = kept;
  }

  get #index(): Blocks {
    this.#blocks ??= blocksOf(this.text);
    return this.#blocks;
  }

  /** Line and column, both from 1, of an offset. */
  position(offset: number): { line: number; column: number } {
    const last = this.#last;
    const { line, start } = last !== undefined && isIn(last, offset) ? last : this.#find(offset);
    return { line, column: offset - start + 1 };
  }

  /** The line that holds an offset. Places come line by line, so the last one that was asked for is kept. */
  #lineAt(offset: number): Line {
    const { text } = this;
    if (this.#last !== undefined && isIn(this.#last, offset)) return this.#last;
    const { line, start } = this.#find(offset);
    const feed = this.#index.hasReturns ? -1 : text.slice(offset, offset + SHOWN).indexOf("\n");
    const next = feed === -1 ? this.#startOf(line + 1) : offset + feed + 1;
    this.#last = { line, start, next, end: endOf(text, start, next) };
    return this.#last;
  }

  /** Number and start of the line that holds an offset. */
  #find(offset: number): { line: number; start: number } {
    const { text } = this;
    const { lines, starts, hasReturns } = this.#index;
    const block = Math.min(offset, text.length) >> BLOCK;
    const from = block << BLOCK;
    let line = (lines[block] ?? 0) + 1;
    let start = starts[block] ?? 0;
    if (hasReturns) {
      for (let i = from; i < offset; i++) {
        if (!isBreak(text, i)) continue;
        line++;
        start = i + 1;
      }
    } else {
      const before = text.slice(from, offset);
      for (let at = before.indexOf("\n"); at !== -1; at = before.indexOf("\n", at + 1)) {
        line++;
        start = from + at + 1;
      }
    }
    return { line, start };
  }

  /** Offset of the first character of a line, from 1; the length of the text where there is no such line. */
  #startOf(line: number): number {
    const { text } = this;
    const { lines } = this.#index;
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle] ?? 0) < line - 1) low = middle;
      else high = middle - 1;
    }
    let at = lines[low] ?? 0;
    if (at >= line - 1) return 0;
    for (let i = low << BLOCK; i < text.length; i++) if (isBreak(text, i) && ++at === line - 1) return i + 1;
    return text.length;
  }

  /** Offsets of the first character of a line (from 1) and of its end, line break excluded. */
  bounds(line: number): { start: number; end: number } {
    const start = this.#startOf(line);
    return { start, end: endOf(this.text, start, this.#startOf(line + 1)) };
  }

  /** The region of a stretch of text, cut at the end of its first line: reports and GitHub want one line. */
  region(start: number, end: number): Region {
    const { line, start: lineStart, end: lineEnd } = this.#lineAt(start);
    const column = start - lineStart + 1;
    const stop = Math.max(start, Math.min(end, lineEnd));
    return { line, column, endLine: line, endColumn: column + (stop - start) };
  }

  /** The text of the line around an offset, for showing. */
  excerpt(offset: number): { source: string; sourceColumn: number } {
    const { start, end } = this.#lineAt(offset);
    if (end - start <= SHOWN) return { source: this.own(this.text.slice(start, end)), sourceColumn: 1 };
    const from = Math.max(start, Math.min(offset - 40, end - SHOWN));
    return { source: this.own(this.text.slice(from, from + SHOWN)), sourceColumn: from - start + 1 };
  }

  /** A text as what outlives this one keeps it: by itself ({@link own}), and one for all that are equal. */
  own(piece: string): string {
    let kept = this.#kept.get(piece);
    if (kept === undefined) {
      kept = own(piece);
      this.#kept.set(kept, kept);
    }
    return kept;
  }
}

/** A line: its number from 1, where it starts, where it ends before its break, and where the next one starts. */
interface Line {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

function isIn({ start, next }: Line, offset: number): boolean {
  return offset >= start && offset < next;
}

function endOf(text: string, start: number, next: number): number {
  let end = next;
  while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return end;
}

/** For each block of a text: how many lines end before it, and where the line starts in which it begins. */
interface Blocks {
  readonly lines: Uint32Array;
  readonly starts: Uint32Array;
  /** Whether lines may end otherwise than by LF alone. */
  readonly hasReturns: boolean;
}

function blocksOf(text: string): Blocks {
  const count = (text.length >> BLOCK) + 1;
  const lines = new Uint32Array(count);
  const starts = new Uint32Array(count);
  let block = 0;
  let line = 0;
  let start = 0;
  const hasReturns = text.includes("\r");
  for (let next = nextStart(text, 0, hasReturns); ; next = nextStart(text, start, hasReturns)) {
    for (; block < count && block << BLOCK < next; block++) {
      lines[block] = line;
      starts[block] = start;
    }
    if (next > text.length) return { lines, starts, hasReturns };
    line++;
    start = next;
  }
}

/** Where the line behind that of an offset starts; beyond the text where there is none. */
function nextStart(text: string, from: number, hasReturns: boolean): number {
  if (!hasReturns) {
    const feed = text.indexOf("\n", from);
    return feed === -1 ? text.length + 1 : feed + 1;
  }
  let at = from;
  while (at < text.length && !isBreak(text, at)) at++;
  return at + 1;
}

/** True where a line ends with the character at an offset. */
function isBreak(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 10 || (c === 13 && text.charCodeAt(at + 1) !== 10);
}
