import { defineRule } from "../../src/engine/rule.ts";
import { SECURITY_CONTEXT } from "../references.ts";
import { linuxContainers } from "./controls.ts";

export default defineRule({
  id: "writable-root-filesystem",
  category: "security",
  severity: "strict",
  summary: "Container can change its own programs",
  why: "With a writable root file system whoever gets into a container replaces its programs and downloads tools into it, and what an agent writes there fills the node's disk without counting as its own volume.",
  remedy:
    "Write `readOnlyRootFilesystem: true`, and mount an `emptyDir` with a `sizeLimit` on the directories it does write to (`/tmp`, `/var/run`).",
  exceptions:
    "Images that install or configure themselves at start can't do without; the waiver should name what they write, and a rebuilt image is the cure.",
  references: [SECURITY_CONTEXT],
  *check({ daemonSet: { pod } }) {
    for (const container of linuxContainers(pod)) {
      const readOnly = container.securityContext.at("readOnlyRootFilesystem");
      if (readOnly.unknown || readOnly.value === true) continue;
      yield {
        at: readOnly,
        message: `${container.label} can change its own programs, and so can whoever gets in; write readOnlyRootFilesystem: true, with an emptyDir where it must write`,
      };
    }
  },
});
