/**
 * The values of YAML's four styles of scalars, as libyaml reads them (go.yaml.in/yaml/v2, scannerc.go). Each function
 * starts at the scalar's first character, leaves the cursor behind it and sets {@link Cursor.scalarEnd}.
 */
import { own } from "../text/own.ts";
import { ReadFailure } from "./failure.ts";
import { Breaks, TextBuilder } from "./text-builder.ts";
import { breakValue, isBlankOrEnd, isBreak, isHex, LF, SPACE, TAB } from "./yaml-characters.ts";
import type { Cursor } from "./yaml-cursor.ts";

const HASH = 0x23;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const SINGLE = 0x27;
const DOUBLE = 0x22;

/** A run of line breaks between two lines of a scalar: one becomes a space, of more the first is dropped. */
function fold(first: string, others: Breaks | undefined): string {
  const rest = others?.toString() ?? "";
  return first === "\n" ? rest || " " : first + rest;
}

/** Characters that end a plain scalar within a flow collection: `,` `?` `[` `]` `{` `}`. */
function endsInFlow(c: number): boolean {
  return c === 0x2c || c === 0x3f || c === 0x5b || c === 0x5d || c === 0x7b || c === 0x7d;
}

/**
 * A plain scalar; `indent` is that of the collection around it. Returns its value; the cursor's line changes where the
 * line breaks after it were stepped over.
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): string {
  const { text, end } = cursor;
  let value: TextBuilder | undefined;
  /** Start of the piece that isn't in `value` yet. */
  let pieceStart = cursor.pos;
  let pieceEnd = cursor.pos;
  let first = "";
  let others: Breaks | undefined;
  for (;;) {
    let pos = cursor.pos;
    if (pos === cursor.lineStart && cursor.atDocumentMarker()) break;
    if (text.charCodeAt(pos) === HASH && pos < end) break;
    const wordStart = pos;
    for (; pos < end; pos++) {
      const c = text.charCodeAt(pos);
      if (c > COLON) {
        if (inFlow && endsInFlow(c)) break;
        if (c >= 0x85 && isBreak(c)) break;
      } else if (c <= SPACE) {
        if (isBlankOrEnd(c)) break;
      } else if (c === COLON ? isBlankOrEnd(text.charCodeAt(pos + 1)) : inFlow && c === 0x2c) break;
    }
    if (pos > wordStart) {
      if (first !== "") {
        value ??= new TextBuilder();
        value.add(text.slice(pieceStart, pieceEnd));
        value.add(fold(first, others));
        pieceStart = wordStart;
        first = "";
        others = undefined;
      }
      pieceEnd = pos;
    }
    cursor.pos = pos;
    if (pos >= end || !isBlankOrEnd(text.charCodeAt(pos))) break;
    for (; cursor.pos < end; ) {
      const c = text.charCodeAt(cursor.pos);
      if (c === SPACE) cursor.pos++;
      else if (c === TAB) {
        if (first !== "" && cursor.pos - cursor.lineStart <= indent) {
          throw new ReadFailure("a tab can't indent the next line of a value", cursor.pos);
        }
        cursor.pos++;
      } else if (isBreak(c)) {
        if (first === "") first = breakValue(c);
        else {
          others ??= new Breaks();
          others.add(breakValue(c));
        }
        cursor.skipBreak();
      } else break;
    }
    if (!inFlow && cursor.pos - cursor.lineStart <= indent) break;
  }
  cursor.scalarEnd = pieceEnd;
  return closeValue(value, text.slice(pieceStart, pieceEnd));
}

/** Steps over blanks and line breaks within a quoted scalar, and returns what they are in its value. */
function foldBlanks(cursor: Cursor, afterEscapedBreak: boolean): string {
  const { text, end } = cursor;
  let first = "";
  let others: Breaks | undefined;
  while (cursor.pos < end) {
    const c = text.charCodeAt(cursor.pos);
    if (isBlank(c)) cursor.pos++;
    else if (isBreak(c)) {
      if (first !== "" || afterEscapedBreak) {
        others ??= new Breaks();
        others.add(breakValue(c));
      } else first = breakValue(c);
      cursor.skipBreak();
    } else break;
  }
  return fold(first, others);
}

