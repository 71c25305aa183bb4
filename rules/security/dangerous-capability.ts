import { BASELINE_CAPABILITIES } from "../../src/kubernetes/pod-security/capabilities.ts";
import type { Container, Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT } from "../references.ts";
import { definePodSecurityRule, linuxContainers, ownerOf } from "./controls.ts";

const PSS = ["capabilities_baseline"];

interface Reach {
  readonly hostNetwork: boolean;
  readonly hostPid: boolean;
}

function reachOf(pod: Pod): Reach {
  return { hostNetwork: pod.hostNetwork, hostPid: pod.spec.at("hostPID").value === true };
}

/** What a capability gives to who gets into the container, the gravest first. */
const CONSEQUENCES: Readonly<Record<string, string | ((reach: Reach) => string)>> = {
  ALL: "every capability at once is all but privileged",
  SYS_ADMIN: "it mounts file systems and enters other namespaces, which is root on the node in all but name",
  SYS_MODULE: "it loads modules, that is, code of its own, into the node's kernel",
  DAC_READ_SEARCH: "it opens any file of the node's disk by its number, mounted or not",
  SYS_RAWIO: "it writes to the node's memory and disks past the kernel",
  BPF: "it loads programs into the node's kernel that see and change the traffic and system calls of every pod",
  SYS_PTRACE: ({ hostPid }) =>
    hostPid
      ? "with hostPID it reads and changes the memory of every process of the node"
      : "it reads and changes the memory of the other processes in its containers, and reaches those of the node once a path to them is found",
  NET_ADMIN: ({ hostNetwork }) =>
    hostNetwork
      ? "on the host network it changes the node's routes and firewall, for every pod on it"
      : "it changes the routes, addresses and firewall of its pod, and listens to all of its traffic",
  SYS_BOOT: "it restarts the node or loads another kernel",
  SYS_TIME: "it sets the clock of the node, and certificates and leases go by that",
  PERFMON: "it watches the kernel and every process of the node by performance counters",
  CHECKPOINT_RESTORE: "it chooses process ids and reads the memory maps of other processes",
  SYSLOG: "it reads the kernel's log and the addresses that hardening hides",
  MAC_ADMIN: "it changes the node's mandatory access control",
  MAC_OVERRIDE: "it steps over the node's mandatory access control",
  AUDIT_CONTROL: "it switches the node's audit log off",
  AUDIT_READ: "it reads the node's audit log",
  NET_RAW: ({ hostNetwork }) =>
    hostNetwork
      ? "on the host network it listens to and forges the packets of the node"
      : "it forges packets in the name of other pods of its node; runtimes give it by default, so it needs adding only after drop: [ALL]",
  NET_BROADCAST: "it sends to everybody on its network",
  IPC_OWNER: "it takes over shared memory of others that it can see",
  IPC_LOCK: "it keeps memory from being swapped out, past its limit",
  SYS_RESOURCE: "it lifts the kernel's limits on processes, files and disk quotas",
  SYS_NICE: "it takes the processor before others, the node's own services included",
  LINUX_IMMUTABLE: "it makes files that root itself can't delete at once",
  SYS_PACCT: "it switches the node's process accounting",
  SYS_TTY_CONFIG: "it hangs up the node's terminals",
  LEASE: "it holds up others at files that it leases",
  BLOCK_SUSPEND: "it keeps the node from suspending",
  WAKE_ALARM: "it wakes the node",
};
const RANK = Object.keys(CONSEQUENCES);

export default definePodSecurityRule({
  id: "dangerous-capability",
  category: "security",
  severity: "error",
  summary: "Container adds a capability beyond the usual ones",
  why: "Capabilities are root cut into pieces, and several of the pieces are as good as the whole: with `SYS_ADMIN`, `SYS_MODULE`, `DAC_READ_SEARCH` or `BPF` a container leaves its confinement by itself. Those that the `baseline` standard lets a container add are the ones that runtimes give anyway.",
  remedy:
    "Take away what the agent does without: many lists are copied, and newer kernels have narrower ones (`BPF` and `PERFMON` in place of `SYS_ADMIN`). Drop `ALL` first, so that the list says everything it has.",
  exceptions:
    "Network plugins change routes (`NET_ADMIN`), profilers look into processes (`SYS_PTRACE`), tracers load BPF programs. The waiver should name the system call or feature for each capability.",
  references: [POD_SECURITY_STANDARDS, SECURITY_CONTEXT],
  silencedBy: ["privileged-container"],
  pss: PSS,
  say: ({ text, container }, { pod }) => message(container, [text], reachOf(pod)),
  needs: ["add"],
  *check(context) {
    const { pod } = context.daemonSet;
    for (const container of linuxContainers(pod)) {
      const added = dangerousIn(container);
      const first = added[0];
      if (first === undefined) continue;
      yield {
        at: first.field,
        subject: container.fields.path,
        message: message(
          container,
          added.map(({ name }) => name),
          reachOf(pod),
        ),
        pss: PSS,
      };
    }
  },
});

/** The capabilities that a container adds beyond those of `baseline`, the gravest first. */
function dangerousIn(container: Container): { field: Field; name: string }[] {
  const added = container.securityContext
    .at("capabilities")
    .at("add")
    .items()
    .flatMap((field) => {
      const name: unknown = field.value;
      const isBad = typeof name === "string" && !BASELINE_CAPABILITIES.has(name);
      return isBad ? [{ field: field as Field, name }] : [];
    });
  return added.sort((a, b) => rankOf(a.name) - rankOf(b.name));
}

function rankOf(name: string): number {
  const rank = RANK.indexOf(bare(name));
  return rank < 0 ? RANK.length : rank;
}

/** The name as Kubernetes writes it. */
function bare(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, "");
}

function message(container: Container | undefined, names: readonly string[], reach: Reach): string {
  const [first = ""] = names;
  const name = bare(first);
  const known = Object.hasOwn(CONSEQUENCES, name) ? CONSEQUENCES[name] : undefined;
  const consequence = typeof known === "function" ? known(reach) : known;
  const what = `${ownerOf(container)} adds ${enumerate(names)}`;
  if (consequence !== undefined) {
    const others = names.length > 1 && name !== "ALL";
    return `${what}: ${others ? `with ${first} ` : ""}${consequence}; ${advice(container)}`;
  }
  if (name !== first && (BASELINE_CAPABILITIES.has(name) || name === "")) {
    return `${what}: no capability goes by that name here; write ${name || "its name"}, in capitals and without CAP_`;
  }
  return `${what}: no container has ${names.length > 1 ? "these" : "this"} by default, and no runtime may know ${names.length > 1 ? "them" : "it"}; ${advice(container)}`;
}

function advice(container: Container | undefined): string {
  const dropped: readonly unknown[] = container?.securityContext.at("capabilities").at("drop").value ?? [];
  return dropped.includes("ALL") ? "keep only what it fails without" : "drop ALL and add only what it fails without";
}
