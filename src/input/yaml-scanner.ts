import { ReadFailure } from "./failure.ts";
import { isBlankOrEnd, isBreak, isHex, isWord, SPACE, TAB } from "./yaml-characters.ts";
import { Cursor } from "./yaml-cursor.ts";
import { scanBlock, scanDouble, scanPlain, scanSingle } from "./yaml-text.ts";

export const STREAM_END = 1;
export const DOCUMENT_START = 2;
export const DOCUMENT_END = 3;
export const VERSION_DIRECTIVE = 4;
export const TAG_DIRECTIVE = 5;
export const BLOCK_MAP_START = 6;
export const BLOCK_SEQUENCE_START = 7;
export const BLOCK_END = 8;
export const FLOW_MAP_START = 9;
export const FLOW_MAP_END = 10;
export const FLOW_SEQUENCE_START = 11;
export const FLOW_SEQUENCE_END = 12;
export const FLOW_ENTRY = 13;
export const BLOCK_ENTRY = 14;
export const KEY = 15;
export const VALUE = 16;
export const ALIAS = 17;
export const ANCHOR = 18;
export const TAG = 19;
export const PLAIN = 20;
export const SINGLE_QUOTED = 21;
export const DOUBLE_QUOTED = 22;
export const BLOCK_SCALAR = 23;

/** Marks on a token: what a `:` found later puts before it, and that such a `:` may still come. */
const OPENS_MAP = 1;
const IS_KEY = 2;
const MAY_BE_KEY = 4;

/** Longest key that needs no `?`, in characters. */
const LONGEST_KEY = 1024;

/**
 * Cuts a document into tokens, as libyaml does (go.yaml.in/yaml/v2, scannerc.go): indentation becomes tokens that open
 * and close collections. A key without `?` is known as such only when its `:` comes, so tokens wait in a queue and are
 * marked then. Tokens are made on demand: what follows the end of the document's content is not looked at.
 */
export class Scanner extends Cursor {
  readonly #kinds: number[] = [];
  readonly #marks: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #values: string[] = [];
  /** For a token that may be a key, the flow level that it stands on. */
  readonly #levels: number[] = [];
  #head = 0;
  #count = 0;
  /** Number of tokens that have left the queue. */
  #gone = 0;

  #indent = -1;
  readonly #indents: number[] = [];
  #flow = 0;
  #keyAllowed = true;

  /** The token that may be a key, by flow level: whether there is one, its number and place. */
  readonly #keyPossible: boolean[] = [false];
  readonly #keyRequired: boolean[] = [false];
  readonly #keyToken: number[] = [0];
  readonly #keyStart: number[] = [0];
  readonly #keyLine: number[] = [0];

  /** Kind of the next token. */
  peek(): number {
    if (this.#head === this.#count || (this.#mark & MAY_BE_KEY) !== 0) this.#fetch();
    const mark = this.#mark;
    if (mark === 0) return this.#kinds[this.#head] as number;
    return (mark & OPENS_MAP) !== 0 ? BLOCK_MAP_START : KEY;
  }

  /** Takes the token that {@link peek} has shown. */
  take(): void {
    const mark = this.#mark;
    if ((mark & OPENS_MAP) !== 0) this.#marks[this.#head] = mark & ~OPENS_MAP;
    else if ((mark & IS_KEY) !== 0) this.#marks[this.#head] = mark & ~IS_KEY;
    else if (++this.#head === this.#count) {
      this.#gone += this.#count;
      this.#head = this.#count = 0;
    }
  }

  /** Place and value of the next token; of a `:` or `,` and the like only the place matters. */
  get start(): number {
    return this.#starts[this.#head] as number;
  }

  get tokenEnd(): number {
    return this.#ends[this.#head] as number;
  }

  get value(): string {
    return this.#values[this.#head] as string;
  }

  get #mark(): number {
    return this.#marks[this.#head] as number;
  }

