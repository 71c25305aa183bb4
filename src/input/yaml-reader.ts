import { ReadFailure } from "./failure.ts";
import type { Bounds } from "./limits.ts";
import type { YamlNode } from "./tree.ts";
import { composeYaml } from "./yaml-composer.ts";
import { readPlainYaml } from "./yaml-plain.ts";

const MARK = 0xfeff;

/** All but what nearly every document is made of. Looking for this first is five times as quick. */
const NOT_ASCII = /[^\t\n\r -~]/;
/**
 * Characters that a document can't hold (go.yaml.in/yaml/v2, readerc.go), lone surrogates, which stand for bytes that
 * are no UTF-8, and byte-order marks.
 */
const UNUSUAL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]/u;
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/u;

/**
 * Reads one YAML document; undefined where it has no content.
 *
 * @param end must stand behind a line break
 * @throws ReadFailure where kubectl refuses the document, or it goes beyond the bounds
 */
export function readYaml(text: string, start: number, end: number, bounds: Bounds): YamlNode | undefined {
  const from = text.charCodeAt(start) === MARK ? start + 1 : start;
  const plain = readPlainYaml(text, from, end, bounds);
  if (plain !== undefined) return plain;
  const own = text.slice(from, end);
  const odd = own.search(NOT_ASCII);
  if (odd >= 0 && own.slice(odd).search(UNUSUAL) >= 0) return readUnusual(text, start, from, end, bounds);
  return composeYaml(text, from, end, bounds).root;
}

function readUnusual(text: string, start: number, from: number, end: number, bounds: Bounds): YamlNode | undefined {
  const pieces = pieceStarts(text, start, end);
  for (const at of [from, ...pieces]) {
    const mark = text.slice(Math.max(from, at - TOKEN_AHEAD + 1), at + 1).indexOf("\ufeff");
    if (mark >= 0) throw new ReadFailure(MISPLACED_MARK, Math.max(from, at - TOKEN_AHEAD + 1) + mark);
  }
  const forbidden = text.slice(start, end).search(FORBIDDEN) + start;
  if (forbidden < start) return composeYaml(text, from, end, bounds).root;
  try {
    const { root, stop } = composeYaml(text, from, end, bounds);
    const decoded = pieces.find((at) => at >= stop + TOKEN_AHEAD) ?? end;
    if (forbidden >= decoded) return root;
  } catch {
    // Whatever else is wrong, this character is.
  }
  throw new ReadFailure(whatIsForbidden(text.charCodeAt(forbidden)), forbidden);
}

/**
 * go.yaml.in/yaml/v2 takes a byte-order mark that happens to come first in its buffer for one at the start of every
 * line (scannerc.go, is_bom), and then drops characters. No one can want that, so dslint refuses what comes near it.
 */
export const MISPLACED_MARK =
  "a byte-order mark (U+FEFF) stands where kubectl may drop characters because of it; remove it";

/** Said of bytes behind a byte-order mark; elsewhere kubectl reads U+FFFD for them. */
export const INVALID_UTF8 = "this is no valid UTF-8";

function whatIsForbidden(code: number): string {
  if (code === 0) return "a NUL character can't stand in YAML; is the file UTF-16 without a byte-order mark?";
  if (code >= 0xd800 && code <= 0xdfff) return INVALID_UTF8;
  return `the control character U+${code.toString(16).toUpperCase().padStart(4, "0")} can't stand in YAML`;
}

/** What go.yaml.in/yaml/v2 decodes at a time, in bytes. */
const PIECE_BYTES = 512;
/** How many characters it wants to have before it looks for a token. */
const TOKEN_AHEAD = 4;

/** Where the second and later pieces start that go.yaml.in/yaml/v2 decodes, and so checks, one after another. */
function pieceStarts(text: string, start: number, end: number): number[] {
  const starts: number[] = [];
  let room = PIECE_BYTES;
  for (let at = start; at < end; ) {
    const code = text.codePointAt(at) as number;
    // kubectl has dropped the CR of CRLF by then.
    const dropped = code === 0x0d && text.charCodeAt(at + 1) === 0x0a;
    const bytes = dropped ? 0 : code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > room) {
      starts.push(at);
      room = PIECE_BYTES;
    }
    room -= bytes;
    at += code < 0x10000 ? 1 : 2;
  }
  return starts;
}
