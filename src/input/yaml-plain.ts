import { ReadFailure } from "./failure.ts";
import type { Bounds } from "./limits.ts";
import { nameOf } from "./names.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlSequence } from "./tree.ts";
import { LF, SPACE } from "./yaml-characters.ts";
import { mapOf } from "./yaml-composer.ts";
import { Cursor } from "./yaml-cursor.ts";
import { BLANK, ENDING, isUsual, type Line, lineAt } from "./yaml-line.ts";
import { scanBlock, scanDouble, scanSingle } from "./yaml-text.ts";
import { keyText, scalarValue } from "./yaml-values.ts";

const DOUBLE = 0x22;
const SINGLE = 0x27;
const COMMA = 0x2c;
const COLON = 0x3a;
const SQUARE = 0x5b;
const CURLY = 0x7b;

/** Deeper documents are left to the composer, which needs no stack. */
const DEEPEST = 100;
/** Longer keys too: it counts their characters. */
const LONGEST_KEY = 200;

/** What stands behind the last line. */
const END: Line = { ...BLANK, column: -1 };

/** Thrown where a document is not written as simply as this reader wants it. */
const NOT_PLAIN = Symbol("not plain");

/**
 * Reads a document that is written as most are, and to the same tree as {@link composeYaml} does: maps and lists by
 * indentation, values on the line of their key. Undefined where anything else is met, such as an anchor, a tag, a plain value
 * of several lines, or an error: then all of the document is for the composer.
 *
 * @param end must stand behind a line break
 */
export function readPlainYaml(text: string, start: number, end: number, bounds: Bounds): YamlNode | undefined {
  try {
    return new PlainReader(text, start, end, bounds).document();
  } catch (thrown) {
    if (thrown === NOT_PLAIN || thrown instanceof ReadFailure) return undefined;
    throw thrown;
  }
}

/** Its place is that of the current line but within values that are read character by character. */
class PlainReader extends Cursor {
  #line = END;
  #nextLine: number;
  /** Levels and nodes that there is room for. */
  #depth: number;
  #nodes: number;

  constructor(text: string, start: number, end: number, { depth, nodes }: Bounds) {
    super(text, start, end);
    this.#nextLine = start;
    this.#depth = Math.min(depth, DEEPEST);
    this.#nodes = nodes - 1;
  }

  document(): YamlNode {
    const { text, pos } = this;
    if (text.startsWith("---", pos)) {
      if (!isBlank(text.charCodeAt(pos + 3))) throw NOT_PLAIN;
      this.#endLine(pos + 3);
    } else this.#toNext();
    if (this.#line.key === undefined && !this.#line.dash) throw NOT_PLAIN;
    const root = this.#block(-1);
    if (this.#line !== END) throw NOT_PLAIN;
    return root;
  }

  /** Goes to the next line that has content. */
  #toNext(): void {
    const { text, end } = this;
    for (let start = this.#nextLine; start < end; ) {
      const feed = text.indexOf("\n", start);
      if (feed < 0) throw NOT_PLAIN;
      const line = lineAt(text, start, feed);
      if (line === undefined) throw NOT_PLAIN;
      if (line !== BLANK) {
        this.lineStart = start;
        this.#nextLine = feed + 1;
        this.#line = line;
        return;
      }
      start = feed + 1;
    }
    this.#line = END;
  }

  /** Goes to the next line that has content, where nothing but a comment follows on this one. */
  #endLine(from: number): void {
    const feed = this.text.indexOf("\n", from);
    if (feed < 0) throw NOT_PLAIN;
    const rest = this.text.slice(from, feed);
    if (!ENDING.test(rest) || !isUsual(rest)) throw NOT_PLAIN;
    this.#nextLine = feed + 1;
    this.#toNext();
  }

  #visit(): void {
    if (--this.#nodes < 0) throw NOT_PLAIN;
  }

  #enter(): void {
    this.#visit();
    if (--this.#depth < 0) throw NOT_PLAIN;
  }