function checkQuotedGoesOn(cursor: Cursor, start: number): void {
  if (cursor.pos >= cursor.end) throw new ReadFailure("the quoted value that starts here is never closed", start);
  if (cursor.pos === cursor.lineStart && cursor.atDocumentMarker()) {
    throw new ReadFailure("a document marker stands inside the quoted value that starts here", start);
  }
}

export function scanSingle(cursor: Cursor): string {
  const { text, end } = cursor;
  const start = cursor.pos++;
  let value: TextBuilder | undefined;
  for (;;) {
    checkQuotedGoesOn(cursor, start);
    let pos = cursor.pos;
    let pieceStart = pos;
    let closed = false;
    for (; pos < end; pos++) {
      const c = text.charCodeAt(pos);
      if (c === SINGLE) {
        if (text.charCodeAt(pos + 1) !== SINGLE) {
          closed = true;
          break;
        }
        value ??= new TextBuilder();
        value.add(text.slice(pieceStart, pos + 1));
        pos++;
        pieceStart = pos + 1;
      } else if (isBreak(c)) break;
    }
    if (closed) {
      cursor.pos = cursor.scalarEnd = pos + 1;
      return closeValue(value, text.slice(pieceStart, pos));
    }
    value ??= new TextBuilder();
    foldLine(cursor, value, pieceStart, pos);
  }
}

function closeValue(value: TextBuilder | undefined, last: string): string {
  if (value === undefined) return own(last);
  value.add(last);
  return value.toString();
}

/** Ends a line within a quoted scalar: blanks before the line break are no part of the value, those before a quote are. */
function foldLine(cursor: Cursor, value: TextBuilder, pieceStart: number, lineEnd: number): void {
  const { text } = cursor;
  let pieceEnd = lineEnd;
  while (pieceEnd > pieceStart && isBlank(text.charCodeAt(pieceEnd - 1))) pieceEnd--;
  value.add(text.slice(pieceStart, pieceEnd));
  cursor.pos = pieceEnd;
  value.add(foldBlanks(cursor, false));
}

function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}

