/** Blanks as Go's `unicode.IsSpace` knows them: not quite JavaScript's. */
const AROUND =
  /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

/** The text without the blanks around it, as Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  return text.replace(AROUND, "");
}
