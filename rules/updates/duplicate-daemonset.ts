import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import type { Field } from "../../src/model/field.ts";
import type { Place } from "../../src/model/place.ts";
import { folderOf } from "../../src/model/workload.ts";
import { DAEMON_SET } from "../references.ts";

interface Named {
  readonly key: string;
  readonly label: string;
  readonly place: Place;
}

export default defineWorkspaceRule<Named>({
  id: "duplicate-daemonset",
  category: "updates",
  severity: "error",
  summary: "The same DaemonSet is there twice",
  why: "Two manifests of one namespace and name are one object to the cluster. Whichever is applied last wins, the other is gone without a word, and every apply of the folder may roll the agent over all nodes from one version to the other and back.",
  remedy: "Delete one of them, or give it a name of its own; keep alternatives in folders of their own.",
  references: [DAEMON_SET],
  kinds: ["DaemonSet"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const name = daemonSet?.fields.at("metadata").at("name");
    if (name?.value === undefined) return;
    const label = `${resource.namespace ?? defaultNamespace}/${name.value}`;
    yield {
      key: JSON.stringify([folderOf(resource.origin.file), label]),
      label,
      place: resource.placeOf(name as Field),
    };
  },
  *checkWorkspace({ facts }) {
    const first = new Map<string, Named>();
    for (const named of facts) {
      const before = first.get(named.key);
      if (before === undefined) first.set(named.key, named);
      else {
        yield {
          at: named.place,
          message: `DaemonSet ${named.label} is defined in ${before.place.file === named.place.file ? `this file already, in line ${before.place.line}` : `${before.place.file} too`}: to the cluster they are one object, and the one that is applied last wins; delete or rename one`,
          related: [{ at: before.place, message: `DaemonSet ${named.label} is here too` }],
        };
      }
    }
  },
});
