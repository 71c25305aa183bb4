import type { ReadError } from "./tree.ts";

/** The text of one YAML document. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** Set where the line that ends it is no separator that kubectl takes: the document is lost. */
  readonly error: ReadError | undefined;
}

/** All that may follow `---` on its line: white space as Go's unicode.IsSpace has it, and a comment. */
const AFTER_SEPARATOR = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*(?:#|$)/;

/**
 * Splits a stream of YAML documents as kubectl does (k8s.io/apimachinery, yaml.YAMLReader): at every line that starts
 * with `---`, be it within a scalar. Such a line belongs to no document, but where the document before it would have no
 * line at all, it is the first line of one.
 *
 * @param text must end in a line break unless it is empty
 */
export function* splitDocuments(text: string, from: number): Generator<Chunk, void, undefined> {
  let start = from;
  while (start < text.length) {
    let error: ReadError | undefined;
    let end = start;
    if (text.startsWith("---", start)) {
      error = checkSeparator(text, start);
      end = lineEnd(text, start);
    }
    let next = end;
    if (error === undefined) {
      end = separatorFrom(text, end);
      next = end < text.length ? lineEnd(text, end) : end;
      if (end < text.length) error = checkSeparator(text, end);
    }
    yield { start, end, error };
    start = next;
  }
}

/** Offset of the first separator line at or after the line that starts at `at`, or the text's end. */
function separatorFrom(text: string, at: number): number {
  if (text.startsWith("---", at)) return at;
  const found = text.indexOf("\n---", at);
  return found < 0 ? text.length : found + 1;
}

/** Offset behind the line that holds `at`. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : found + 1;
}

function checkSeparator(text: string, at: number): ReadError | undefined {
  const rest = text.slice(at + 3, lineEnd(text, at) - 1);
  if (AFTER_SEPARATOR.test(rest)) return undefined;
  return {
    message: 'only a comment may follow "---" on its line: kubectl takes it as nothing but a separator',
    offset: at + 3,
  };
}
