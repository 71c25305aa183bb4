/**
 * Which files are alternatives to each other: two that define the same object are not meant for one cluster, so what
 * else is in them never meets either.
 */
export class Alternatives {
  readonly #objects = new Map<string, ReadonlySet<string>>();
  readonly #objectsOf: (file: string) => Iterable<string>;

  /** @param objectsOf the objects that a file defines, by identity; asked once a file */
  constructor(objectsOf: (file: string) => Iterable<string>) {
    this.#objectsOf = objectsOf;
  }

  are(a: string, b: string): boolean {
    if (a === b) return false;
    const others = this.#of(b);
    for (const identity of this.#of(a)) if (others.has(identity)) return true;
    return false;
  }

  #of(file: string): ReadonlySet<string> {
    let objects = this.#objects.get(file);
    if (objects === undefined) {
      objects = new Set(this.#objectsOf(file));
      this.#objects.set(file, objects);
    }
    return objects;
  }
}
