import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import type { Field } from "../../src/model/field.ts";
import { groupBy } from "../../src/model/group-by.ts";
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
    for (const same of groupBy(facts, ({ key }) => key).values()) {
      const [first, second, ...others] = same.map(({ place }) => place);
      if (first === undefined || second === undefined) continue;
      const label = `DaemonSet ${same[0]?.label}`;
      const before = first.file === second.file ? `this file already, in line ${first.line}` : `${first.file} too`;
      const more =
        others.length === 0 ? "" : `, and ${others.length === 1 ? "once" : `${others.length} times`} more beside it`;
      yield {
        at: second,
        message: `${label} is defined in ${before}${more}: to the cluster they are one object, and the one that is applied last wins; delete or rename ${others.length > 0 ? "all but one, or keep alternatives in folders of their own" : "one"}`,
        related: [first, ...others].slice(0, TOLD).map((at) => ({ at, message: `${label} is here too` })),
      };
    }
  },
});

/** Of many alternatives in one folder, as many places are told. */
const TOLD = 10;
