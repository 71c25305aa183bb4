/**
 * A place in an object and the way the API server prints it, as `field.Path` of `k8s.io/apimachinery` does. Where the two
 * differ, because the server names a field unlike its key or leaves out an index, {@link printedAs} says so. Cheap to make:
 * texts are built only for errors.
 */
export class Path {
  /** The object itself. */
  static readonly root = new Path(undefined, undefined, "");

  readonly parent: Path | undefined;
  readonly segment: string | number | undefined;
  readonly #text: string;

  private constructor(parent: Path | undefined, segment: string | number | undefined, text: string) {
    this.parent = parent;
    this.segment = segment;
    this.#text = text;
  }

  /** The fields below, one in the other: `spec.child("template", "spec")`. */
  child(...names: string[]): Path {
    let path: Path = this;
    for (const name of names) path = new Path(path, name, `.${name}`);
    return path;
  }

  /** An item of a list: `ports[0]`. */
  index(index: number): Path {
    return new Path(this, index, `[${index}]`);
  }

  /** An entry of a map whose keys are the author's: `nodeSelector[disk]`. */
  key(key: string): Path {
    return new Path(this, key, `[${key}]`);
  }

  /** The same place, its last step printed otherwise: `.child("cephfs").printedAs(".cephFS")`, `.index(0).printedAs("")`. */
  printedAs(text: string): Path {
    return new Path(this.parent, this.segment, text);
  }

  /** Keys and indices from the object to the place. */
  segments(): (string | number)[] {
    const segments: (string | number)[] = [];
    for (let at: Path | undefined = this; at?.segment !== undefined; at = at.parent) segments.push(at.segment);
    return segments.reverse();
  }

  toString(): string {
    let text = "";
    for (let at: Path | undefined = this; at !== undefined; at = at.parent) text = at.#text + text;
    return text.startsWith(".") ? text.slice(1) : text;
  }
}
