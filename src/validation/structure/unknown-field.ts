import type { YamlNode } from "../../input/tree.ts";
import type { PlacePath } from "../../model/place-set.ts";
import { nearest } from "../../text/suggest.ts";
import type { Path } from "../path.ts";
import { quote } from "../semantics/words.ts";
import { existsIn, type FieldType, fieldsOf, isFieldName } from "./schema.ts";

/** Names that other kinds, Docker Compose and habit lend, by struct. */
const CALLED_OTHERWISE: Readonly<Record<string, string>> = {
  "Container.cmd": "command",
  "Container.entrypoint": "command",
  "Container.environment": "env",
  "Container.pullPolicy": "imagePullPolicy",
  "DaemonSetSpec.rollingUpdate": "updateStrategy",
  "DaemonSetSpec.strategy": "updateStrategy",
  "DaemonSetUpdateStrategy.strategy": "type",
  "HostPathVolumeSource.name": "path",
  "PodSpec.sidecars": "initContainers",
};

/** Maps of the author's own keys, by the struct beside whose fields such a key is often written. */
const OWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  LabelSelector: ["matchLabels"],
  ObjectMeta: ["labels"],
  ResourceRequirements: ["limits", "requests"],
  VolumeResourceRequirements: ["limits", "requests"],
};

/** Where it is no use to send a field. */
const ASIDE: ReadonlySet<string> = new Set(["ephemeral", "ephemeralContainers", "managedFields", "status"]);

/** How many steps up and down the schema a misplaced field is looked for. */
const REACH = 3;

interface Words {
  readonly message: string;
  readonly suggestion?: string;
  readonly meant?: readonly PlacePath[];
}

/** What to say of a field that its struct does not have: what it should be called, or where it belongs. */
export function unknownField(key: string, value: YamlNode, at: Path, minor: number): Words {
  const levels = structsAbove(at);
  const own = levels[0];
  const fields = own === undefined ? undefined : fieldsOf(own.type);
  const gone = fields?.get(key)?.until;
  const place = String(at.parent ?? "") || "the object";
  const what = `${place} has no field ${quote(key)}`;
  if (own === undefined || fields === undefined) return { message: what };
  if (gone !== undefined && gone < minor)
    return { message: `${place} has had no field "${key}" since Kubernetes 1.${gone + 1}` };

  const beside = (name: string): PlacePath => [...own.path.segments(), name];
  const called = (name: string) => ({ message: `${what}: write ${name}`, suggestion: name, meant: [beside(name)] });
  const names = namesOf(own.type, minor);
  const written = key.trim().toLowerCase();
  const renamed = names.get(written) ?? CALLED_OTHERWISE[`${own.type}.${key}`];
  if (renamed !== undefined) return called(renamed);

  const isScalar = value.kind === "scalar" && value.value !== null;
  const maps = isScalar ? (OWN_KEYS[own.type] ?? []).map(beside) : [];
  const homes = own.type === "LabelSelector" && maps.length > 0 ? [] : homesOf(written, value, levels, minor);
  const near = nearest(key, names.values());
  if (homes.length === 0 && near !== undefined) return called(near);
  const into = homes.length > 0 ? homes.map(({ path }) => path) : maps;
  if (into.length === 0) return { message: `${what}: remove it, or write the field that is meant` };
  return {
    message: `${what}: it belongs in ${into.map(printed).join(" or ")}`,
    meant: homes.length > 0 ? homes.map(({ path, field }) => [...path, field]) : maps,
  };
}

const known = new Map<string, ReadonlyMap<string, string>>();

/** The names of a struct's fields in a release, by their lower case. */
function namesOf(type: string, minor: number): ReadonlyMap<string, string> {
  const id = `${type} ${minor}`;
  let names = known.get(id);
  if (names === undefined) {
    const current = [...(fieldsOf(type) ?? [])].filter(([, field]) => existsIn(field, minor));
    names = new Map(current.map(([name]) => [name.toLowerCase(), name]));
    known.set(id, names);
  }
  return names;
}

function printed(place: PlacePath): string {
  const text = place.map((step) => (typeof step === "number" || step === "*" ? `[${step}]` : `.${step}`)).join("");
  return text.slice(1) || "the object itself";
}

interface Level {
  readonly type: string;
  readonly path: Path;
}

/** The structs that a path leads through, the innermost first. */
function structsAbove(at: Path): Level[] {
  const steps: Path[] = [];
  for (let step: Path | undefined = at.parent; step !== undefined; step = step.parent) steps.push(step);
  const levels: Level[] = [];
  let type = "DaemonSet";
  for (const path of steps.reverse()) {
    if (typeof path.segment === "string") type = fieldsOf(type)?.get(path.segment)?.of ?? "";
    const isList = typeof path.segment === "string" && listOf(levels, path.segment);
    if (fieldsOf(type) !== undefined && !isList) levels.push({ type, path });
  }
  return levels.reverse();
}

function listOf(levels: readonly Level[], key: string): boolean {
  return fieldsOf(levels.at(-1)?.type ?? "")?.get(key)?.shape === "list";
}

/** The nearest structs that have such a field, if they are one or two. */
function homesOf(
  name: string,
  value: YamlNode,
  levels: readonly Level[],
  minor: number,
): { readonly path: PlacePath; readonly field: string }[] {
  if (!isFieldName(name)) return [];
  for (let reach = 1; reach <= REACH; reach++) {
    const homes = new Map<string, { path: PlacePath; field: string }>();
    for (const [up, level] of levels.slice(0, reach + 1).entries()) {
      for (const { type, path } of structsBelow(level, reach - up, minor)) {
        for (const [field, of] of fieldsOf(type) ?? []) {
          const isIt = field.toLowerCase() === name && existsIn(of, minor) && fits(value, of);
          if (isIt) homes.set(printed(path), { path, field });
        }
      }
    }
    if (homes.size > 0) return homes.size > 2 ? [] : [...homes.values()];
  }
  return [];
}

/** The structs exactly so many steps below one. */
function structsBelow(level: Level, depth: number, minor: number): { type: string; path: PlacePath }[] {
  let row: { type: string; path: PlacePath }[] = [{ type: level.type, path: level.path.segments() }];
  for (let step = 0; step < depth; step++) {
    row = row.flatMap(({ type, path }) =>
      [...(fieldsOf(type) ?? [])]
        .filter(([name, field]) => fieldsOf(field.of) !== undefined && !ASIDE.has(name) && existsIn(field, minor))
        .map(([name, { of, shape }]) => ({
          type: of,
          path: shape === "list" ? [...path, name, "*"] : [...path, name],
        })),
    );
  }
  return row;
}

/** True where a value has the shape that a field wants. */
function fits(value: YamlNode, field: FieldType): boolean {
  if (value.kind === "scalar")
    return value.value === null || (field.shape === "one" && fieldsOf(field.of) === undefined);
  if (value.kind === "sequence") return field.shape === "list";
  return field.shape === "map" || (field.shape === "one" && fieldsOf(field.of) !== undefined);
}
