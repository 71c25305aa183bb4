import { isWithin, resolvePath } from "./node-path.ts";

/** A way to a container runtime: whoever may connect starts containers of any privilege on the node. */
export interface RuntimeSocket {
  /** What listens there: `Docker`, `containerd`, … */
  readonly runtime: string;
  /** False where the path is a directory that holds the socket. */
  readonly itself: boolean;
}

/** Where runtimes listen, with links resolved: the default of each, and of the distributions that move it. */
const SOCKETS: readonly (readonly [path: string, runtime: string])[] = [
  ["/run/docker.sock", "Docker"],
  ["/run/containerd/containerd.sock", "containerd"],
  ["/run/crio/crio.sock", "CRI-O"],
  ["/run/podman/podman.sock", "Podman"],
  ["/run/docker/containerd/containerd.sock", "containerd"],
  ["/run/host-containerd/containerd.sock", "containerd"],
  ["/run/k3s/containerd/containerd.sock", "containerd"],
  ["/run/k0s/containerd.sock", "containerd"],
  ["/var/snap/microk8s/common/run/containerd.sock", "containerd"],
];

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
  const named = NAMES.get(resolved.slice(resolved.lastIndexOf("/") + 1));
  if (named !== undefined) return { runtime: named, itself: true };
  if (resolved === "/" || resolved === "/var") return undefined;
  const held = SOCKETS.find(([socket]) => isWithin(socket, resolved));
  return held === undefined ? undefined : { runtime: held[1], itself: false };
}

/** The runtime behind a named pipe of a Windows node. */
export function runtimePipeAt(path: string): RuntimeSocket | undefined {
  const pipe = /^[\\/]{2}\.[\\/]pipe[\\/]([^\\/]+)$/.exec(path)?.[1];
  const runtime = pipe === undefined ? undefined : PIPES.get(pipe.toLowerCase());
  return runtime === undefined ? undefined : { runtime, itself: true };
}

/** True where a hostPath is a Unix socket, by its declared type or by its name. */
export function isSocketPath(path: string, type: string | undefined): boolean {
  return type === "Socket" || /\.sock(et)?$/.test(path);
}
