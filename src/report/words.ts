/** A text of at most so many UTF-16 units, cut at a word with `…` where it is longer. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Applies one function to what stands between backticks and another to the rest. */
export function codeSpans(text: string, plain: (text: string) => string, code: (text: string) => string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, i) => (i % 2 === 0 ? plain(part) : code(part)))
    .join("");
}