  get #column(): number {
    return this.pos - this.lineStart;
  }

  #push(kind: number, start: number, end: number, value = "", mark = 0): void {
    const at = this.#count++;
    this.#kinds[at] = kind;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#values[at] = value;
    this.#marks[at] = mark;
    this.#levels[at] = this.#flow;
  }

  /** Fetches tokens until the next one is known for what it is. */
  #fetch(): void {
    for (;;) {
      if (this.#head < this.#count) {
        const mark = this.#mark;
        if ((mark & MAY_BE_KEY) === 0) return;
        if (!this.#keyStillPossible(this.#levels[this.#head] as number)) {
          this.#marks[this.#head] = mark & ~MAY_BE_KEY;
          return;
        }
      }
      this.#fetchOne();
    }
  }

  #keyStillPossible(level: number): boolean {
    if (this.#keyPossible[level] !== true) return false;
    if (this.#keyLine[level] === this.lineStart && !this.#tooLong(this.#keyStart[level] as number)) return true;
    this.#dropKey(level);
    return false;
  }

  #tooLong(start: number): boolean {
    if (this.pos - start <= LONGEST_KEY) return false;
    let characters = this.pos - start;
    for (let at = start; at < this.pos && characters > LONGEST_KEY; at++) {
      if ((this.text.charCodeAt(at) & 0xfc00) === 0xdc00) characters--;
    }
    return characters > LONGEST_KEY;
  }

  #dropKey(level: number): void {
    if (this.#keyPossible[level] !== true) return;
    if (this.#keyRequired[level] === true) {
      throw new ReadFailure('this line should be a key with a ":" after it', this.#keyStart[level] as number);
    }
    this.#keyPossible[level] = false;
    this.#unmark(this.#keyToken[level] as number);
  }

  #unmark(token: number): void {
    const at = token - this.#gone;
    if (at >= this.#head && at < this.#count) this.#marks[at] = (this.#marks[at] as number) & ~MAY_BE_KEY;
  }

  /** Notes that the token to come may be a key; returns its mark. */
  #mayBeKey(): number {
    if (!this.#keyAllowed) return 0;
    const level = this.#flow;
    this.#dropKey(level);
    this.#keyPossible[level] = true;
    this.#keyRequired[level] = level === 0 && this.#indent === this.#column;
    this.#keyToken[level] = this.#gone + this.#count;
    this.#keyStart[level] = this.pos;
    this.#keyLine[level] = this.lineStart;
    return MAY_BE_KEY;
  }

  #fetchOne(): void {
    this.#skipToToken();
    const { text, pos } = this;
    if (pos >= this.end) {
      this.#leave(STREAM_END, 0);
      return;
    }
    const column = this.#column;
    if (this.#flow === 0) this.#closeBlocks(column);
    const c = text.charCodeAt(pos);
    if (column === 0) {
      if (c === 0x25 /* % */) {
        this.#directive();
        return;
      }
      if ((c === 0x2d || c === 0x2e) && this.atDocumentMarker()) {
        this.#leave(c === 0x2d ? DOCUMENT_START : DOCUMENT_END, 3);
        return;
      }
    }
    switch (c) {
      case 0x5b:
        this.#openFlow(FLOW_SEQUENCE_START);
        return;
      case 0x7b:
        this.#openFlow(FLOW_MAP_START);
        return;
      case 0x5d:
        this.#closeFlow(FLOW_SEQUENCE_END);
        return;
      case 0x7d:
        this.#closeFlow(FLOW_MAP_END);
        return;
      case 0x2c: // ,
        this.#dropKey(this.#flow);
        this.#keyAllowed = true;
        this.#indicator(FLOW_ENTRY);
        return;
      case 0x2d: // -
        if (isBlankOrEnd(text.charCodeAt(pos + 1))) {
          this.#blockEntry();
          return;
        }
        break;
      case 0x3f: // ?
        if (this.#flow > 0 || isBlankOrEnd(text.charCodeAt(pos + 1))) {
          this.#explicitKey();
          return;
        }
        break;
      case 0x3a: // :
        if (this.#flow > 0 || isBlankOrEnd(text.charCodeAt(pos + 1))) {
          this.#valueIndicator();
          return;
        }
        break;
      case 0x2a:
        this.#name(ALIAS, "alias");
        return;
      case 0x26:
        this.#name(ANCHOR, "anchor");
        return;
      case 0x21:
        this.#tag();
        return;
      case 0x27: {
        const mark = this.#mayBeKey();
        this.#keyAllowed = false;
        const value = scanSingle(this);
        this.#push(SINGLE_QUOTED, pos, this.scalarEnd, value, mark);
        return;
      }
      case 0x22: {
        const mark = this.#mayBeKey();
        this.#keyAllowed = false;
        const value = scanDouble(this);
        this.#push(DOUBLE_QUOTED, pos, this.scalarEnd, value, mark);
        return;
      }
      case 0x7c: // |
      case 0x3e: // >
        if (this.#flow === 0) {
          this.#dropKey(0);
          this.#keyAllowed = true;
          const value = scanBlock(this, this.#indent);
          this.#push(BLOCK_SCALAR, pos, this.scalarEnd, value);
          return;
        }
        throw new ReadFailure("a block (| or >) can't stand within brackets", pos);
      case TAB:
        throw new ReadFailure("a tab can't indent a line; use spaces", pos);
      case 0x25: // %
      case 0x40: // @
      case 0x60: // `
        throw new ReadFailure(`a value can't start with "${text.charAt(pos)}"; put it in quotes`, pos);
    }
    const mark = this.#mayBeKey();
    this.#keyAllowed = false;
    const value = scanPlain(this, this.#indent, this.#flow > 0);
    // To find its end, the line breaks after it were stepped over.
    if (this.lineStart > this.scalarEnd) this.#keyAllowed = true;
    this.#push(PLAIN, pos, this.scalarEnd, value, mark);
  }

  #skipToToken(): void {
    const { text, end } = this;
    for (;;) {
      const tabs = this.#flow > 0 || !this.#keyAllowed;
      let c = text.charCodeAt(this.pos);
      while (this.pos < end && (c === SPACE || (tabs && c === TAB))) c = text.charCodeAt(++this.pos);
      if (this.pos >= end) return;
      if (c === 0x23 /* # */) {
        while (this.pos < end && !isBreak(c)) c = text.charCodeAt(++this.pos);
        if (this.pos >= end) return;
      }
      if (!isBreak(c)) return;
      this.skipBreak();
      if (this.#flow === 0) this.#keyAllowed = true;
    }
  }

  /** Opens a block collection at a column deeper than the current one; true if it did. */
  #openBlock(column: number): boolean {
    if (this.#flow > 0 || this.#indent >= column) return false;
    this.#indents.push(this.#indent);
    this.#indent = column;
    return true;
  }

  #closeBlocks(column: number): void {
    while (this.#flow === 0 && this.#indent > column) {
      this.#push(BLOCK_END, this.pos, this.pos);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  /** A document marker, a directive or the end: all block collections end here. */
  #leave(kind: number, length: number): void {
    this.#closeBlocks(-1);
    this.#dropKey(this.#flow);
    this.#keyAllowed = false;
    this.#push(kind, this.pos, this.pos + length);
    this.pos += length;
  }

  #indicator(kind: number): void {
    this.#push(kind, this.pos, this.pos + 1);
    this.pos++;
  }

  #openFlow(kind: number): void {
    const mark = this.#mayBeKey();
    const { pos } = this;
    const token = this.#gone + this.#count;
    this.#push(kind, pos, pos + 1, "", mark);
    this.pos++;
    this.#keyAllowed = true;
    const level = ++this.#flow;
    this.#keyPossible[level] = false;
    this.#keyRequired[level] = false;
    this.#keyToken[level] = token;
  }

  #closeFlow(kind: number): void {
    this.#dropKey(this.#flow);
    if (this.#flow > 0) {
      // An empty collection is no key to libyaml: it forgets here that its bracket could have been one.
      this.#unmark(this.#keyToken[this.#flow] as number);
      this.#flow--;
    }
    this.#keyAllowed = false;
    this.#indicator(kind);
  }

  #blockEntry(): void {
    if (this.#flow === 0) {
      if (!this.#keyAllowed) throw new ReadFailure("a list can't start here; begin it on its own line", this.pos);
      if (this.#openBlock(this.#column)) this.#push(BLOCK_SEQUENCE_START, this.pos, this.pos);
    }
    this.#dropKey(this.#flow);
    this.#keyAllowed = true;
    this.#indicator(BLOCK_ENTRY);
  }

  #explicitKey(): void {
    if (this.#flow === 0) {
      if (!this.#keyAllowed) throw new ReadFailure('a "?" key can\'t start here', this.pos);
      if (this.#openBlock(this.#column)) this.#push(BLOCK_MAP_START, this.pos, this.pos);
    }
    this.#dropKey(this.#flow);
    this.#keyAllowed = this.#flow === 0;
    this.#indicator(KEY);
  }

  #valueIndicator(): void {
    const level = this.#flow;
    if (this.#keyStillPossible(level)) {
      const token = this.#keyToken[level] as number;
      const start = this.#keyStart[level] as number;
      const opens = this.#openBlock(start - this.lineStart);
      const at = token - this.#gone;
      if (at >= this.#head) {
        this.#marks[at] = ((this.#marks[at] as number) & ~MAY_BE_KEY) | IS_KEY | (opens ? OPENS_MAP : 0);
      } else {
        this.#push(KEY, start, start);
        if (opens) this.#push(BLOCK_MAP_START, start, start);
      }
      this.#keyPossible[level] = false;
      this.#keyAllowed = false;
    } else {
      if (level === 0) {
        if (!this.#keyAllowed) throw new ReadFailure('a ":" can\'t stand here; put the value in quotes', this.pos);
        if (this.#openBlock(this.#column)) this.#push(BLOCK_MAP_START, this.pos, this.pos);
      }
      this.#keyAllowed = level === 0;
    }
    this.#indicator(VALUE);
  }

  #name(kind: number, what: string): void {
    const mark = this.#mayBeKey();
    this.#keyAllowed = false;
    const { text, pos } = this;
    let at = pos + 1;
    while (isWord(text.charCodeAt(at))) at++;
    const c = text.charCodeAt(at);
    const ends = isBlankOrEnd(c) || (at < this.end && "?:,]}%@`".includes(text.charAt(at)));
    if (at === pos + 1 || !ends) {
      throw new ReadFailure(`an ${what}'s name is made of letters, digits, "-" and "_"`, pos);
    }
    this.pos = at;
    this.#push(kind, pos, at, text.slice(pos + 1, at), mark);
  }

  // --- tags and directives --------------------------------------------------------------------------------------

  #tag(): void {
    const mark = this.#mayBeKey();
    this.#keyAllowed = false;
    const { text, pos: start } = this;
    let tag: string;
    if (text.charCodeAt(start + 1) === 0x3c /* < */) {
      this.pos += 2;
      tag = `\0${this.#uri("", start)}`;
      if (text.charAt(this.pos) !== ">") throw new ReadFailure('the tag that starts here needs a ">"', start);
      this.pos++;
    } else {
      const handle = this.#tagHandle();
      if (handle.length > 1 && handle.endsWith("!")) {
        tag = `${handle}\0${this.#uri("", start)}`;
      } else {
        const suffix = this.#uri(handle, start);
        tag = suffix === "" ? "\0!" : `!\0${suffix}`;
      }
    }
    if (!isBlankOrEnd(text.charCodeAt(this.pos))) throw new ReadFailure("a space must follow a tag", this.pos);
    this.#push(TAG, start, this.pos, tag, mark);
  }

  #tagHandle(): string {
    const { text, pos } = this;
    let at = pos + 1;
    while (isWord(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) === 0x21) at++;
    this.pos = at;
    return text.slice(pos, at);
  }

  /** The rest of a tag after `head`, the `!` of which is dropped; percent escapes are decoded. */
  #uri(head: string, start: number): string {
    const { text } = this;
    let uri = head.slice(1);
    const from = this.pos;
    for (;;) {
      const c = text.charCodeAt(this.pos);
      if (c === 0x25) uri += this.#percentEscape(start);
      else if (isWord(c) || (c < 0x7f && ";/?:@&=+$,.!~*'()[]".includes(text.charAt(this.pos)))) {
        uri += text.charAt(this.pos++);
      } else break;
    }
    if (this.pos === from && head === "") throw new ReadFailure("this tag has no name", start);
    return uri;
  }

  /** One character that is written as the percent escapes of its UTF-8 bytes. */
  #percentEscape(start: number): string {
    const { text } = this;
    const bytes: number[] = [];
    let wanted = 1;
    do {
      const at = this.pos;
      if (text.charCodeAt(at) !== 0x25 || !isHex(text.charCodeAt(at + 1)) || !isHex(text.charCodeAt(at + 2))) {
        throw new ReadFailure("this tag has a broken percent escape", start);
      }
      const byte = Number.parseInt(text.slice(at + 1, at + 3), 16);
      if (bytes.length === 0)
        wanted = byte < 0x80 ? 1 : byte >> 5 === 6 ? 2 : byte >> 4 === 14 ? 3 : byte >> 3 === 30 ? 4 : 0;
      else if (byte >> 6 !== 2) wanted = 0;
      if (wanted === 0) throw new ReadFailure("this tag's percent escapes are no UTF-8", start);
      bytes.push(byte);
      this.pos += 3;
    } while (bytes.length < wanted);
    return new TextDecoder().decode(new Uint8Array(bytes));
  }

  #directive(): void {
    this.#closeBlocks(-1);
    this.#dropKey(this.#flow);
    this.#keyAllowed = false;
    const { text, end, pos: start } = this;
    this.pos++;
    const nameStart = this.pos;
    while (isWord(text.charCodeAt(this.pos))) this.pos++;
    const name = text.slice(nameStart, this.pos);
    if (!isBlankOrEnd(text.charCodeAt(this.pos)) || (name !== "YAML" && name !== "TAG")) {
      throw new ReadFailure('a line can\'t start with "%" unless it is a %YAML or %TAG directive', start);
    }
    this.#skipBlanks();
    let value: string;
    if (name === "YAML") {
      const version = /^\d{1,2}\.\d{1,2}(?!\d)/.exec(text.slice(this.pos, this.pos + 6))?.[0];
      if (version === undefined) throw new ReadFailure("a %YAML directive needs a version such as 1.1", start);
      this.pos += version.length;
      value = version;
    } else {
      if (text.charCodeAt(this.pos) !== 0x21)
        throw new ReadFailure('a %TAG directive needs a handle such as "!x!"', start);
      const handle = this.#tagHandle();
      if (handle !== "!" && !handle.endsWith("!")) throw new ReadFailure('a %TAG handle must end in "!"', start);
      if (!isBlank(text.charCodeAt(this.pos))) throw new ReadFailure("a %TAG directive needs a prefix", start);
      this.#skipBlanks();
      value = `${handle}\0${this.#uri("", start)}`;
      if (!isBlankOrEnd(text.charCodeAt(this.pos)))
        throw new ReadFailure("a space must follow a tag's prefix", this.pos);
    }
    const valueEnd = this.pos;
    this.#skipBlanks();
    if (text.charCodeAt(this.pos) === 0x23) while (this.pos < end && !isBreak(text.charCodeAt(this.pos))) this.pos++;
    if (this.pos < end) {
      if (!isBreak(text.charCodeAt(this.pos))) throw new ReadFailure("only a comment may follow a directive", this.pos);
      this.skipBreak();
    }
    this.#push(name === "YAML" ? VERSION_DIRECTIVE : TAG_DIRECTIVE, start, valueEnd, value);
  }

  #skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.pos))) this.pos++;
  }
}

function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}
