/**
 * Says quickly whether a document may be of one of some kinds. It errs on one side only: a document that the cluster
 * reads as such a kind, however it is written, is never passed over.
 */
export function mayBeOfKind(text: string, start: number, end: number, kinds: ReadonlySet<string>): boolean {
  if (start >= end) return false;
  // A word can be written in other ways only with escapes, tags or line folding.
  const own = text.slice(start, end);
  if (/[\\!\n]/.test(own)) return true;
  for (const kind of kinds) if (own.includes(kind)) return true;
  return own.includes("List");
}
