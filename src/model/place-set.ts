/** Keys and indices that lead to a place in an object; "*" is any item of a list. */
export type PlacePath = readonly (string | number)[];

interface Step {
  readonly next: Map<string | number, Step>;
  isPlace: boolean;
  holdsPlace: boolean;
}

/** A set of places that tells quickly how a path stands to them. */
export class PlaceSet {
  readonly #root: Step = { next: new Map(), isPlace: false, holdsPlace: false };

  constructor(places: Iterable<PlacePath> = []) {
    for (const place of places) this.add(place);
  }

  add(place: PlacePath): void {
    let parent: Step | undefined;
    let at = this.#root;
    for (const step of place) {
      let next = at.next.get(step);
      if (next === undefined) {
        next = { next: new Map(), isPlace: false, holdsPlace: false };
        at.next.set(step, next);
      }
      parent = at;
      at = next;
    }
    at.isPlace = true;
    if (parent !== undefined) parent.holdsPlace = true;
  }

  /** True for a place of the set. */
  has(path: PlacePath): boolean {
    return this.#at(path).some((step) => step.isPlace);
  }

  /** True for a place of the set and what is in one. */
  covers(path: PlacePath): boolean {
    return path.some((_, depth) => this.has(path.slice(0, depth + 1)));
  }

  /** True for what has a place of the set directly in it. */
  isParent(path: PlacePath): boolean {
    return this.#at(path).some((step) => step.holdsPlace);
  }

  /** True for a place of the set, what is in one and what has one in it. */
  touches(path: PlacePath): boolean {
    return this.#at(path).length > 0 || this.covers(path);
  }

  #at(path: PlacePath): Step[] {
    let row = [this.#root];
    for (const key of path) {
      row = row.flatMap(({ next }) => {
        const any = typeof key === "number" ? next.get("*") : undefined;
        return [next.get(key), any].filter((step) => step !== undefined);
      });
      if (row.length === 0) return row;
    }
    return row;
  }
}
