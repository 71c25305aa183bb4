/** Holds what was worked out of it; see {@link Memo}. */
export interface Keeper {
  readonly kept: Map<unknown, unknown>;
}

/**
 * What is worked out once of an object, kept in the object itself. Of a WeakMap's values V8 takes none for garbage when it
 * collects the young generation: each would pass, with the tree that it leads to, into the old one.
 */
export class Memo<K extends Keeper, V> {
  has(of: K): boolean {
    return of.kept.has(this);
  }

  get(of: K): V | undefined {
    return of.kept.get(this) as V | undefined;
  }

  set(of: K, value: V): void {
    of.kept.set(this, value);
  }
}
