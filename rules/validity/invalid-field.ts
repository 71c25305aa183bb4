import { defineRule } from "../../src/engine/rule.ts";
import { entryOf, replacedEntries } from "../../src/input/tree.ts";
import type { Field } from "../../src/model/field.ts";
import type { Place } from "../../src/model/place.ts";
import { verdictOf } from "../../src/validation/index.ts";
import { API_REFERENCE } from "../references.ts";
import { reportOf } from "./report.ts";

export default defineRule({
  id: "invalid-field",
  category: "validity",
  severity: "error",
  summary: "The API server refuses a field",
  why: "The API server's own validation rejects the object, so `kubectl apply` fails: on the first rollout nothing runs, and on a later one the nodes silently keep the old version while the pipeline is red.",
  remedy: "Write what the message says; the field's documentation lists what it may hold.",
  references: [API_REFERENCE],
  presets: { validity: "error" },
  *check({ daemonSet, kubernetes, preset }) {
    for (const error of verdictOf(daemonSet.resource, kubernetes).errors) {
      if (error.type === "UnknownField" || (error.isConsequence && preset !== "validity")) continue;
      const report = reportOf(daemonSet.resource, error);
      const related = error.type === "DuplicateField" ? earlier(report.at) : [];
      yield { ...report, related };
    }
  },
});

/** Of a key that is written many times, as many places are told. */
const TOLD = 10;

/** The entries that a later one of the same key replaced. */
function earlier(field: Field): { message: string; at: Place }[] {
  const map = field.parent?.node;
  if (map?.kind !== "map" || typeof field.key !== "string") return [];
  const { resource } = field;
  const { lines } = resource.origin;
  const last = entryOf(map, field.key)?.keyStart;
  return replacedEntries(map, field.key)
    .filter(({ keyStart }) => keyStart !== last)
    .slice(0, TOLD)
    .map(({ keyStart, keyEnd }) => ({
      message: "written here before",
      at: { ...resource.placeOf(field, "key"), ...lines.region(keyStart, keyEnd), ...lines.excerpt(keyStart) },
    }));
}
