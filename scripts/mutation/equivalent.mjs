/**
 * Mutants that mean the same as the original, whatever a manifest says: part of the source line, what replaces its code
 * (anything where none is named), and why.
 */
export const EQUIVALENT = [
  {
    file: "updates/overlapping-selectors.ts",
    line: "best === undefined || count(label)",
    why: "every label of a selector finds what it may match; the rarest is only the quickest",
  },
  {
    file: "updates/overlapping-selectors.ts",
    line: "const count = (label",
    why: "as above: it only chooses the quickest label",
  },
  {
    file: "updates/overlapping-selectors.ts",
    line: "if (rarest === undefined) this.#open",
    why: "what is open is compared with everything: slower, and the same findings",
    text: "true",
  },
  {
    file: "networking/host-port-clash.ts",
    line: "if (known.length >= 2 ||",
    why: "a third of the same kind is never needed: slower, and the same findings",
    text: "false",
  },
  {
    file: "networking/host-port-clash.ts",
    line: "if (known.length >= 2 ||",
    why: "as above",
    text: "(known.length > 2)",
  },
  {
    file: "networking/host-port-clash.ts",
    line: "if (known.length >= 2 ||",
    why: "as above",
    text: "3",
  },
  {
    file: "resources/oversized-node-footprint.ts",
    line: "group.reduce((sum, { share }) => sum + share, 0)",
    why: "one more or less on every sum changes no order",
    text: "1",
  },
  {
    file: "resources/oversized-node-footprint.ts",
    line: "group.reduce((sum, { share }) => sum + share, 0)",
    why: "as above",
    text: "(-1)",
  },
  {
    file: "resources/oversized-node-footprint.ts",
    line: "cluster.nodeAllocatable ?? {}",
    why: "where nothing is known of nodes there are no facts to go through",
  },
  {
    file: "scheduling/system-priority-outside-kube-system.ts",
    line: 'field.value ?? ""',
    why: "neither is a system class",
  },
  {
    file: "security/capabilities-not-dropped.ts",
    line: 'field.value ?? ""',
    why: "neither is a capability",
  },
  {
    file: "networking/host-port.ts",
    line: 'subject: pod.spec.at("hostNetwork").path',
    why: "of a pod with a network of its own nothing is said there",
    text: "true",
  },
  {
    file: "security/credentials.ts",
    line: 'promise === "token"',
    why: "11 characters never have 40 bits",
    text: "(11)",
  },
  {
    file: "reliability/missing-reference.ts",
    line: "editDistance(a, b, SLIP + 1)",
    why: "the bound only ends the count early",
    text: "2",
  },
];
