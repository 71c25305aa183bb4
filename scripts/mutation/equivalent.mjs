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
    line: "known.length < 2 &&",
    why: "a third of the same kind is never needed: slower, and the same findings",
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
