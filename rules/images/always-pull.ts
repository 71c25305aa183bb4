import { defineRule } from "../../src/engine/rule.ts";
import { IMAGES } from "../references.ts";
import { floatingTag, imagesOf } from "./images.ts";

/** A version of at least two numbers, a date or a commit: what is called so is not built again. */
const VERSION = /\d\.\d|\d{6}|[0-9a-f]{7}/;

export default defineRule({
  id: "always-pull",
  category: "images",
  severity: "note",
  summary: "Every restart asks the registry",
  why: "With `imagePullPolicy: Always` the kubelet asks the registry before each start, even if it has the image. A pinned image never changes, so the answer is known; but while the registry is down, every agent that restarts and every node that reboots stays without it, just when it is needed.",
  remedy: "Leave `imagePullPolicy` out, which means `IfNotPresent` for a pinned image.",
  exceptions:
    "On nodes shared between tenants `Always` makes each pod prove that it may pull the image. The waiver should say that the registry is as available as the nodes.",
  references: [IMAGES],
  needs: ["imagePullPolicy", "pullPolicy"],
  *check({ daemonSet }) {
    for (const image of imagesOf(daemonSet.pod)) {
      const { tag = "", digest, registry } = image.reference;
      if (image.pullPolicy.value !== "Always" || floatingTag(image) !== undefined) continue;
      if (digest === undefined && !VERSION.test(tag)) continue;
      yield {
        at: image.pullPolicy,
        message: `the image of ${image.user} is pinned to ${digest === undefined ? tag : "a digest"}, and yet each start asks ${registry}: an outage there keeps rebooted nodes bare; use IfNotPresent`,
      };
    }
  },
});
