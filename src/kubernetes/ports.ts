/** What of a container its host ports depend on. */
export interface PortContainer {
  readonly restartPolicy?: string | null | undefined;
  readonly ports?: readonly (ContainerPort | null)[] | null | undefined;
}

export interface ContainerPort {
  readonly containerPort?: number | null | undefined;
  readonly hostPort?: number | null | undefined;
  readonly hostIP?: string | null | undefined;
  readonly protocol?: string | null | undefined;
}

export interface PortPodSpec {
  readonly hostNetwork?: boolean | null | undefined;
  readonly containers?: readonly (PortContainer | null)[] | null | undefined;
  readonly initContainers?: readonly (PortContainer | null)[] | null | undefined;
}

/** A port of the node that a pod occupies. */
export interface HostPort {
  readonly port: number;
  /** `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string;
  /** `0.0.0.0` for every address. */
  readonly hostIP: string;
  /** True where the pod gets it from host networking alone: `containerPort` without `hostPort`. */
  readonly implied: boolean;
  /** Where the port is declared, from the pod spec. */
  readonly path: readonly (string | number)[];
}

/**
 * The host ports that the scheduler reserves for a pod: those declared by containers and sidecars (`GetHostPorts` of
 * k8s.io/kubernetes/pkg/scheduler/util). With host networking every declared container port is one
 * (`defaultHostNetworkPorts` of k8s.io/kubernetes/pkg/apis/core/v1); what is not declared, the scheduler doesn't see.
 */
export function hostPorts(spec: PortPodSpec): HostPort[] {
  const found: HostPort[] = [];
  const visit = (list: "initContainers" | "containers", container: PortContainer | null, index: number): void => {
    for (const [position, port] of (container?.ports ?? []).entries()) {
      const declared = port?.hostPort || 0;
      const number = declared !== 0 ? declared : spec.hostNetwork === true ? (port?.containerPort ?? 0) : 0;
      if (number <= 0) continue;
      found.push({
        port: number,
        protocol: port?.protocol || "TCP",
        hostIP: port?.hostIP || "0.0.0.0",
        implied: declared === 0,
        path: [list, index, "ports", position],
      });
    }
  };
  for (const [index, container] of (spec.initContainers ?? []).entries()) {
    if (container?.restartPolicy === "Always") visit("initContainers", container, index);
  }
  for (const [index, container] of (spec.containers ?? []).entries()) visit("containers", container, index);
  return found;
}

/**
 * True where two pods with these ports can't be on one node: same port and protocol, and the same address or one of
 * them every address (`HostPortInfo.CheckConflict` of k8s.io/kube-scheduler/framework, which holds `::` for an address
 * like any other).
 */
export function hostPortsConflict(a: HostPort, b: HostPort): boolean {
  return (
    a.port === b.port &&
    a.protocol === b.protocol &&
    (a.hostIP === b.hostIP || a.hostIP === "0.0.0.0" || b.hostIP === "0.0.0.0")
  );
}
