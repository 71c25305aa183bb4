import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { asList, asText, containersNamed, dig, type Path, type PlainContainer, type PlainPod, quoted } from "./pod.ts";

/** Capabilities that `baseline` lets a container add: those that runtimes give anyway. */
export const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

interface Added {
  readonly path: Path;
  readonly name: string;
}

function addedBeyond(containers: readonly PlainContainer[], isAllowed: (name: string) => boolean): Added[] {
  const added: Added[] = [];
  for (const { path, securityContext } of containers) {
    for (const [index, item] of asList(dig(securityContext, "capabilities", "add")).entries()) {
      const name = asText(item);
      if (!isAllowed(name)) added.push({ path: [...path, "securityContext", "capabilities", "add", index], name });
    }
  }
  return added;
}

/** No capability is added beyond the usual ones: `CheckCapabilitiesBaseline`. */
export const capabilitiesBaseline: PodSecurityCheck = {
  id: "capabilities_baseline",
  level: "baseline",
  revisions: [
    {
      since: 0,
      check(pod) {
        const added = addedBeyond(pod.containers, (name) => BASELINE_CAPABILITIES.has(name));
        return offence(
          added.map(({ path }) => path),
          () => `capabilities ${quoted(added.map(({ name }) => name))} added`,
        );
      },
    },
  ],
};

function checkRestricted(pod: PlainPod): ReturnType<Revision["check"]> {
  const keeping = pod.containers.filter(
    (container) => !asList(dig(container.securityContext, "capabilities", "drop")).includes("ALL"),
  );
  const added = addedBeyond(pod.containers, (name) => name === "NET_BIND_SERVICE");
  return offence(
    [
      ...keeping.map((container) => [...container.path, "securityContext", "capabilities", "drop"]),
      ...added.map(({ path }) => path),
    ],
    () =>
      [
        ...(keeping.length > 0 ? [`${containersNamed(keeping)} not dropping "ALL"`] : []),
        ...(added.length > 0 ? [`capabilities ${quoted(added.map(({ name }) => name))} added`] : []),
      ].join(" and "),
  );
}

/** All capabilities are dropped, and none but `NET_BIND_SERVICE` is added back: `CheckCapabilitiesRestricted`. */
export const capabilitiesRestricted: PodSecurityCheck = {
  id: "capabilities_restricted",
  level: "restricted",
  revisions: [
    { since: 22, overrides: ["capabilities_baseline"], check: checkRestricted },
    {
      since: 25,
      overrides: ["capabilities_baseline"],
      check: (pod) => (pod.isWindows ? undefined : checkRestricted(pod)),
    },
  ],
};
