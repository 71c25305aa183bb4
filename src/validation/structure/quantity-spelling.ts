import { parseQuantity } from "../../kubernetes/quantity.ts";

/** Spellings of units seen in the wild, lower case, and what Kubernetes calls them. Bare `k` and `g` mean powers of two to Docker and the JVM. */
const UNITS: Readonly<Record<string, string>> = {
  b: "",
  byte: "",
  bytes: "",
  core: "",
  cores: "",
  cpu: "",
  cpus: "",
  vcpu: "",
  vcpus: "",
  millicores: "m",
  millicpu: "m",
  mcpu: "m",
  kb: "k",
  mb: "M",
  gb: "G",
  tb: "T",
  kib: "Ki",
  mib: "Mi",
  gib: "Gi",
  tib: "Ti",
  ki: "Ki",
  mi: "Mi",
  gi: "Gi",
  ti: "Ti",
  pi: "Pi",
  ei: "Ei",
  k: "Ki",
  g: "Gi",
  t: "Ti",
  meg: "M",
  megs: "M",
};

const LONGEST = 100;

/** The quantity that a malformed one most likely means: `100mi` is `100Mi`, `1.5Gb` is `1.5G`, `1,5Gi` is `1.5Gi`. */
export function meantQuantity(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = /^\s*([+-]?\d+(?:[.,]\d+)?|[+-]?[.,]\d+)\s*([A-Za-z]*)\s*$/.exec(text);
  if (parts === null) return undefined;
  const [, number = "", unit = ""] = parts;
  const right = parseQuantity(`1${unit}`) !== undefined ? unit : UNITS[unit.toLowerCase()];
  if (right === undefined) return undefined;
  const meant = `${number.replace(",", ".")}${right}`;
  return meant !== text && parseQuantity(meant) !== undefined ? meant : undefined;
}
