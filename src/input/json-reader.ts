import { own } from "../text/own.ts";
import { ReadFailure } from "./failure.ts";
import { type Bounds, tooManyNodes } from "./limits.ts";
import { nameOf } from "./names.ts";
import { NumberLiteral, type ScalarValue, type YamlEntry, type YamlNode } from "./tree.ts";
import { mapOf } from "./yaml-composer.ts";

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** An array or object that isn't complete. */
interface Frame {
  readonly start: number;
  /** Undefined for an object. */
  readonly items: YamlNode[] | undefined;
  readonly entries: YamlEntry[];
  key: string;
  keyStart: number;
  keyEnd: number;
}

/** Offset of the first character at or after `at` that is no JSON whitespace. */
export function skipJsonSpace(text: string, at: number): number {
  for (let i = at; ; i++) {
    const c = text.charCodeAt(i);
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return i;
  }
}

/**
 * Reads one JSON value as Go's encoding/json takes it: strictly, but with duplicate keys. `start` is its first
 * character; the value's end is that of the node.
 *
 * @throws ReadFailure where this is no JSON, or goes beyond the bounds
 */
export function readJson(text: string, start: number, end: number, bounds: Bounds): YamlNode {
  const { depth, nodes } = bounds;
  const frames: Frame[] = [];
  let at = start;
  let count = 0;
  for (;;) {
    let node: YamlNode | undefined;
    const c = at < end ? text.charCodeAt(at) : 0;
    if (c === 0x7b /* { */ || c === 0x5b /* [ */) {
      if (frames.length >= depth)
        throw new ReadFailure(`arrays and objects are nested deeper than ${depth} levels`, at);
      const frame: Frame = {
        start: at,
        items: c === 0x5b ? [] : undefined,
        entries: [],
        key: "",
        keyStart: 0,
        keyEnd: 0,
      };
      at = skipJsonSpace(text, at + 1);
      const closes = text.charCodeAt(at) === (c === 0x5b ? 0x5d : 0x7d);
      if (!closes || at >= end) {
        frames.push(frame);
        if (frame.items === undefined) at = readKey(text, at, end, frame);
        continue;
      }
      node = finish(frame, ++at);
    } else {
      node = readScalar(text, at, end);
      at = node.end;
    }
    // The value is complete; so may be what it is in.
    for (;;) {
      const frame = frames.at(-1);
      if (frame === undefined) return node;
      count += frame.items === undefined ? 2 : 1;
      if (count > nodes) throw new ReadFailure(tooManyNodes(bounds), at);
      if (frame.items !== undefined) frame.items.push(node);
      else frame.entries.push({ key: frame.key, keyStart: frame.keyStart, keyEnd: frame.keyEnd, value: node });
      at = skipJsonSpace(text, at);
      const next = at < end ? text.charCodeAt(at) : 0;
      if (next === 0x2c /* , */) {
        at = skipJsonSpace(text, at + 1);
        if (frame.items === undefined) at = readKey(text, at, end, frame);
        break;
      }
      if (next !== (frame.items !== undefined ? 0x5d : 0x7d)) {
        throw new ReadFailure(`a "," or "${frame.items !== undefined ? "]" : "}"}" is missing here`, Math.min(at, end));
      }
      frames.pop();
      node = finish(frame, ++at);
    }
  }
}

function finish(frame: Frame, end: number): YamlNode {
  const { start, items, entries } = frame;
  return items !== undefined ? { kind: "sequence", start, end, flow: true, items } : mapOf(start, end, true, entries);
}

/** Reads a key and its colon; returns where the value starts. */
function readKey(text: string, at: number, end: number, frame: Frame): number {
  if (at >= end || text.charCodeAt(at) !== 0x22)
    throw new ReadFailure("a key in double quotes is missing here", Math.min(at, end));
  const keyEnd = stringEnd(text, at, end);
  frame.key = nameOf(stringValue(text, at, keyEnd));
  frame.keyStart = at;
  frame.keyEnd = keyEnd;
  const colon = skipJsonSpace(text, keyEnd);
  if (colon >= end || text.charCodeAt(colon) !== 0x3a) throw new ReadFailure('a ":" is missing after this key', at);
  return skipJsonSpace(text, colon + 1);
}

function readScalar(text: string, start: number, end: number): YamlNode {
  const c = start < end ? text.charCodeAt(start) : 0;
  if (c === 0x22) {
    const stop = stringEnd(text, start, end);
    return scalar(start, stop, stringValue(text, start, stop));
  }
  if (c === 0x74 && text.startsWith("true", start)) return scalar(start, start + 4, true);
  if (c === 0x66 && text.startsWith("false", start)) return scalar(start, start + 5, false);
  if (c === 0x6e && text.startsWith("null", start)) return scalar(start, start + 4, null);
  if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
    NUMBER.lastIndex = start;
    const literal = NUMBER.exec(text)?.[0];
    // Go refuses a number that breaks off, "1." or "1e"; it doesn't read the part before as a number.
    const breaksOff =
      literal !== undefined &&
      !/[eE]/.test(literal) &&
      /^(?:e|\.(?![0-9]))/i.test(text.slice(start + literal.length, start + literal.length + 2)) &&
      !(literal.includes(".") && text.charAt(start + literal.length) === ".");
    if (literal !== undefined && !breaksOff) return scalar(start, start + literal.length, jsonNumber(literal));
  }
  throw new ReadFailure("a JSON value is missing here", Math.min(start, end));
}

function scalar(start: number, end: number, value: ScalarValue): YamlNode {
  return { kind: "scalar", start, end, value, style: "json" };
}

/** Integers with more digits than this are kept as text: to count them takes longer than to read them. */
const LONGEST_INTEGER = 100;

function jsonNumber(literal: string): ScalarValue {
  const value = Number(literal);
  if (String(value) === literal && (Number.isSafeInteger(value) || !Number.isInteger(value))) return value;
  const isInteger = literal.length <= LONGEST_INTEGER && /^-?[1-9][0-9]*$/.test(literal);
  return isInteger ? BigInt(literal) : new NumberLiteral(literal);
}

/** Offset behind the closing quote. */
function stringEnd(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x22) return at + 1;
    if (c < 0x20)
      throw new ReadFailure("a line break, tab or other control character can't stand in a JSON string", at);
    if (c !== 0x5c) continue;
    at++;
    const letter = text.charAt(at);
    if (letter === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5)))
        throw new ReadFailure('"\\u" needs four hexadecimal digits', at - 1);
      at += 4;
    } else if (!Object.hasOwn(ESCAPED, letter)) throw new ReadFailure(`"\\${letter}" is no escape in JSON`, at - 1);
  }
  throw new ReadFailure("the string that starts here is never closed", start);
}

function stringValue(text: string, start: number, end: number): string {
  const written = own(text.slice(start + 1, end - 1));
  // Bytes that are no UTF-8, which decodeBytes marks, are no error in JSON.
  const raw = written.includes("\udc80") ? written.replace(/\udc80/gu, "\ufffd") : written;
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (ESCAPED[letter] ?? "") : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
