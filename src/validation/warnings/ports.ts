import type { ContainerPort, PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import { visitContainers } from "../semantics/containers.ts";
import { quote } from "../semantics/words.ts";
import type { ErrorList } from "../types.ts";

/** Warnings of ports, and ports of one number and protocol that one is compared with: bounds on hostile manifests. */
const ENOUGH = 100;

interface Declared {
  readonly port: ContainerPort;
  readonly path: Path;
}

/** Ports of all containers that stand for the same thing, or may. */
export function warnOfPorts(spec: PodSpec, path: Path, errors: ErrorList): void {
  const byNumber = new Map<string, Declared[]>();
  const byName = new Map<string, Path>();
  const most = errors.errors.length + ENOUGH;
  visitContainers(spec, path, ({ ports = [] }, containerPath) => {
    let index = 0;
    for (const port of ports) {
      if (errors.errors.length >= most) return;
      const at = containerPath.child("ports").index(index++);
      const { name = "", containerPort = 0, hostPort = 0, hostIP = "", protocol = "" } = port;
      if (hostIP !== "" && hostPort === 0) {
        errors.warning(at, `hostIP ${quote(hostIP)} chooses an address of the node for hostPort, and there is none`, {
          at: at.child("hostIP"),
        });
      }
      const key = `${containerPort}/${protocol}`;
      const declared = { port, path: at };
      const others = byNumber.get(key);
      if (others === undefined) {
        byNumber.set(key, [declared]);
      } else {
        for (const other of others) warnOfPair(declared, other, errors);
        if (others.length < ENOUGH) others.push(declared);
      }
      const first = name === "" ? undefined : byName.get(name);
      if (first !== undefined) {
        errors.warning(
          at,
          `port name ${quote(name)} is taken by ${first}: Services and probes that ask for it by name get that one`,
          { at: at.child("name") },
        );
      } else if (name !== "") {
        byName.set(name, at);
      }
    }
  });
}

/** Two ports of one number and protocol. */
function warnOfPair({ port, path }: Declared, other: Declared, errors: ErrorList): void {
  const { containerPort = 0, hostPort = 0, hostIP = "", protocol = "" } = port;
  const { hostPort: otherHostPort = 0, hostIP: otherHostIP = "" } = other.port;
  const said = `${protocol} port ${containerPort} is declared at ${other.path} too`;
  if (hostIP === otherHostIP && hostPort === otherHostPort) {
    errors.warning(path, `${said}, just the same: remove one of them`);
  } else if (hostPort === 0 || otherHostPort === 0) {
    errors.warning(path, `${said}, once with a hostPort and once without: remove the one without`);
  } else if (hostPort === otherHostPort && (hostIP === "") !== (otherHostIP === "")) {
    errors.warning(
      path,
      `${said}, once for every address of the node and once for ${hostIP || otherHostIP}: which one gets the traffic is not defined`,
    );
  }
}
