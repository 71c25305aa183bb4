/** Thrown where a check across resources would compare more than it may. */
export const TOO_MANY_COMPARISONS = Symbol("more comparisons than a check may make");

/**
 * How many resources a check may still compare. Those of a real cluster differ in namespace and labels, so few have to be
 * compared; in a hostile manifest each may have to be compared with each.
 */
export class Comparisons {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /**
   * To be called before a resource is compared with `others`. What it throws is for the engine, which says that the check
   * was left.
   */
  count(others: number): void {
    this.#left -= others;
    if (this.#left < 0) throw TOO_MANY_COMPARISONS;
  }
}
