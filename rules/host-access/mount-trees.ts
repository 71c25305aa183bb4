import { cleanPath, isWithin, resolvePath } from "../../src/kubernetes/node-path.ts";

/** Directories of a node below which something else is mounted, links resolved. */
const MOUNT_POINTS_BELOW: readonly string[] = [
  "/boot",
  "/dev",
  "/media",
  "/mnt",
  "/proc",
  "/run/containerd",
  "/run/netns",
  "/run/user",
  "/sys/fs",
  "/sys/kernel",
  "/var/lib/containerd",
  "/var/lib/containers",
  "/var/lib/docker",
  "/var/lib/kubelet/plugins",
  "/var/lib/kubelet/pods",
];

/** True where a node has mounts below a path. */
export function hasSubmounts(path: string): boolean {
  const resolved = resolvePath(cleanPath(path));
  return MOUNT_POINTS_BELOW.some((directory) => isWithin(directory, resolved));
}
