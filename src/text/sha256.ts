// FIPS 180-4. Browsers hash only asynchronously and Node only with its own module; fingerprints need neither.

const K = new Int32Array(64);
const INITIAL = new Int32Array(8);

/** The constants of the standard: fractions of the cube and square roots of the first primes. */
function constants(): void {
  const fraction = (root: number): number => ((root - Math.floor(root)) * 0x1_0000_0000) | 0;
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n && prime; d++) prime = n % d !== 0;
    if (!prime) continue;
    if (found < 8) INITIAL[found] = fraction(Math.sqrt(n));
    K[found++] = fraction(Math.cbrt(n));
  }
}

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  if (K[0] === 0) constants();
  const bytes = new TextEncoder().encode(text);
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  new Uint8Array(blocks.buffer).set(bytes);
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 8, Math.floor(bytes.length / 0x2000_0000));
  blocks.setUint32(blocks.byteLength - 4, bytes.length << 3);

  const hash = INITIAL.slice();
  const w = new Int32Array(64);
  for (let start = 0; start < blocks.byteLength; start += 64) {
    for (let i = 0; i < 64; i++) w[i] = i < 16 ? blocks.getInt32(start + i * 4) : schedule(w, i);
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
    for (let i = 0; i < 64; i++) {
      const choice = (e & f) ^ (~e & g);
      const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + (K[i] ?? 0) + (w[i] ?? 0)) | 0;
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (hash[i] ?? 0) + value;
  }
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function schedule(w: Int32Array, i: number): number {
  const x = w[i - 15] ?? 0;
  const y = w[i - 2] ?? 0;
  const small0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
  const small1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
  return ((w[i - 16] ?? 0) + small0 + (w[i - 7] ?? 0) + small1) | 0;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
