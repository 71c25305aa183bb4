import type { YamlNode } from "./tree.ts";
import { isBreak, LF } from "./yaml-characters.ts";

export interface Comment {
  /** Offset of its `#`. */
  readonly start: number;
  /** Offset of the line break that ends it. */
  readonly end: number;
  readonly text: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The comments of a document that hold a marker, in order. A `#` within a scalar or a key begins none. */
export function commentsWith(text: string, start: number, end: number, root: YamlNode, marker: string): Comment[] {
  const comments: Comment[] = [];
  const own = text.slice(start, end);
  let spans: readonly Span[] | undefined;
  for (let found = own.indexOf(marker); found >= 0; ) {
    const at = start + found;
    let lineStart = at;
    while (lineStart > start && !isBreak(text.charCodeAt(lineStart - 1))) lineStart--;
    let lineEnd = at;
    while (lineEnd < end && !isBreak(text.charCodeAt(lineEnd))) lineEnd++;
    spans ??= scalarSpans(text, root);
    const hash = firstHash(text, lineStart, lineEnd, spans);
    const comment = hash === undefined ? "" : text.slice(hash, lineEnd);
    if (hash !== undefined && comment.includes(marker)) comments.push({ start: hash, end: lineEnd, text: comment });
    found = own.indexOf(marker, lineEnd - start);
  }
  return comments;
}

/** Offset of the first `#` of a line that no scalar holds. */
function firstHash(text: string, lineStart: number, lineEnd: number, spans: readonly Span[]): number | undefined {
  for (let at = lineStart; at < lineEnd; at++) {
    if (text.charCodeAt(at) !== 0x23) continue;
    const span = spanAround(spans, at);
    if (span === undefined) return at;
    at = span.end - 1;
  }
  return undefined;
}

/** The span that holds an offset, of spans in order. */
function spanAround(spans: readonly Span[], offset: number): Span | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).start <= offset) low = middle + 1;
    else high = middle;
  }
  const span = spans[low - 1];
  return span !== undefined && offset < span.end ? span : undefined;
}

/** Where the scalars and keys of a document stand, in order. */
function scalarSpans(text: string, root: YamlNode): Span[] {
  const spans: Span[] = [];
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    // What an alias leads to stands elsewhere, and is found there.
    if (node.alias !== undefined) continue;
    if (node.kind === "scalar") {
      spans.push(node.style === "block" ? { start: bodyStart(text, node.start), end: node.end } : node);
    } else if (node.kind === "sequence") {
      for (const item of node.items) pending.push(item);
    } else {
      for (const list of [node.entries, node.replaced ?? []]) {
        for (const { keyStart, keyEnd, value } of list) {
          spans.push({ start: keyStart, end: keyEnd });
          pending.push(value);
        }
      }
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Offset of the first line of a block scalar: its header may be followed by a comment. */
function bodyStart(text: string, header: number): number {
  const lineEnd = text.indexOf("\n", header);
  for (let at = header; at < lineEnd; at++) {
    const c = text.charCodeAt(at);
    if (c !== LF && isBreak(c)) return at;
  }
  return lineEnd < 0 ? text.length : lineEnd;
}
