import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import type { ReadError } from "./tree.ts";

let decoder: InstanceType<typeof TextDecoder> | undefined;

/**
 * The text of a file, decoded as kubectl does: by its byte-order mark as UTF-8 or UTF-16, else as UTF-8 in which what
 * is invalid becomes U+FFFD (golang.org/x/text, unicode.BOMOverride). Behind a UTF-8 mark kubectl leaves invalid bytes
 * as they are, and then refuses the document that holds them: they become lone surrogates here, which the reader
 * refuses likewise. All offsets that dslint reports are UTF-16 offsets into this text; the mark is no part of it.
 */
export function decodeBytes(bytes: Uint8Array, limits: Partial<Limits> = {}): { text: string } | { error: ReadError } {
  const { fileBytes } = { ...DEFAULT_LIMITS, ...limits };
  if (bytes.length > fileBytes) return { error: { message: `the file is larger than ${fileBytes} bytes`, offset: 0 } };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decodeUtf16(bytes, true) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decodeUtf16(bytes, false) };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const rest = bytes.subarray(3);
    try {
      return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(rest) };
    } catch {
      return { text: decodeMarkingInvalid(rest) };
    }
  }
  decoder ??= new TextDecoder("utf-8", { ignoreBOM: true });
  return { text: decoder.decode(bytes) };
}

/** Decodes UTF-8; every byte that is no part of a character becomes U+DC80, a lone surrogate. */
function decodeMarkingInvalid(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const [code, size] = characterAt(bytes, at);
    at += size;
    if (code > 0xffff) {
      units[length++] = 0xd7c0 + (code >> 10);
      units[length++] = 0xdc00 + (code & 0x3ff);
    } else units[length++] = code;
  }
  return textOf(units.subarray(0, length));
}

function textOf(units: Uint16Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < units.length; at += 8192) pieces.push(String.fromCharCode(...units.subarray(at, at + 8192)));
  return pieces.join("");
}

/** Decodes UTF-16 behind its mark. What is no character becomes U+FFFD, two low surrogates in a row a single one. */
function decodeUtf16(bytes: Uint8Array, little: boolean): string {
  const units = new Uint16Array((bytes.length >> 1) - 1);
  for (let i = 0; i < units.length; i++) {
    const first = bytes[2 * i + 2] as number;
    const second = bytes[2 * i + 3] as number;
    units[i] = little ? first | (second << 8) : (first << 8) | second;
  }
  const text = textOf(units).replace(/[\ud800-\udfff][\udc00-\udfff]?/g, (found) =>
    found.length === 2 && found < "\udc00" ? found : "\ufffd",
  );
  return bytes.length % 2 === 0 ? text : `${text}\ufffd`;
}

/** Code point and size in bytes of the character at an offset. */
function characterAt(bytes: Uint8Array, at: number): readonly [number, number] {
  const lead = bytes[at] as number;
  if (lead < 0x80) return [lead, 1];
  const size = lead >> 5 === 6 ? 2 : lead >> 4 === 14 ? 3 : lead >> 3 === 30 ? 4 : 0;
  let code = lead & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const byte = bytes[at + i] ?? 0;
    if (byte >> 6 !== 2) return [0xdc80, 1];
    code = (code << 6) | (byte & 0x3f);
  }
  const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  const valid = size > 0 && code >= least && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? [code, size] : [0xdc80, 1];
}