  /** What begins with the current line, within a collection at a column. */
  #block(column: number): YamlNode {
    const { dash, key } = this.#line;
    if (dash) return this.#list(false);
    return key === undefined ? this.#value(column, false) : this.#map();
  }

  /** The map whose first key stands on the current line, at its beginning or behind a dash. */
  #map(): YamlMap {
    this.#enter();
    const column = this.#line.start;
    const start = this.lineStart + column;
    const entries: YamlEntry[] = [];
    let end = start;
    do {
      const { lineStart } = this;
      const { key, start: keyColumn, keyEnd: keyEndColumn } = this.#line;
      if (key === undefined) throw NOT_PLAIN;
      this.#visit();
      const keyEnd = lineStart + keyEndColumn;
      const value = this.#value(column, true);
      end = Math.max(end, keyEnd, value.end);
      entries.push({ key, keyStart: lineStart + keyColumn, keyEnd, value });
    } while (this.#line.column === column && !this.#line.dash);
    if (this.#line.column >= column) throw NOT_PLAIN;
    this.#depth++;
    return mapOf(start, end, false, entries);
  }

  /** The list whose first dash stands on the current line; `indentless` where the keys of its map stand at that column. */
  #list(indentless: boolean): YamlSequence {
    this.#enter();
    const { column } = this.#line;
    const start = this.lineStart + column;
    const items: YamlNode[] = [];
    let end = start;
    do {
      const dashEnd = this.lineStart + column + 1;
      const item = this.#line.key === undefined ? this.#value(column, false) : this.#map();
      end = Math.max(end, dashEnd, item.end);
      items.push(item);
    } while (this.#line.column === column && this.#line.dash);
    if (indentless ? this.#line.column > column : this.#line.column >= column) throw NOT_PLAIN;
    this.#depth++;
    return { kind: "sequence", start, end, flow: false, items };
  }

  /** The value on the current line, behind a colon or dash if there is one, of a collection at a column. */
  #value(column: number, isOfMap: boolean): YamlNode {
    const { lineStart } = this;
    const { style, value, valueStart, valueEnd } = this.#line;
    let node: YamlNode;
    if (style === "none") {
      this.#toNext();
      if (this.#line.column > column) return this.#block(column);
      if (isOfMap && this.#line.column === column && this.#line.dash) return this.#list(true);
      this.#visit();
      return { kind: "scalar", start: lineStart + valueStart, end: lineStart + valueEnd, value, style: "missing" };
    }
    if (style === "open") node = this.#open(lineStart + valueStart, column);
    else {
      this.#visit();
      node = { kind: "scalar", start: lineStart + valueStart, end: lineStart + valueEnd, value, style };
      this.#toNext();
    }
    // Here a value would go on.
    if (this.#line.column > column) throw NOT_PLAIN;
    return node;
  }

  /** A value that begins on the current line and may have more. */
  #open(start: number, column: number): YamlNode {
    const { text } = this;
    this.pos = start;
    const first = text.charCodeAt(start);
    if (first === 0x7c /* | */ || first === 0x3e /* > */) {
      this.#visit();
      const value = scanBlock(this, column);
      if (!isUsual(text.slice(start, this.pos))) throw NOT_PLAIN;
      // To find its end, blanks of the next line were stepped over.
      this.#nextLine = this.lineStart;
      this.#toNext();
      return { kind: "scalar", start, end: this.scalarEnd, value, style: "block" };
    }
    const node = this.#element();
    if (!isUsual(text.slice(start, this.pos))) throw NOT_PLAIN;
    this.#endLine(this.pos);
    return node;
  }

  /** A value in quotes or brackets, or, between brackets, a plain one. */
  #element(): YamlNode {
    const { text, pos: start } = this;
    const first = text.charCodeAt(start);
    if (first === SQUARE || first === CURLY) return this.#brackets(first);
    this.#visit();
    if (first === DOUBLE || first === SINGLE) {
      const value = first === DOUBLE ? scanDouble(this) : scanSingle(this);
      return { kind: "scalar", start, end: this.scalarEnd, value, style: first === DOUBLE ? "double" : "single" };
    }
    const value = scalarValue(this.#word(), "", true, start);
    if (value instanceof ReadFailure) throw NOT_PLAIN;
    return { kind: "scalar", start, end: this.pos, value, style: "plain" };
  }

  /** A plain scalar between brackets that looks like nothing else. */
  #word(): string {
    const { text, pos } = this;
    WORD.lastIndex = pos;
    // At the start of a line it may be a marker.
    if (pos === this.lineStart || !WORD.test(text)) throw NOT_PLAIN;
    this.pos = WORD.lastIndex;
    return text.slice(pos, this.pos);
  }

  #brackets(open: number): YamlNode {
    this.#enter();
    const { text, pos: start } = this;
    const isMap = open === CURLY;
    const close = isMap ? 0x7d : 0x5d;
    const items: YamlNode[] = [];
    const entries: YamlEntry[] = [];
    this.#skipBlanks(start + 1);
    while (text.charCodeAt(this.pos) !== close) {
      if (isMap) entries.push(this.#entry());
      else items.push(this.#element());
      this.#skipBlanks(this.pos);
      const next = text.charCodeAt(this.pos);
      if (next === COMMA) this.#skipBlanks(this.pos + 1);
      else if (next !== close) throw NOT_PLAIN;
    }
    const end = ++this.pos;
    this.#depth++;
    return isMap ? mapOf(start, end, true, entries) : { kind: "sequence", start, end, flow: true, items };
  }

  #entry(): YamlEntry {
    const { text, pos: keyStart, lineStart } = this;
    const first = text.charCodeAt(keyStart);
    this.#visit();
    let key: ReturnType<typeof keyText>;
    if (first === DOUBLE || first === SINGLE) key = first === DOUBLE ? scanDouble(this) : scanSingle(this);
    else key = keyText(this.#word(), "", true, keyStart);
    const { pos: keyEnd } = this;
    const isKey = this.lineStart === lineStart && keyEnd - keyStart <= LONGEST_KEY && text.charCodeAt(keyEnd) === COLON;
    if (typeof key !== "string" || !isKey || !isBlank(text.charCodeAt(keyEnd + 1))) throw NOT_PLAIN;
    this.#skipBlanks(keyEnd + 1);
    return { key: nameOf(key), keyStart, keyEnd, value: this.#element() };
  }

  /** Steps over blanks and line breaks between brackets. */
  #skipBlanks(from: number): void {
    const { text, end } = this;
    let at = from;
    for (; at < end; at++) {
      const c = text.charCodeAt(at);
      if (c === LF) this.lineStart = at + 1;
      else if (c !== SPACE) break;
    }
    if (at >= end) throw NOT_PLAIN;
    this.pos = at;
  }
}

/** Letters and digits, and what is nothing special between them. Such a value ends where another character follows. */
const WORD = /[\w./](?:[\w./=+$()@;~^*-]*)/y;

function isBlank(c: number): boolean {
  return c === SPACE || c === LF;
}
