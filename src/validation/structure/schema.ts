import { TYPES } from "../generated/schema.ts";

/** The type of a field: a leaf (`string`, `int32`, `Quantity`, …), a struct by name, or a list or map of such. */
export interface FieldType {
  readonly shape: "one" | "list" | "map";
  /** Name of the type, or of that of each item or entry. */
  readonly of: string;
  /** Minor release that brought the field, where it is newer than the oldest known one. */
  readonly since: number | undefined;
  /** Minor release that had it last, where it is gone. */
  readonly until: number | undefined;
}

type Fields = ReadonlyMap<string, FieldType>;

const read = new Map<string, Fields>();

/** The fields of a struct; undefined for a leaf. */
export function fieldsOf(type: string): Fields | undefined {
  const known = read.get(type);
  if (known !== undefined) return known;
  const line = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (line === undefined) return undefined;
  const fields = new Map<string, FieldType>();
  for (const [, name = "", shape, of = "", since, until] of line.matchAll(
    /(\S+?):(\[\]|\{\})?(\w+)(?:@(\d*)(?:-(\d+))?)?/g,
  )) {
    fields.set(name, {
      shape: shape === undefined ? "one" : shape === "[]" ? "list" : "map",
      of,
      since: since ? Number(since) : undefined,
      until: until === undefined ? undefined : Number(until),
    });
  }
  read.set(type, fields);
  return fields;
}

/** True where a release has the field. */
export function existsIn(field: FieldType, minor: number): boolean {
  return (field.since ?? 0) <= minor && minor <= (field.until ?? minor);
}

let names: ReadonlySet<string> | undefined;

/** True where any struct has a field of that name, letter case aside. */
export function isFieldName(name: string): boolean {
  if (names === undefined) {
    const all = Object.keys(TYPES).flatMap((type) => [...(fieldsOf(type)?.keys() ?? [])]);
    names = new Set(all.map((field) => field.toLowerCase()));
  }
  return names.has(name.toLowerCase());
}
