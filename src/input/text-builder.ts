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

/** Line breaks one after another, nearly always LF: of those only the number is kept. */
export class Breaks {
  #feeds = 0;
  #rest: TextBuilder | undefined;

  add(value: string): void {
    if (this.#rest !== undefined) this.#rest.add(value);
    else if (value === "\n") this.#feeds++;
    else {
      this.#rest = new TextBuilder();
      this.#rest.add(value);
    }
  }

  toString(): string {
    return "\n".repeat(this.#feeds) + (this.#rest?.toString() ?? "");
  }
}
