import { defineRule } from "../../src/engine/rule.ts";
import { isWithin } from "../../src/kubernetes/node-path.ts";
import type { HostMount } from "../../src/model/daemon-set.ts";
import { HOST_PATH } from "../references.ts";
import { hostPathField, mountedBy, mountPlaces, narrower } from "./mounts.ts";

interface Consequence {
  /** What an attacker in the container gets where it is writable. */
  readonly writable: string;
  /** What they get where it isn't; undefined where reading is harmless. */
  readonly readable?: string;
  /** True where reading alone is as grave as writing. */
  readonly leaks?: true;
  /** Exporters of the node's metrics need it whole to read. */
  readonly measured?: true;
  /** What is there for agents, and no concern of this rule. */
  readonly except?: readonly string[];
}

/** Stands for the path at which the container mounts it. */
const MOUNT_PATH = "MOUNT_PATH";

const KUBELET_READABLE =
  "the tokens and secrets of every pod on the node lie below it, and the key with which the kubelet speaks for the node";

const RUN: Consequence = {
  writable: "the sockets of the container runtime and of systemd are in it, and either starts anything as root",
  readable: "the sockets of the container runtime and of systemd are in it, and read-only does not close a socket",
};

const MODULES: Consequence = { writable: "a planted kernel module is code in the node's kernel at the next modprobe" };

const PATHS: Readonly<Record<string, Consequence>> = {
  "/": {
    writable: `a break-out is \`chroot ${MOUNT_PATH}\``,
    readable: "the kubelet's key, /etc/shadow and the secrets of every pod on the node can be read",
    measured: true,
  },
  "/etc": {
    writable: "a line in /etc/cron.d or /etc/ld.so.preload runs as root on the node",
    readable: "/etc/shadow, the SSH host keys and /etc/kubernetes can be read",
    leaks: true,
  },
  "/root": {
    writable: "a key added to .ssh/authorized_keys logs in as root",
    readable: "root's SSH keys, kubeconfig and shell history can be read",
    leaks: true,
  },
  "/home": {
    writable: "a key added to .ssh/authorized_keys logs in as any user, an administrator too",
    readable: "the SSH keys, kubeconfigs and cloud credentials of everyone who logs in can be read",
    leaks: true,
  },
  "/boot": {
    writable: "a changed kernel or initramfs owns the node from its next boot on",
    readable: "the kernel and its configuration tell which exploit fits",
  },
  "/usr": {
    writable: "a program in /usr/bin that root runs on the node can be replaced",
    readable: "the installed programs and their versions tell which exploit fits",
  },
  "/var": {
    writable: "the crontabs, the images of containers and the volumes of every pod can be changed",
    readable: "the tokens and secrets of every pod on the node lie in /var/lib/kubelet/pods",
  },
  "/var/lib": {
    writable: "the images of containers, the kubelet's state and the volumes of every pod can be changed",
    readable: "the tokens and secrets of every pod on the node lie in /var/lib/kubelet/pods",
  },
  "/var/run": RUN,
  "/run": RUN,
  "/proc": {
    writable: "a program named in /proc/sys/kernel/core_pattern runs as root on the node",
    readable: "the command lines of every process on the node, and what passwords stand in them, can be read",
    measured: true,
  },
  "/sys": {
    writable: "devices, cgroups and the kernel's settings are the node's own: a uevent helper runs as root there",
    readable: "the node's hardware, kernel and every container's cgroup can be read",
    measured: true,
  },
  "/dev": {
    writable: "once the container gets access to devices, the node's disks can be rewritten",
    readable: "read-only does not keep from writing to a device, the node's disks among them",
  },
  "/lib/modules": MODULES,
  "/usr/lib/modules": MODULES,
  "/etc/kubernetes": {
    writable: "a manifest put into /etc/kubernetes/manifests starts a privileged pod that no admission sees",
    readable:
      "kubeconfigs and cloud credentials can be read, and on a control-plane node the keys that make anyone cluster-admin",
    leaks: true,
  },
  "/var/lib/kubelet": {
    writable: `the volumes and plugins of every pod can be changed, and ${KUBELET_READABLE}`,
    readable: KUBELET_READABLE,
  },
  "/var/lib/kubelet/pods": {
    writable: "the volumes of every pod on the node, their tokens and secrets among them, can be read and changed",
    readable: "the tokens and secrets of every pod on the node can be read",
  },
};

