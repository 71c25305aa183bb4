/**
 * What can be told from the text of a document before it is read: which names and words may be among its values. Either
 * errs on one side only, provided that the text {@link isPlain is plain}.
 */
export class Wording {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * What its keys `name` and `generateName` may say, and others that end so, as far as that is a {@link WORD word}.
   * Undefined where one says it elsewhere: through an alias, or on lines of its own.
   */
  names(): readonly string[] | undefined {
    const text = this.#text;
    const names: string[] = [];
    for (let at = text.indexOf("ame"); at >= 0; at = text.indexOf("ame", at + 3)) {
      const before = text[at - 1];
      if (before !== "n" && before !== "N") continue;
      NAME.lastIndex = at + 3;
      const [, word = "", other = "", hidden, explicit] = NAME.exec(text) ?? [];
      if (hidden !== undefined || explicit !== undefined) return undefined;
      if (word !== "") names.push(word);
      else if (other !== "") names.push(other);
    }
    return names;
  }

  /** True where one of some {@link WORD words} stands in it. */
  hasWord(words: ReadonlySet<string>): boolean {
    const hashes = hashesOf(words);
    // To take the characters of a string one by one takes three times as long.
    const bytes = new TextEncoder().encode(this.#text);
    const inWord = charactersOfWords();
    const { length } = bytes;
    // By how much a place among the bytes is ahead of the same one in the text.
    let ahead = 0;
    for (let at = 0; at < length; at++) {
      const start = at;
      let hash = 0;
      for (; at < length && inWord[bytes[at] as number] === 1; at++) hash = withCharacter(hash, bytes[at] as number);
      const isCandidate = at > start && hashes[slotOf(hash, hashes)] !== 0;
      if (isCandidate && words.has(this.#text.slice(start - ahead, at - ahead))) return true;
      const next = bytes[at] ?? 0;
      if (next >= FIRST_OF_FOUR) ahead--;
      else if (next >= 0x80 && next < FIRST_OF_SEVERAL) ahead++;
    }
    return false;
  }

  includes(part: string): boolean {
    return this.#text.includes(part);
  }
}

/** A byte of UTF-8 that begins a character of several; those from 0x80 up to it go on with one. */
const FIRST_OF_SEVERAL = 0xc0;
/** One that begins a character of four, which has two units in a text. */
const FIRST_OF_FOUR = 0xf0;

/** Some words by their hashes: where such a table holds 0, none of them is. */
type Hashes = Uint8Array;
const known = new WeakMap<ReadonlySet<string>, Hashes>();

function hashesOf(words: ReadonlySet<string>): Hashes {
  let hashes = known.get(words);
  if (hashes === undefined) {
    hashes = new Uint8Array(2 ** Math.ceil(Math.log2(16 * (words.size + 1))));
    for (const word of words) {
      let hash = 0;
      for (let at = 0; at < word.length; at++) hash = withCharacter(hash, word.charCodeAt(at));
      hashes[slotOf(hash, hashes)] = 1;
    }
    known.set(words, hashes);
  }
  return hashes;
}

function withCharacter(hash: number, c: number): number {
  return (Math.imul(hash, 31) + c) | 0;
}

function slotOf(hash: number, { length }: Hashes): number {
  return (hash ^ (hash >>> 15)) & (length - 1);
}

/** A value that its text shows as it is, unbroken, wherever it stands: as names and the values of labels are. */
export const WORD = /^[\w.-]+$/;

/** 1 for each character, as a byte, that words are made of. */
let inWord: Uint8Array | undefined;

function charactersOfWords(): Uint8Array {
  inWord ??= Uint8Array.from({ length: 256 }, (_, c) => (WORD.test(String.fromCharCode(c)) ? 1 : 0));
  return inWord;
}

/**
 * What follows on "name": the colon and a value that is, or begins with, a word; or what may hide the value. A quoted
 * value that is no word, or what isn't followed by a colon, is nothing.
 */
const NAME = /["']?[ \t]*(?::[ \t]*(?:["']([\w.-]+)["']|([\w.-]+)(?![^\s,\]}])|([&*!|>#?\r\n]|$))|([\r\n#]|$))/y;

/** What lets a text be read otherwise than it is written: escapes that stand for letters, Base64, aliases for keys. */
const DISGUISE = /\\[xuU\r\n]|[!:]binary|\*\S+\s*:/;

/** True where every word among the values of a text stands in it as it is. */
export function isPlain(text: string): boolean {
  return !["\\", "binary", "*"].some((sign) => text.includes(sign)) || !DISGUISE.test(text);
}
