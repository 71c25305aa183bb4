import { portNameFault } from "../../kubernetes/names.ts";
import type { ContainerPort } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkPortNumber } from "./numbers.ts";
import { checkChoice, quote } from "./words.ts";

const PROTOCOLS = ["TCP", "UDP", "SCTP"] as const;

/** `validateContainerPorts` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validatePorts(ports: readonly ContainerPort[], path: Path, errors: ErrorList): void {
  const names = new Set<string>();
  let index = 0;
  for (const { name = "", containerPort = 0, hostPort = 0, protocol = "" } of ports) {
    const at = path.index(index++);
    const fault = name === "" ? undefined : portNameFault(name);
    if (fault !== undefined) {
      errors.invalid(at.child("name"), `port name ${quote(name)} ${fault}`);
    } else if (names.has(name)) {
      errors.duplicate(at.child("name"), `another port of the container is called ${quote(name)} already`);
    } else if (name !== "") {
      names.add(name);
    }
    if (containerPort === 0) errors.required(at.child("containerPort"), "the port has no number: write containerPort");
    else checkPortNumber("containerPort", containerPort, at.child("containerPort"), errors);
    if (hostPort !== 0) checkPortNumber("hostPort", hostPort, at.child("hostPort"), errors);
    checkChoice("protocol", protocol, PROTOCOLS, at.child("protocol"), errors);
  }
}

/** Host ports that are taken already; `taken` is added to: `AccumulateUniqueHostPorts`. `because` says why an unwritten one is one. */
export function validateHostPortsUnique(
  ports: readonly ContainerPort[],
  taken: Set<string>,
  path: Path,
  errors: ErrorList,
  because = "",
): void {
  let index = -1;
  for (const { hostPort = 0, hostIP = "", protocol = "" } of ports) {
    index++;
    if (hostPort === 0) continue;
    const key = `${protocol}/${hostIP}/${hostPort}`;
    if (taken.has(key)) {
      const address = hostIP === "" ? "" : ` on ${hostIP}`;
      errors.duplicate(
        path.index(index).child("hostPort"),
        `${protocol} port ${hostPort} of the node${address} is taken by another port of the pod already${because && `: ${because}`}`,
      );
    }
    taken.add(key);
  }
}

/** With host networking a container's port is the node's: `validatePodHostNetworkDeps`. */
export function validateHostNetworkPorts(ports: readonly ContainerPort[], path: Path, errors: ErrorList): void {
  let index = -1;
  for (const { containerPort = 0, hostPort = 0 } of ports) {
    index++;
    // What is no port at all is said already.
    if (hostPort <= 0 || hostPort > 65535 || hostPort === containerPort) continue;
    errors.invalid(
      path.index(index).child("hostPort"),
      `hostPort is ${hostPort} and containerPort ${containerPort}: with hostNetwork the container listens on the node itself, so remove hostPort or make them equal`,
    );
  }
}
