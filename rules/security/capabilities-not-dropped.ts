import type { Report } from "../../src/engine/rule.ts";
import { BASELINE_CAPABILITIES } from "../../src/kubernetes/pod-security/capabilities.ts";
import type { Container } from "../../src/model/daemon-set.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT } from "../references.ts";
import { definePodSecurityRule, linuxContainers, ownerOf } from "./controls.ts";

const PSS = ["capabilities_restricted"];

export default definePodSecurityRule({
  id: "capabilities-not-dropped",
  category: "security",
  severity: "strict",
  summary: "Container keeps capabilities that it may not need",
  why: "A runtime starts every container with a dozen capabilities: to change owners of files, to become other users, to make devices, to forge packets. An agent that reads files and sends them on uses none of them; whoever gets into it does.",
  remedy:
    'Write `capabilities: {drop: ["ALL"]}` and add back what it fails without; `NET_BIND_SERVICE`, for ports below 1024, is the only one that the `restricted` standard lets it have.',
  exceptions:
    "An agent that reads files of every owner as root needs `DAC_OVERRIDE` or `DAC_READ_SEARCH`, one that changes users `SETUID` and `SETGID`. Drop `ALL`, add those, and say in the waiver what for.",
  references: [POD_SECURITY_STANDARDS, SECURITY_CONTEXT],
  silencedBy: ["privileged-container"],
  pss: PSS,
  say: ({ at, text, container }) => (at.key === "drop" ? notDropped(container, []) : addedBack(container, [text])),
  *check(context) {
    for (const container of linuxContainers(context.daemonSet.pod)) yield* checkContainer(container);
  },
});

function* checkContainer(container: Container): Generator<Report> {
  const capabilities = container.securityContext.at("capabilities");
  const drop = capabilities.at("drop");
  const subject = container.fields.path;
  if (drop.unknown || drop.items().some((item) => item.unknown)) return;
  const dropped: readonly unknown[] = drop.value ?? [];
  if (!dropped.includes("ALL")) {
    const names = dropped.filter((name) => typeof name === "string");
    yield { at: drop, subject, message: notDropped(container, names), pss: PSS };
    return;
  }
  // Those beyond the usual ones are dangerous-capability's.
  const added = capabilities
    .at("add")
    .items()
    .flatMap((field) => {
      const name = field.value ?? "";
      return BASELINE_CAPABILITIES.has(name) && name !== "NET_BIND_SERVICE" ? [{ field, name }] : [];
    });
  const first = added[0]?.field;
  const names = added.map(({ name }) => name);
  if (first !== undefined) yield { at: first, subject, message: addedBack(container, names), pss: PSS };
}

function notDropped(container: Container | undefined, dropped: readonly string[]): string {
  const kept =
    dropped.length === 0
      ? "keeps every capability that the runtime gives"
      : `drops ${enumerate(dropped)} and keeps the other capabilities that the runtime gives`;
  return `${ownerOf(container)} ${kept}, to be used by whoever gets into it; write drop: ["ALL"] and add back what it fails without`;
}

function addedBack(container: Container | undefined, names: readonly string[]): string {
  return `${ownerOf(container)} adds ${enumerate(names)}, where the restricted standard allows no more than NET_BIND_SERVICE; drop ${names.length > 1 ? "them" : "it"} if it runs without`;
}
