import type { ReadError } from "./tree.ts";
export function decodeBytes(bytes: Uint8Array): { text: string } | { error: ReadError } {
  return { text: new TextDecoder().decode(bytes) };
}
