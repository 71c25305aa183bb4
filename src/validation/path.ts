/**
 * A place in an object and the way the API server prints it, as `field.Path` of `k8s.io/apimachinery` does. Where the two
 * differ, because the server names a field unlike its key or leaves out an index, {@link printedAs} says so. Cheap to make:
 * texts are built only for errors.
 */
export class Path {
  /** The object itself. */
  static readonly root = new Path(undefined, undefined, "as said", "");

  readonly parent: Path | undefined;
  readonly segment: string | number | undefined;
  private readonly form: Form;
  /** What is printed of the last step, where it is not the step itself. */
  private readonly said: string | undefined;

  private constructor(parent: Path | undefined, segment: string | number | undefined, form: Form, said?: string) {
    this.parent = parent;
    this.segment = segment;
    this.form = form;
    this.said = said;
  }

  /** A field below, and one in it, and in that: `spec.child("template", "spec")`. */
  child(name: string, second?: string, third?: string): Path {
    const path = new Path(this, name, "field");
    return second === undefined ? path : path.child(second, third);
  }

  /** An item of a list: `ports[0]`. */
  index(index: number): Path {
    return new Path(this, index, "item");
  }

  /** An entry of a map whose keys are the author's: `nodeSelector[disk]`. */
  key(key: string): Path {
    return new Path(this, key, "item");
  }

  /** The same place, its last step printed otherwise: `.child("cephfs").printedAs(".cephFS")`, `.index(0).printedAs("")`. */
  printedAs(text: string): Path {
    return new Path(this.parent, this.segment, "as said", text);
  }

  /** Keys and indices from the object to the place. */
  segments(): (string | number)[] {
    const segments: (string | number)[] = [];
    for (let at: Path | undefined = this; at?.segment !== undefined; at = at.parent) segments.push(at.segment);
    return segments.reverse();
  }

  toString(): string {
    let text = "";
    for (let at: Path | undefined = this; at !== undefined; at = at.parent) text = at.lastStep() + text;
    return text.startsWith(".") ? text.slice(1) : text;
  }

  private lastStep(): string {
    if (this.form === "field") return `.${this.segment}`;
    return this.form === "item" ? `[${this.segment}]` : (this.said ?? "");
  }
}

/** How the last step of a path is printed: `.name`, `[0]`, or as it says itself. */
type Form = "field" | "item" | "as said";
