import { own } from "../text/own.ts";
import { ReadFailure } from "./failure.ts";
import { nameOf } from "./names.ts";
import { Recent } from "./recent.ts";
import type { ScalarValue } from "./tree.ts";
import { keyText, scalarValue } from "./yaml-values.ts";

/** What a line of a document says that stands in no value of several lines. Places are columns. */
export interface Line {
  /** Where its content begins. */
  readonly column: number;
  /** True where that is a dash. */
  readonly dash: boolean;
  /** Where its key begins, or what stands behind the dash. */
  readonly start: number;
  readonly key: string | undefined;
  readonly keyEnd: number;
  /**
   * How its value is written. One that is `open` begins here and has parts, or may have more lines. Where there is `none`, its
   * place is behind the colon or dash.
   */
  readonly style: "plain" | "single" | "double" | "open" | "none";
  readonly value: ScalarValue;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** A line that holds nothing but perhaps a comment. */
export const BLANK: Line = {
  column: 0,
  dash: false,
  start: 0,
  key: undefined,
  keyEnd: 0,
  style: "none",
  value: null,
  valueStart: 0,
  valueEnd: 0,
};

/** So many lines are remembered, and none that is longer. */
const MOST = 2 ** 11;
const LONGEST = 120;

const known = new Recent<Line>(MOST);

/**
 * What the line from `start` to the line feed at `end` says; undefined where that isn't plain. Three of four lines of
 * manifests stand in others too, so what a line says is remembered.
 */
export function lineAt(text: string, start: number, end: number): Line | undefined {
  const written = text.slice(start, end);
  let line = known.get(written);
  if (line === undefined) {
    if (written.length > LONGEST || !known.hasRoom()) return parseLine(written, own);
    // Pieces of a copy don't hold on to the file.
    const copy = own(written);
    line = parseLine(copy, (piece) => piece);
    if (line !== undefined) known.set(copy, line);
  }
  return line;
}

/** All but what nearly every text is made of. Looking for this first is several times as quick. */
const NOT_ASCII = /[^\t\n -~]/;
/** What a document can't hold, what is read otherwise than it looks, and line breaks other than LF. */
const UNUSUAL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u;

/** True where a text holds no character that needs a closer look. */
export function isUsual(text: string): boolean {
  return !NOT_ASCII.test(text) || !UNUSUAL.test(text);
}

/** Indentation, a dash, and a key with its colon. */
const BEGINNING = /^( *)(-(?: +|$))?(?:([\w./][\w./-]{0,200}|"[^"\\]{0,200}"|'[^']{0,200}')( ?:)(?: +|$))?/;
/** What may follow on a value in its line. */
export const ENDING = /^ *(?:#.*)?$/;
/** What no plain scalar begins with, or not without a look at what follows. */
const INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

function parseLine(written: string, keep: (piece: string) => string): Line | undefined {
  if (!isUsual(written)) return undefined;
  const [beginning = "", blanks = "", dash = "", writtenKey, colon = ""] = BEGINNING.exec(written) ?? [];
  const rest = written.slice(beginning.length);
  const first = rest.charAt(0);
  const isEmpty = first === "" || first === "#";
  if (isEmpty && dash === "" && writtenKey === undefined) return BLANK;
  const key = writtenKey === undefined ? undefined : keyOf(writtenKey);
  if (key === null) return undefined;
  const column = blanks.length;
  const start = column + dash.length;
  const keyEnd = writtenKey === undefined ? start : start + writtenKey.length;
  let valueStart = beginning.length;
  let style: Line["style"];
  let value: ScalarValue = null;
  let length = 0;
  if (isEmpty) {
    style = "none";
    valueStart = key === undefined ? column + 1 : keyEnd + colon.length;
  } else if (first === "[" || first === "{" || first === "|" || first === ">") style = "open";
  else if (first === '"' || first === "'") {
    const close = rest.indexOf(first, 1);
    const quoted = rest.slice(1, close);
    if (close < 0 || (first === '"' ? quoted.includes("\\") : rest[close + 1] === "'")) style = "open";
    else {
      if (close + 1 < rest.length && !ENDING.test(rest.slice(close + 1))) return undefined;
      style = first === '"' ? "double" : "single";
      value = keep(quoted);
      length = close + 1;
    }
  } else {
    const plain = plainIn(rest, first);
    if (plain === undefined) return undefined;
    const resolved = scalarValue(keep(plain), "", true, 0);
    if (resolved instanceof ReadFailure) return undefined;
    style = "plain";
    value = resolved;
    length = plain.length;
  }
  return { column, dash: dash !== "", start, key, keyEnd, style, value, valueStart, valueEnd: valueStart + length };
}

/** The plain scalar that a text begins with, up to the comment. */
function plainIn(rest: string, first: string): string | undefined {
  const comment = rest.indexOf(" #");
  let end = comment < 0 ? rest.length : comment;
  while (rest.charCodeAt(end - 1) === 0x20) end--;
  const plain = rest.slice(0, end);
  if (INDICATORS.includes(first) && !(first === "-" && plain.length > 1 && plain[1] !== " ")) return undefined;
  return plain.endsWith(":") || plain.includes(": ") || plain.includes("\t") ? undefined : plain;
}

/** The text of a key; null for one that can't be one. */
function keyOf(written: string): string | null {
  const quote = written[0];
  if (quote === '"' || quote === "'") return nameOf(written.slice(1, -1));
  // At the start of a line, with a blank behind it, it ends the document.
  if (written === "...") return null;
  const key = keyText(written, "", true, 0);
  return typeof key === "string" ? nameOf(key) : null;
}
