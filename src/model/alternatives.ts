/**
 * Which files are alternatives to each other: two that define the same object are not meant for one cluster, so what
 * else is in them never meets either.
 */
export class Alternatives {
  readonly #objects = new Map<string, Set<string>>();

  /** @param objects the objects that files define, by identity */
  constructor(objects: Iterable<{ readonly file: string; readonly identity: string }>) {
    for (const { file, identity } of objects) {
      const of = this.#objects.get(file);
      if (of === undefined) this.#objects.set(file, new Set([identity]));
      else of.add(identity);
    }
  }

  are(a: string, b: string): boolean {
    if (a === b) return false;
    const others = this.#objects.get(b);
    for (const identity of this.#objects.get(a) ?? []) if (others?.has(identity)) return true;
    return false;
  }
}
