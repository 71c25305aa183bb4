import { defineRule } from "../../src/engine/rule.ts";
import { IMAGES } from "../references.ts";
import { floatingTag, imagesOf } from "./images.ts";

export default defineRule({
  id: "floating-image-tag",
  category: "images",
  severity: "warning",
  summary: "What runs depends on the day that the node pulled it",
  why: "A tag such as `latest`, which is also what no tag means, moves with every build. Nodes that join later, or whose image was cleaned up, run another version than the rest, and nobody rolled it out; a rollback of the DaemonSet brings nothing back, because the manifest never changed.",
  remedy: "Name the version (`agent:1.4.2`), best with its digest (`agent:1.4.2@sha256:…`).",
  exceptions:
    "A test cluster that follows a branch on purpose. The waiver should say that nothing depends on the cluster.",
  references: [IMAGES],
  *check({ daemonSet }) {
    for (const image of imagesOf(daemonSet.pod)) {
      const tag = floatingTag(image);
      if (tag === undefined) continue;
      const what = image.reference.tag === undefined ? "has no tag, which means latest" : `has the moving tag ${tag}`;
      yield {
        at: image.at,
        message: `image ${image.text} of ${image.user} ${what}: nodes that join later run something else, and no rollback brings this version back; name a version`,
      };
    }
  },
});
