// How many columns of a terminal a text takes.

/** Texts of which each UTF-16 unit takes one column. */
export const NARROW = /^[\x20-\x7e]*$/;
// Unicode's tables take time to load, and most runs have no use for them.
const noWidth = () => /^(?:\p{Mn}|\p{Me}|\u200c|\u200d|[\ufe00-\ufe0f])$/u;
// East Asian Wide and Fullwidth (Unicode Standard Annex 11), by block; emoji that are shown as pictures.
const wide = () =>
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;

/** Columns that one character (code point) takes: 0, 1 or 2. */
export function characterWidth(character: string): number {
  if (NARROW.test(character)) return 1;
  return noWidth().test(character) ? 0 : wide().test(character) ? 2 : 1;
}

/** Columns that a line takes. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** ASCII words with single blanks between them. */
const ONE_LINE = /^[!-~]+(?: [!-~]+)*$/;
/** A word; a short stretch between backticks counts as one. */
const WORD = /(?:`[^`]{1,40}`|\S)+/g;

/** The same stretch where it stands in a text of single blanks. */
const QUOTED = /`[^`]{1,40}`/g;

/** Breaks a text at blanks into lines of at most `width` columns; a longer word keeps its own line, uncut. */
export function wrap(text: string, width: number): string[] {
  return ONE_LINE.test(text) ? wrapPlain(text, width) : wrapAny(text, width);
}

/** Steps from line to line and not from word to word: most texts are plain, and long. */
function wrapPlain(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  // No line breaks at these.
  const joined = text.includes("`") ? text.replace(QUOTED, (quoted) => quoted.replaceAll(" ", "\0")) : text;
  const lines: string[] = [];
  let start = 0;
  while (start + width < text.length) {
    let end = joined.lastIndexOf(" ", start + width);
    if (end < start) end = joined.indexOf(" ", start + width);
    if (end === -1) break;
    lines.push(text.slice(start, end));
    start = end + 1;
  }
  lines.push(text.slice(start));
  return lines;
}

function wrapAny(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const [word] of text.matchAll(WORD)) {
    const size = displayWidth(word);
    if (line !== "" && used + 1 + size > width) {
      lines.push(line);
      line = word;
      used = size;
    } else {
      used += size + (line === "" ? 0 : 1);
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
