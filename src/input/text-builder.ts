/** How much is put together before it is made one flat string. */
const ENOUGH = 1 << 16;

/**
 * Puts a long text together from many short pieces in memory that is in step with its length: V8 keeps an object for
 * each concatenation until a string is needed in one piece.
 */
export class TextBuilder {
  #open = "";
  #done: string[] | undefined;

  add(piece: string): void {
    this.#open += piece;
    if (this.#open.length < ENOUGH) return;
    // Looking at a character makes V8 put the pieces in one.
    this.#open.charCodeAt(0);
    this.#done ??= [];
    this.#done.push(this.#open);
    this.#open = "";
  }

  toString(): string {
    return this.#done === undefined ? this.#open : this.#done.join("") + this.#open;
  }
}
