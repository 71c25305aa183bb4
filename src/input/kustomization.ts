import type { YamlNode } from "./tree.ts";
export function isPartialDaemonSet(_root: YamlNode): boolean {
  return false;
}
