/**
 * What was worked out of texts lately. Where few of them come again, as the keys of a very large map, it is given up for
 * some time: to remember one takes longer than to work it out.
 */
export class Recent<V> {
  readonly #values = new Map<string, V>();
  readonly #most: number;
  #hits = 0;
  #rest = 0;

  /** @param most so many are remembered */
  constructor(most: number) {
    this.#most = most;
  }

  get(text: string): V | undefined {
    const value = this.#values.get(text);
    if (value !== undefined) this.#hits++;
    return value;
  }

  /** Asked for each text that is not remembered: true where it should be. */
  hasRoom(): boolean {
    if (this.#rest > 0) {
      if (--this.#rest === 0) this.#values.clear();
      return false;
    }
    if (this.#values.size < this.#most) return true;
    if (this.#hits < this.#most) this.#rest = REST * this.#most;
    else this.#values.clear();
    this.#hits = 0;
    return this.#rest === 0;
  }

  set(text: string, value: V): void {
    this.#values.set(text, value);
  }
}

/** How many times as many texts go by, once it was of little use, until it is tried again. */
const REST = 16;
