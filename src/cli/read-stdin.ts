import { readSync } from "node:fs";

const PIECE = 1 << 18;

/** Standard input up to its end, or to somewhat more than `most` bytes: what feeds it may have no end. */
export function readStdin(most: number): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length <= most) {
    const piece = Buffer.allocUnsafe(PIECE);
    const read = readSync(0, piece, 0, PIECE, null);
    if (read === 0) break;
    pieces.push(piece.subarray(0, read));
    length += read;
  }
  return Buffer.concat(pieces);
}
