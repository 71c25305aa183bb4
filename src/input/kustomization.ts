import type { YamlNode } from "./tree.ts";
import { entryOf } from "./tree.ts";

/** Names under which kustomize looks for a folder's kustomization. */
export const KUSTOMIZATION_NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

export function isKustomizationName(name: string): boolean {
  return (KUSTOMIZATION_NAMES as readonly string[]).includes(name);
}

/** Paths that a kustomization names, as written: relative to its folder. */
export interface KustomizationPaths {
  readonly patches: readonly string[];
  readonly resources: readonly string[];
}

/** What a kustomization lists as files: patches, strategic-merge and JSON ones, and resources. Inline patches are none. */
export function kustomizationPaths(root: YamlNode): KustomizationPaths {
  return {
    patches: [
      ...itemsOf(root, "patches").flatMap(pathEntry),
      ...itemsOf(root, "patchesJson6902").flatMap(pathEntry),
      ...itemsOf(root, "patchesStrategicMerge").flatMap(path),
    ],
    resources: itemsOf(root, "resources").flatMap(path),
  };
}

/** Where the selector defaults to the labels of the template: `pkg/apis/extensions/v1beta1.SetDefaults_DaemonSet`. */
const OPTIONAL_SELECTOR: ReadonlySet<unknown> = new Set(["extensions/v1beta1"]);

/**
 * Whether a DaemonSet has neither a selector nor a container with an image: where a patch may be, it is one to an object
 * that stands elsewhere, and judging it alone would be judging half a thing. In a file that is called a patch
 * it may add containers of its own: there the selector alone tells, in the API versions that demand one.
 */
export function isPartialDaemonSet(root: YamlNode, calledPatch: boolean): boolean {
  const spec = entryOf(root, "spec")?.value;
  if (!isAbsent(entryOf(spec, "selector")?.value)) return false;
  const template = entryOf(spec, "template")?.value;
  if (calledPatch && !OPTIONAL_SELECTOR.has(scalarOf(entryOf(root, "apiVersion")?.value))) return true;
  const containers = entryOf(entryOf(template, "spec")?.value, "containers")?.value;
  const list = containers?.kind === "sequence" ? containers.items : [];
  return isAbsent(containers) || (list.length > 0 && list.every((item) => isAbsent(entryOf(item, "image")?.value)));
}

/** Whether a file or its folder is called a patch: `speaker-patch.yaml`, `patch_node.yaml`, `patches/node.yaml`. */
export function isPatchName(file: string): boolean {
  if (!file.toLowerCase().includes("patch")) return false;
  const [name = "", folder = ""] = file.split("/").reverse();
  return /(?:^|[^a-z])patch(?:es)?(?:[^a-z]|$)/i.test(name) || /^patch(?:es)?$/i.test(folder);
}

function scalarOf(node: YamlNode | undefined): unknown {
  return node?.kind === "scalar" ? node.value : undefined;
}

function isAbsent(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === "scalar" && node.value === null);
}

function itemsOf(root: YamlNode, key: string): readonly YamlNode[] {
  const list = entryOf(root, key)?.value;
  return list?.kind === "sequence" ? list.items : [];
}

function pathEntry(item: YamlNode): string[] {
  const entry = entryOf(item, "path");
  return entry === undefined ? [] : path(entry.value);
}

/** A strategic-merge patch may be written in place of its path; it is then of several lines. */
function path(item: YamlNode): string[] {
  return item.kind === "scalar" && typeof item.value === "string" && item.value !== "" && !item.value.includes("\n")
    ? [item.value]
    : [];
}
