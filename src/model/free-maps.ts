/** Fields whose keys are the author's, not the schema's: the API server prints them as `labels[key]`. */
const FREE_MAPS: ReadonlySet<string> = new Set([
  "annotations",
  "binaryData",
  "capacity",
  "data",
  "labels",
  "limits",
  "matchLabels",
  "nodeSelector",
  "options",
  "overhead",
  "requests",
  "stringData",
  "volumeAttributes",
]);

export function isFreeMap(key: string | number | undefined): boolean {
  return typeof key === "string" && FREE_MAPS.has(key);
}