export function scanDouble(cursor: Cursor): string {
  const { text, end } = cursor;
  const start = cursor.pos++;
  let value: TextBuilder | undefined;
  for (;;) {
    checkQuotedGoesOn(cursor, start);
    let pos = cursor.pos;
    let pieceStart = pos;
    let escapedBreak = false;
    let c = 0;
    for (; pos < end; pos++) {
      c = text.charCodeAt(pos);
      if (c === DOUBLE || isBreak(c)) break;
      if (c !== BACKSLASH) continue;
      value ??= new TextBuilder();
      value.add(text.slice(pieceStart, pos));
      if (isBreak(text.charCodeAt(pos + 1))) {
        escapedBreak = true;
        break;
      }
      const length = escapeLength(text.charCodeAt(pos + 1));
      if (length === 0) throw new ReadFailure(`"\\${text.charAt(pos + 1)}" is no escape in double quotes`, pos);
      value.add(escaped(text, pos, length));
      pieceStart = pos + length;
      pos += length - 1;
    }
    if (pos < end && c === DOUBLE) {
      cursor.pos = cursor.scalarEnd = pos + 1;
      return closeValue(value, text.slice(pieceStart, pos));
    }
    value ??= new TextBuilder();
    if (escapedBreak) {
      cursor.pos = pos + 1;
      cursor.skipBreak();
      value.add(foldBlanks(cursor, true));
    } else foldLine(cursor, value, pieceStart, pos);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

/** Length of an escape by the character after its backslash; 0 where that makes none. */
function escapeLength(c: number): number {
  if (c === 0x78) return 4;
  if (c === 0x75) return 6;
  if (c === 0x55) return 10;
  return Object.hasOwn(ESCAPES, String.fromCharCode(c)) ? 2 : 0;
}

function escaped(text: string, at: number, length: number): string {
  if (length === 2) return ESCAPES[text.charAt(at + 1)] ?? "";
  for (let i = at + 2; i < at + length; i++) {
    if (!isHex(text.charCodeAt(i))) {
      throw new ReadFailure(`the escape "${text.slice(at, at + 2)}" needs ${length - 2} hexadecimal digits`, at);
    }
  }
  const code = Number.parseInt(text.slice(at + 2, at + length), 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw new ReadFailure(`"${text.slice(at, at + length)}" is no Unicode character`, at);
  }
  return String.fromCodePoint(code);
}

/** A block scalar, `|` or `>`; `indent` is that of the collection around it, -1 at the root. */
export function scanBlock(cursor: Cursor, indent: number): string {
  const { text, end } = cursor;
  const start = cursor.pos;
  const literal = text.charCodeAt(start) === 0x7c;
  const { keep, strip, increment } = scanBlockHeader(cursor, start);
  cursor.scalarEnd = cursor.pos;
  skipToLineEnd(cursor);

  let wanted = increment === 0 ? 0 : Math.max(indent, 0) + increment;
  let blanks = scanBlockBreaks(cursor, wanted);
  if (wanted === 0) wanted = Math.max(blanks.deepest, indent + 1, 1);

  const value = new TextBuilder();
  let lastBreak = "";
  let lastLed = false;
  while (cursor.pos - cursor.lineStart === wanted && cursor.pos < end) {
    const led = isBlank(text.charCodeAt(cursor.pos));
    if (!literal && lastBreak === "\n" && !lastLed && !led) {
      if (blanks.breaks === "") value.add(" ");
    } else value.add(lastBreak);
    value.add(blanks.breaks);
    lastLed = led;
    let lineEnd = cursor.pos;
    for (; lineEnd < end; lineEnd++) {
      const c = text.charCodeAt(lineEnd);
      if (c === LF || isBreak(c)) break;
    }
    value.add(text.slice(cursor.pos, lineEnd));
    cursor.pos = cursor.scalarEnd = lineEnd;
    lastBreak = "";
    if (lineEnd < end) {
      lastBreak = breakValue(text.charCodeAt(lineEnd));
      cursor.skipBreak();
    }
    blanks = scanBlockBreaks(cursor, wanted);
  }
  if (!strip) value.add(lastBreak);
  if (keep) value.add(blanks.breaks);
  return value.toString();
}

function scanBlockHeader(cursor: Cursor, start: number): { keep: boolean; strip: boolean; increment: number } {
  const { text } = cursor;
  let chomp = 0;
  let increment = 0;
  cursor.pos++;
  for (let turn = 0; turn < 2; turn++) {
    const c = text.charCodeAt(cursor.pos);
    if (chomp === 0 && (c === 0x2b || c === 0x2d)) chomp = c;
    else if (increment === 0 && c >= 0x30 && c <= 0x39) {
      increment = c - 0x30;
      if (increment === 0) throw new ReadFailure("a block's indentation can't be 0", start);
    } else break;
    cursor.pos++;
  }
  return { keep: chomp === 0x2b, strip: chomp === 0x2d, increment };
}

/** Steps over blanks, a comment and the line break after a block scalar's header. */
function skipToLineEnd(cursor: Cursor): void {
  const { text, end } = cursor;
  while (isBlank(text.charCodeAt(cursor.pos))) cursor.pos++;
  if (text.charCodeAt(cursor.pos) === HASH)
    while (cursor.pos < end && !isBreak(text.charCodeAt(cursor.pos))) cursor.pos++;
  if (cursor.pos >= end) return;
  if (!isBreak(text.charCodeAt(cursor.pos))) {
    throw new ReadFailure("only a comment may follow the start of a block on its line", cursor.pos);
  }
  cursor.skipBreak();
}

/**
 * Steps over empty lines and the indentation of the next line, up to the column `wanted` (as deep as it goes where
 * that is 0).
 */
function scanBlockBreaks(cursor: Cursor, wanted: number): { breaks: string; deepest: number } {
  const { text, end } = cursor;
  let breaks: Breaks | undefined;
  let deepest = 0;
  for (;;) {
    const limit = wanted === 0 ? end : Math.min(end, cursor.lineStart + wanted);
    while (cursor.pos < limit && text.charCodeAt(cursor.pos) === SPACE) cursor.pos++;
    deepest = Math.max(deepest, cursor.pos - cursor.lineStart);
    if (cursor.pos >= end) break;
    const c = text.charCodeAt(cursor.pos);
    if (c === TAB && cursor.pos < limit) throw new ReadFailure("a tab can't indent a line of a block", cursor.pos);
    if (!isBreak(c)) break;
    breaks ??= new Breaks();
    breaks.add(breakValue(c));
    cursor.skipBreak();
  }
  return { breaks: breaks?.toString() ?? "", deepest };
}
