import { isWithin, resolvePath } from "./node-path.ts";

/** A way to a container runtime: whoever may connect starts containers of any privilege on the node. */
export interface RuntimeSocket {
  /** What listens there: `Docker`, `containerd`, …; undefined where the path is a directory that holds a socket. */
  readonly runtime: string | undefined;
}

/** Where runtimes listen, with links resolved: the default of each, and of the distributions that move it. */
const SOCKETS: readonly string[] = [
  "/run/containerd/containerd.sock",
  "/run/crio/crio.sock",
  "/run/podman/podman.sock",
  "/run/docker/containerd/containerd.sock",
  "/run/host-containerd/containerd.sock",
  "/run/k3s/containerd/containerd.sock",
  "/run/k0s/containerd.sock",
  "/var/snap/microk8s/common/run/containerd.sock",
];

/** Names of sockets, wherever they lie. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["docker.sock", "Docker"],
  ["dockershim.sock", "Docker"],
  ["cri-dockerd.sock", "Docker"],
  ["containerd.sock", "containerd"],
  ["docker-containerd.sock", "containerd"],
  ["crio.sock", "CRI-O"],
  ["podman.sock", "Podman"],
]);

const PIPES: ReadonlyMap<string, string> = new Map([
  ["docker_engine", "Docker"],
  ["cri-dockerd", "Docker"],
  ["containerd-containerd", "containerd"],
]);

/**
 * The runtime that is reached through a path on a Linux node: its socket, or a directory that holds one. `/` and `/var`
 * are no such directory: they are far more, or lead there only by a link that a container resolves within itself.
 */
export function runtimeSocketAt(path: string): RuntimeSocket | undefined {
  const resolved = resolvePath(path);
  const runtime = NAMES.get(resolved.slice(resolved.lastIndexOf("/") + 1));
  if (runtime !== undefined) return { runtime };
  if (resolved === "/" || resolved === "/var") return undefined;
  return SOCKETS.some((socket) => isWithin(socket, resolved)) ? { runtime } : undefined;
}

/** The runtime behind a named pipe of a Windows node. */
export function runtimePipeAt(path: string): RuntimeSocket | undefined {
  const pipe = /^[\\/]{2}\.[\\/]pipe[\\/]([^\\/]+)$/.exec(path)?.[1];
  const runtime = pipe === undefined ? undefined : PIPES.get(pipe.toLowerCase());
  return runtime === undefined ? undefined : { runtime };
}

/** True where a hostPath is a Unix socket, by its declared type or by its name. */
export function isSocketPath(path: string, type: string | undefined): boolean {
  return type === "Socket" || /\.sock(et)?$/.test(path);
}
