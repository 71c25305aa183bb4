/** A slice that is shorter is a copy. */
const SLICED = 13;

/**
 * The same text, by itself. V8 keeps a slice as a view of the text that it was cut from, and what was put together as the
 * pieces that it was made of: one name would keep all of a file in memory.
 */
export function own(text: string): string {
  return text.length < SLICED ? text : [text.charAt(0), text.slice(1)].join("");
}
