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
    const text = this.#text;
    for (let at = 0; at < text.length; at++) {
      if (!isInWord(text.charCodeAt(at))) continue;
      const start = at;
      while (at < text.length && isInWord(text.charCodeAt(at))) at++;
      if (words.has(text.slice(start, at))) return true;
    }
    return false;
  }

  includes(part: string): boolean {
    return this.#text.includes(part);
  }
}

/** A value that its text shows as it is, unbroken, wherever it stands: as names and the values of labels are. */
export const WORD = /^[\w.-]+$/;

function isInWord(c: number): boolean {
  const letter = c | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (c >= 0x30 && c <= 0x39) || c === 0x2d || c === 0x2e || c === 0x5f;
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
