/** `1 file`, `2 files`; the plural where it is not the singular with an s. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}
