import { defineRule } from "../../src/engine/rule.ts";
import { fix, setField } from "../../src/fix/edits.ts";
import { isWithin, resolvePath } from "../../src/kubernetes/node-path.ts";
import { isSocketPath } from "../../src/kubernetes/runtime-socket.ts";
import type { HostMount, Pod } from "../../src/model/daemon-set.ts";
import { HOST_PATH } from "../references.ts";

const IN_MEMORY = "what is written there stays on the node when the pod is gone, and takes its memory";

const STAYS = "what is written there stays on the node when the pod is gone, and can fill its disk";

const NETWORK_PROGRAMS = "the runtime runs the programs in it as root whenever a pod starts";

const CDI = "the runtime does what the device specifications in it say, their hooks as root on the node";

/** What writing below a directory gives, by links resolved; the first that holds the path counts. */
const CONSEQUENCES: readonly (readonly [directory: string, consequence: string])[] = [
  ["/opt/cni", NETWORK_PROGRAMS],
  ["/var/lib/kubelet/cni", NETWORK_PROGRAMS],
  ["/etc/cni", "its files say which programs the runtime runs as root whenever a pod starts"],
  ["/var/log", "a link planted in it has the kubelet, as root, hand out any file of the node as a log"],
  ["/var/lib/docker", "the images and files of every container on the node can be changed"],
  ["/var/lib/containerd", "the images and files of every container on the node can be changed"],
  ["/var/lib/containers", "the images and files of every container on the node can be changed"],
  ["/var/lib/kubelet", "the kubelet trusts what it finds there"],
  ["/var/spool/cron", "a line in a crontab runs as root on the node"],
  ["/sys/fs/cgroup", "the limits of every container on the node can be changed"],
  ["/sys", "what is written there changes the node's kernel"],
  ["/proc", "what is written there changes the node's kernel"],
  ["/run/cdi", CDI],
  ["/etc/cdi", CDI],
  ["/run/systemd", "systemd runs the units that it finds there as root"],
  ["/run", IN_MEMORY],
  ["/dev", IN_MEMORY],
];

/** The same, where the directory is not one that the agent brings along and nobody else reads. */
const CONSEQUENCES_OF_OTHERS: typeof CONSEQUENCES = [
  ["/etc", "the node's own configuration lies there, and what root runs follows it"],
  ["/usr", "a program or library that root runs on the node can be replaced"],
  ["/opt", "a program that the node runs can be replaced"],
  ["/boot", "what is changed there runs in the node's kernel from its next boot on"],
  ["/home/kubernetes/bin", "a program or library that the node runs can be replaced"],
  ["/root", "what is changed there runs when root logs in"],
];

/** Someone's home; what lies deeper than the keys in it is a directory like any other. */
const HOME = /^\/home\/[^/]+$/;
const KEYS = /^\/home\/[^/]+\/\.ssh$/;

const CNI = ["/opt/cni", "/etc/cni"];

/** Where plugins of the kubelet make the sockets by which it reaches them. */
const MEETING_PLACE =
  /[/\\](?:kubelet[/\\](?:device-plugins|plugins|plugins_registry|pod-resources)|secrets-store-csi-providers)(?:[/\\]|$)/;

/** Files of devices that are mounted without saying their type. */
const DEVICES: ReadonlySet<string> = new Set([
  "/dev/cpu_dma_latency",
  "/dev/fuse",
  "/dev/kmsg",
  "/dev/kvm",
  "/dev/mem",
  "/dev/net/tun",
  "/dev/vhost-net",
  "/dev/vfio/vfio",
]);

export default defineRule({
  id: "writable-host-path",
  category: "host-access",
  severity: "warning",
  summary: "A directory of the node can be written",
  why: "A mount is writable unless it says otherwise, and most agents only read. Whoever breaks into one that can write plants files that outlive the pod: a link, a program, a line of configuration that the node follows. A bug in the agent can fill the node's disk as well.",
  remedy:
    "Write `readOnly: true` on the mount of every container that reads only. Where the agent keeps a state of its own, give it a directory of its own.",
  exceptions:
    "An agent that keeps its position on the node, or installs something on it, must write. The waiver should name what it writes; a directory that no other program reads is the best of reasons.",
  references: [HOST_PATH],
  silencedBy: ["container-runtime-socket", "sensitive-host-path"],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    const driverMounts = new Set(pod.csiMounts());
    for (const host of pod.hostMounts()) {
      if (host.readOnly !== false || host.path === undefined || !isJudged(host, host.path, pod)) continue;
      const bringsIt = host.volume.at("hostPath").at("type").value?.endsWith("OrCreate") ?? false;
      yield {
        at: host.mount,
        subject: host.volume.path,
        fix: fix("unsafe", "mount it with `readOnly: true`", setField(host.mount.at("readOnly"), true)),
        message: `hostPath ${host.path} is mounted writable by ${host.container.label}: ${consequenceOf(host.path, bringsIt)}; ${
          driverMounts.has(host)
            ? "a CSI node driver needs it, so waive it with that reason"
            : bringsIt
              ? "if that is its own state, waive it and say what it keeps there, else write readOnly: true"
              : "write readOnly: true if it only reads"
        }`,
      };
    }
  },
});

/**
 * A mount that could be read-only: the kernel lets a socket or device be written to all the same, plugins meet the
 * kubelet by sockets that they make, a lock is there to be taken, and an init container that installs a network plugin
 * and ends does it as narrowly as can be.
 */
function isJudged({ container, volume }: HostMount, path: string, pod: Pod): boolean {
  const type = volume.at("hostPath").at("type");
  if (type.unknown || isSocketPath(path, type.value)) return false;
  if (path.endsWith(".lock") || MEETING_PLACE.test(path)) return false;
  if (type.value === "CharDevice" || type.value === "BlockDevice" || DEVICES.has(path)) return false;
  if (container.role === "init" && CNI.some((directory) => isWithin(path, directory))) return false;
  return !(pod.isWindows && /^[\\/]{2}\.[\\/]pipe[\\/]/.test(path));
}

function consequenceOf(path: string, bringsIt: boolean): string {
  const resolved = resolvePath(path);
  if (KEYS.test(resolved) || (!bringsIt && HOME.test(resolved)))
    return "a key added to authorized_keys logs in to the node";
  const holds = ([directory]: (typeof CONSEQUENCES)[number]) => isWithin(resolved, directory);
  const consequence = CONSEQUENCES.find(holds) ?? (bringsIt ? undefined : CONSEQUENCES_OF_OTHERS.find(holds));
  return consequence?.[1] ?? STAYS;
}
