import { isNearKind } from "../input/near-kind.ts";
import { entryOf, type YamlMap } from "../input/tree.ts";
import { printable } from "../text/printable.ts";
import { nearest } from "../text/suggest.ts";

/** Why an object is no DaemonSet though it is meant to be one. */
export interface NearDaemonSet {
  readonly path: readonly string[];
  readonly part?: "key";
  readonly message: string;
  /** What to write instead, of the value or, with `part`, of the key. */
  readonly suggestion?: string;
}

const KIND = "DaemonSet";
/** Kinds that the group `apps` has, lists aside. */
const APPS_KINDS = ["ControllerRevision", KIND, "Deployment", "ReplicaSet", "StatefulSet"];
/** Groups that have, or had, DaemonSets. */
const GROUPS = ["apps", "extensions"];
const VERSIONS: ReadonlySet<string> = new Set(["apps/v1", "apps/v1beta2", "apps/v1beta1", "extensions/v1beta1"]);

/**
 * What keeps an object from being a DaemonSet, where it is nearly one: the API server has no such kind, so nothing would
 * run. Undefined for a DaemonSet and for what is none at all, such as the DaemonSet of another project's group.
 */
export function nearDaemonSet(root: YamlMap): NearDaemonSet | undefined {
  const kind = textAt(root, "kind");
  const apiVersion = textAt(root, "apiVersion");
  if (kind === KIND)
    return apiVersion !== undefined && VERSIONS.has(apiVersion) ? undefined : wrongVersion(root, apiVersion);
  if (apiVersion === KIND && kind !== undefined && VERSIONS.has(kind)) {
    return {
      path: ["kind"],
      message: `kind and apiVersion have changed places: write apiVersion: ${kind} and kind: ${KIND}`,
    };
  }
  if (!isOurGroup(apiVersion)) return undefined;
  if (kind === undefined || kind === "") return missingKind(root, apiVersion);
  if (!isMeant(root, kind, apiVersion)) return undefined;
  const message = `there is no kind ${show(kind)}: nothing will run; write ${KIND}`;
  return { path: ["kind"], message, suggestion: KIND };
}

function wrongVersion(root: YamlMap, apiVersion: string | undefined): NearDaemonSet | undefined {
  const suggestion = "apps/v1";
  if (apiVersion === undefined || apiVersion === "") {
    const misspelt = root.entries.find(({ key }) => key !== "apiVersion" && nearest(key, ["apiVersion"]) !== undefined);
    if (misspelt !== undefined) return misspeltKey(misspelt.key, "apiVersion");
    const written = entryOf(root, "apiVersion") !== undefined;
    return {
      path: ["apiVersion"],
      message: `a DaemonSet needs apiVersion: ${suggestion}`,
      ...(written ? { suggestion } : {}),
    };
  }
  if (!isOurGroup(apiVersion)) return undefined;
  return {
    path: ["apiVersion"],
    message: `there is no DaemonSet in ${show(apiVersion)}: nothing will run; write ${suggestion}`,
    suggestion,
  };
}

/** An object that does not say what it is, and looks like what runs pods. */
function missingKind(root: YamlMap, apiVersion: string | undefined): NearDaemonSet | undefined {
  const misspelt = root.entries.find(
    ({ key, value }) =>
      nearest(key, ["kind"]) !== undefined && value.kind === "scalar" && isNearKind(String(value.value)),
  );
  if (misspelt !== undefined && misspelt.key !== "kind") return misspeltKey(misspelt.key, "kind");
  const written = entryOf(root, "kind");
  const isWorkload = apiVersion?.startsWith("apps/") || hasTemplate(root);
  if (!isWorkload) return undefined;
  return {
    path: ["kind"],
    message: `the object has no kind${written === undefined ? "" : " but an empty one or no text"}: nothing will run; write kind: ${KIND} if that is meant`,
    ...(written?.value.kind === "scalar" ? { suggestion: KIND } : {}),
  };
}

function misspeltKey(key: string, right: string): NearDaemonSet {
  return {
    path: [key],
    part: "key",
    message: `${show(key)} is not ${right}: nothing will run; write ${right}`,
    suggestion: right,
  };
}

/** True for a kind that no server knows, and that comes nearer to a DaemonSet than to anything else. */
function isMeant(root: YamlMap, kind: string, apiVersion: string | undefined): boolean {
  const base = kind.replace(/List$/, "");
  if (APPS_KINDS.includes(base)) return false;
  if (isNearKind(kind)) return true;
  if (!apiVersion?.startsWith("apps/") || !hasTemplate(root)) return false;
  const other = nearest(kind, APPS_KINDS);
  return other === undefined || other === KIND;
}

/** True where no other project's group is meant: of those, each has a dot in its name. */
function isOurGroup(apiVersion: string | undefined): boolean {
  const parts = (apiVersion ?? "").split("/");
  const [group = ""] = parts;
  return parts.length !== 2 || GROUPS.some((known) => nearest(group, [known]) !== undefined);
}

function hasTemplate(root: YamlMap): boolean {
  return entryOf(entryOf(root, "spec")?.value, "template") !== undefined;
}

function textAt(root: YamlMap, key: string): string | undefined {
  const value = entryOf(root, key)?.value;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

function show(text: string): string {
  return `"${printable(text.slice(0, 60))}"`;
}
