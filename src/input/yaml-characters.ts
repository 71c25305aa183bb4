/** Character classes of YAML 1.1, by UTF-16 code unit. */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
const NEL = 0x85;
const LS = 0x2028;
const PS = 0x2029;

/** Line breaks are LF, CR, CRLF, NEL, LS and PS. */
export function isBreak(c: number): boolean {
  return c === LF || c === CR || c === NEL || c === LS || c === PS;
}

/** Space, tab, line break, or (being NaN) past the end of the text. */
export function isBlankOrEnd(c: number): boolean {
  return c <= SPACE
    ? c === SPACE || c === TAB || c === LF || c === CR
    : !(c < NEL) && (c === NEL || c === LS || c === PS || Number.isNaN(c));
}

/** What an anchor's name and a directive's name are made of. */
export function isWord(c: number): boolean {
  return (
    (c >= 0x61 && c <= 0x7a) ||
    (c >= 0x41 && c <= 0x5a) ||
    (c >= 0x30 && c <= 0x39) ||
    c === 0x5f /* _ */ ||
    c === 0x2d /* - */
  );
}

export function isHex(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x61 && c <= 0x66) || (c >= 0x41 && c <= 0x46);
}

/**
 * Length of the line break at an offset that holds one. CR CR LF is a single break, since kubectl drops the CR of CRLF
 * (bufio.Reader.ReadLine) before YAML sees the line.
 */
export function breakLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== CR) return 1;
  const next = text.charCodeAt(at + 1);
  if (next === LF) return 2;
  return next === CR && text.charCodeAt(at + 2) === LF ? 3 : 1;
}

/** What a line break is in a scalar's value: LS and PS are kept, all others become LF. */
export function breakValue(c: number): string {
  return c === LS ? "\u2028" : c === PS ? "\u2029" : "\n";
}
