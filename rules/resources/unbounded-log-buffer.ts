import { defineRule } from "../../src/engine/rule.ts";
import { parseQuantity, signOf } from "../../src/kubernetes/quantity.ts";
import type { Container } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { EMPTY_DIR } from "../references.ts";
import { isLimited } from "./amounts.ts";

export default defineRule({
  id: "unbounded-log-buffer",
  category: "resources",
  severity: "strict",
  presets: { recommended: "warning" },
  summary: "An emptyDir may fill the node",
  why: "Agents buffer in an `emptyDir` what they can't deliver. When the receiver is down for an hour, every node's buffer grows at once until the kubelet finds the disk full and evicts pods, anybody's. In memory it is worse: the files count as the pod's memory, and they stay when the container is killed and started anew, so it is killed again.",
  remedy:
    "Set `sizeLimit`, somewhat above what the agent itself is configured to buffer: the kubelet then evicts this pod alone. An `ephemeral-storage` limit on every container bounds the pod's disk as well.",
  exceptions: "In `recommended` only volumes in memory are judged.",
  references: [EMPTY_DIR],
  needs: ["emptyDir"],
  *check({ daemonSet: { pod } }) {
    const containers = pod.allContainers();
    const bounded = containers.every((container) => isLimited(container, "ephemeral-storage"));
    const users = new Map<Field, Container>();
    for (const container of containers) {
      for (const { volume } of container.mounts()) if (volume !== undefined) users.set(volume, container);
    }
    for (const [name, volume] of pod.volumes()) {
      const emptyDir = volume.at("emptyDir");
      const sizeLimit = emptyDir.at("sizeLimit");
      if (!emptyDir.written || sizeLimit.unknown || emptyDir.at("medium").unknown) continue;
      const limit = sizeLimit.value === undefined ? undefined : parseQuantity(sizeLimit.value);
      // The kubelet takes zero for no limit.
      if (!sizeLimit.absent && (limit === undefined || signOf(limit) !== 0)) continue;
      const user = users.get(volume);
      if (user === undefined) continue;
      const inMemory = emptyDir.at("medium").value === "Memory";
      if (!inMemory && bounded) continue;
      yield {
        at: sizeLimit,
        ...(inMemory ? {} : { strict: true }),
        message: inMemory
          ? `emptyDir "${name}" is in memory and has no sizeLimit: what is written there counts as the pod's memory and stays when a container is killed for it; set a sizeLimit`
          : `emptyDir "${name}" has no sizeLimit: what ${user.label} puts there can fill the node's disk, and the kubelet then evicts pods, not only this one; set a sizeLimit`,
      };
    }
  },
});
