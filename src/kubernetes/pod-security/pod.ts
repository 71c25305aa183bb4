/** A plain value of a manifest. */
export type Plain = { readonly [key: string]: unknown };
/** Keys and indices from the pod template. */
export type Path = readonly (string | number)[];

export interface PlainContainer {
  readonly path: Path;
  readonly name: string;
  readonly fields: Plain;
  readonly securityContext: Plain;
}

/**
 * A pod template as the checks read it: plain values after decoding, where null and a missing value are alike, and a
 * null item of a list is an empty one. A value of the wrong type counts as not set: nothing is ever made of it.
 */
export class PlainPod {
  readonly annotations: Plain;
  readonly spec: Plain;
  readonly securityContext: Plain;
  /** Init containers first. */
  readonly containers: readonly PlainContainer[];

  constructor(template: unknown) {
    const fields = asMap(template);
    this.annotations = asMap(dig(fields, "metadata", "annotations"));
    this.spec = asMap(dig(fields, "spec"));
    this.securityContext = asMap(dig(this.spec, "securityContext"));
    this.containers = ["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
      asList(dig(this.spec, list)).map((item, index) => {
        const container = asMap(item);
        return {
          path: ["spec", list, index],
          name: asText(dig(container, "name")),
          fields: container,
          securityContext: asMap(dig(container, "securityContext")),
        };
      }),
    );
  }

  /** `spec.os.name: windows`, where what only Linux has is neither set nor asked for. */
  get isWindows(): boolean {
    return dig(this.spec, "os", "name") === "windows";
  }

  /** `hostUsers: false`: root in the pod is nobody on the node. */
  get hasUserNamespace(): boolean {
    return dig(this.spec, "hostUsers") === false;
  }
}

/** The value under a key, and under a second and third one in it; undefined where there is none. */
export function dig(value: unknown, key: string, second?: string, third?: string): unknown {
  const at =
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
      ? (value as Plain)[key]
      : undefined;
  return second === undefined || at === undefined ? at : dig(at, second, third);
}

export function asMap(value: unknown): Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Plain) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** True where a list, a map or a value stands: neither missing nor null. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** `"a", "b"`, each once. */
export function quoted(values: Iterable<string>): string {
  return [...new Set(values)].map((value) => JSON.stringify(value)).join(", ");
}

/** `container "a"`, `containers "a", "b"`. */
export function containersNamed(containers: readonly PlainContainer[]): string {
  return `${containers.length === 1 ? "container" : "containers"} ${quoted(containers.map(({ name }) => name))}`;
}
