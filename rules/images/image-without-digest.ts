import { defineRule } from "../../src/engine/rule.ts";
import { IMAGES } from "../references.ts";
import { imagesOf } from "./images.ts";

export default defineRule({
  id: "image-without-digest",
  category: "images",
  severity: "strict",
  summary: "The image can be replaced without a change to the manifest",
  why: "A tag is a name that whoever can push to the registry may give to another image. An agent runs on every node, often as root: one overwritten tag is code on all of them at the next restart, and the manifest, its review and its history show nothing.",
  remedy:
    "Add the digest and keep the tag for people: `agent:1.4.2@sha256:…`. Tools that update images keep both in step.",
  exceptions: "Registries with immutable tags give the same promise; the waiver should name the registry.",
  references: [IMAGES],
  silencedBy: ["floating-image-tag"],
  *check({ daemonSet }) {
    for (const { at, text, reference, user } of imagesOf(daemonSet.pod)) {
      if (reference.digest !== undefined) continue;
      yield {
        at,
        message: `image ${text} of ${user} has no digest: whoever can push to ${reference.registry} decides what the next node runs; add @sha256:…`,
      };
    }
  },
});
