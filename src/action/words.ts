import { UsageError } from "../project/usage-error.ts";

/**
 * Splits a line of arguments as a shell would: at blanks, quotes keeping them together. Nothing is expanded. Throws
 * {@link UsageError} for a quote that doesn't end.
 */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const character = line[i] ?? "";
    const next = line[i + 1];
    const escapes = character === "\\" && next !== undefined && (quote === "" || (quote === '"' && /["\\]/.test(next)));
    if (escapes) {
      word = (word ?? "") + next;
      i++;
    } else if (quote !== "") {
      if (character === quote) quote = "";
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  if (quote !== "") throw new UsageError(`args: the quote ${quote} doesn't end`);
  if (word !== undefined) words.push(word);
  return words;
}
