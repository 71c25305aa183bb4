import { formatQuantity, isWhole } from "../../kubernetes/quantity.ts";
import { readAmount } from "../../kubernetes/resources.ts";
import type { EnvVar, PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import { visitContainers } from "../semantics/containers.ts";
import { quote } from "../semantics/words.ts";
import type { ErrorList } from "../types.ts";

/** Resources of containers that are counted in bytes. */
const IN_BYTES: readonly string[] = ["memory", "ephemeral-storage"];

export function warnOfContainers(spec: PodSpec, path: Path, errors: ErrorList): void {
  visitContainers(spec, path, ({ resources, env = [] }, at) => {
    if (resources !== undefined) {
      warnOfFractions(resources.limits, at.child("resources", "limits"), errors);
      warnOfFractions(resources.requests, at.child("resources", "requests"), errors);
    }
    if (env.length > 1) warnOfEnv(env, at.child("env"), errors);
  });
}

type Amounts = { readonly [name: string]: string | undefined };

/** Amounts of less than a byte, or of a byte and a half: mostly `m` written for `M`. */
export function warnOfFractions(
  amounts: Amounts | undefined,
  path: Path,
  errors: ErrorList,
  inBytes: readonly string[] = IN_BYTES,
): void {
  for (const name in amounts) {
    const amount = inBytes.includes(name) ? readAmount(amounts[name]) : undefined;
    if (amount === undefined || isWhole(amount)) continue;
    const text = formatQuantity(amount);
    const hint = text.endsWith("m") ? `; "m" means thousandths, write ${text.slice(0, -1)}M for megabytes` : "";
    errors.warning(path.key(name), `${name} is ${text}, which is no whole number of bytes${hint}`);
  }
}

/** Variables that take the place of an earlier one without using its value. */
function warnOfEnv(variables: readonly EnvVar[], path: Path, errors: ErrorList): void {
  const seen = new Set<string>();
  let index = -1;
  for (const { name = "", value = "", valueFrom } of variables) {
    index++;
    if (!seen.has(name)) {
      seen.add(name);
      continue;
    }
    const reference = `$(${name})`;
    if (valueFrom === undefined && value !== reference && value.includes(reference)) continue;
    errors.warning(
      path.index(index),
      `variable ${quote(name)} is set above already: the last one counts, and kubectl apply may drop either of them`,
    );
  }
}