/** What holds for directories and for everything below; the first that holds the path counts. */
const BELOW: readonly (readonly [directory: string, consequence: Consequence])[] = [
  [
    "/etc/kubernetes/manifests",
    {
      writable: "a manifest put there starts a privileged pod that no admission sees",
      readable: "where the control plane has its keys, and how it is started, can be read",
      leaks: true,
    },
  ],
  [
    "/etc/kubernetes/pki",
    {
      writable: "on a control-plane node, whoever can change its keys and authorities becomes cluster-admin",
      readable: "on a control-plane node, the keys there make whoever reads them cluster-admin",
      leaks: true,
    },
  ],
  [
    "/etc/kubernetes",
    {
      writable: "kubeconfigs, cloud credentials and what the control plane trusts are kept there, and can be changed",
      readable: "kubeconfigs, cloud credentials and what the control plane trusts are kept there, and can be read",
      leaks: true,
      except: [
        "/etc/kubernetes/secrets-store-csi-providers",
        "/etc/kubernetes/node-feature-discovery",
        "/etc/kubernetes/cni",
      ],
    },
  ],
  [
    "/var/lib/etcd",
    {
      writable: "every object of the cluster can be changed behind the API server's back",
      readable: "every object of the cluster, its secrets too, can be read",
      leaks: true,
    },
  ],
];

export default defineRule({
  id: "sensitive-host-path",
  category: "host-access",
  severity: "error",
  summary: "A part of the node is mounted that gives the node away",
  why: "A container that can write these paths can make the node run its code as root: whoever breaks into the agent owns every node of the cluster. Of some, reading is enough: keys, tokens and secrets that lie there open the rest of the cluster.",
  remedy:
    "Mount the very directory or file that the agent reads, with `readOnly: true`, in the container that reads it. For what only an installer writes, use an init container that ends.",
  exceptions:
    "Exporters of node metrics read `/proc`, `/sys` and `/` (read-only: a note); CSI node drivers must write `/var/lib/kubelet/pods`; tools that repair nodes must write much. The waiver should name the files that the agent reads or writes there, and why no narrower mount has them.",
  references: [HOST_PATH],
  silencedBy: ["container-runtime-socket"],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    if (pod.isWindows) return;
    const driverMounts = new Set(pod.csiMounts());
    for (const { volume, mounts } of pod.hostVolumes()) {
      const known = mounts.flatMap((mount) => {
        const consequence = consequenceOf(mount.path);
        return consequence === undefined ? [] : [{ mount, consequence }];
      });
      const writing = known.filter(({ mount }) => mount.readOnly === false);
      const speaking =
        writing.length > 0 ? writing : known.filter(({ consequence }) => consequence.readable !== undefined);
      const first = speaking.find(({ consequence }) => consequence.leaks) ?? speaking[0];
      if (first === undefined) continue;
      const { mount, consequence } = first;
      const writable = writing.length > 0;
      const by = speaking.map((each) => each.mount);
      const how = writable
        ? `is mounted writable by ${mountedBy(by)}`
        : `is mounted ${by.every((each) => each.readOnly) ? "read-only " : ""}by ${mountedBy(by)}`;
      yield {
        at: hostPathField(volume),
        subject: volume.path,
        severity: writable || consequence.leaks ? "error" : "note",
        message: `hostPath ${mount.path} ${how}: ${writable ? gained(mount, consequence) : consequence.readable}${
          driverMounts.has(mount)
            ? "; a CSI node driver needs it, so waive it with that reason"
            : narrower(by, writable || !consequence.measured ? "" : ", or waive it if it measures the node")
        }`,
        related: mountPlaces(by),
      };
    }
  },
});

function consequenceOf(path: string | undefined): Consequence | undefined {
  if (path === undefined) return undefined;
  if (Object.hasOwn(PATHS, path)) return PATHS[path];
  const consequence = BELOW.find(([directory]) => isWithin(path, directory))?.[1];
  return consequence?.except?.some((agents) => isWithin(path, agents)) ? undefined : consequence;
}

function gained({ container, mount, path }: HostMount, { writable }: Consequence): string {
  const privileged = container.securityContext.at("privileged").value === true;
  if (path === "/dev" && privileged) return "it is privileged too, so it can rewrite the node's disks";
  return writable.replace(MOUNT_PATH, mount.at("mountPath").value ?? "/");
}
