import type { YamlNode } from "../../input/tree.ts";
import { nearest } from "../../text/suggest.ts";
import type { Path } from "../path.ts";
import { quote } from "../semantics/words.ts";
import { existsIn, type FieldType, fieldsOf } from "./schema.ts";

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
  const names = [...fields].filter(([, field]) => existsIn(field, minor)).map(([name]) => name);
  const near = nearest(key, names);
  const isScalar = value.kind === "scalar" && value.value !== null;
  const maps = isScalar ? (OWN_KEYS[own.type] ?? []).map((name) => `${place}.${name}`).join(" or ") : "";
  const renamed =
    names.find((name) => name.toLowerCase() === key.trim().toLowerCase()) ?? CALLED_OTHERWISE[`${own.type}.${key}`];
  const homes = own.type === "LabelSelector" && maps !== "" ? maps : homesOf(key, value, levels, minor) || maps;
  const meant = renamed ?? (homes === "" || homes === maps ? near : undefined);
  if (meant !== undefined) return { message: `${what}: write ${meant}`, suggestion: meant };
  return {
    message: `${what}: ${homes === "" ? "remove it, or write the field that is meant" : `it belongs in ${homes}`}`,
  };
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

/** The nearest structs that have such a field, if they are one or two; else "". */
function homesOf(key: string, value: YamlNode, levels: readonly Level[], minor: number): string {
  const name = key.trim().toLowerCase();
  for (let reach = 1; reach <= REACH; reach++) {
    const homes = new Set<string>();
    for (const [up, level] of levels.slice(0, reach + 1).entries()) {
      for (const { type, path } of structsBelow(level, reach - up, minor)) {
        for (const [field, of] of fieldsOf(type) ?? []) {
          if (field.toLowerCase() === name && existsIn(of, minor) && fits(value, of)) homes.add(path);
        }
      }
    }
    if (homes.size > 2) return "";
    if (homes.size > 0) return [...homes].map((path) => path || "the object itself").join(" or ");
  }
  return "";
}

/** The structs exactly so many steps below one, with their paths as a message shows them. */
function structsBelow(level: Level, depth: number, minor: number): { type: string; path: string }[] {
  let row = [{ type: level.type, path: String(level.path) }];
  for (let step = 0; step < depth; step++) {
    row = row.flatMap(({ type, path }) =>
      [...(fieldsOf(type) ?? [])]
        .filter(([name, field]) => fieldsOf(field.of) !== undefined && !ASIDE.has(name) && existsIn(field, minor))
        .map(([name, field]) => ({
          type: field.of,
          path: `${path === "" ? "" : `${path}.`}${name}${field.shape === "list" ? "[*]" : ""}`,
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
