import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { asMap, asText, dig, type Path, type Plain, quoted } from "./pod.ts";

const TYPES: readonly string[] = ["", "container_t", "container_init_t", "container_kvm_t"];
const TYPES_SINCE_31: readonly string[] = [...TYPES, "container_engine_t"];

function allowing(types: readonly string[]): Revision["check"] {
  return (pod) => {
    const bad: { path: Path; value: string }[] = [];
    const visit = (path: Path, securityContext: Plain): void => {
      const options = asMap(dig(securityContext, "seLinuxOptions"));
      for (const key of ["type", "user", "role"]) {
        const value = asText(dig(options, key));
        const isAllowed = key === "type" ? types.includes(value) : value === "";
        if (!isAllowed) bad.push({ path: [...path, "securityContext", "seLinuxOptions", key], value });
      }
    };
    visit(["spec"], pod.securityContext);
    for (const container of pod.containers) visit(container.path, container.securityContext);
    return offence(
      bad.map(({ path }) => path),
      () => `SELinux ${quoted(bad.map(({ value }) => value))}`,
    );
  };
}

/** SELinux types are those of containers, users and roles are left alone: `CheckSELinuxOptions`. */
export const seLinuxOptions: PodSecurityCheck = {
  id: "seLinuxOptions",
  level: "baseline",
  revisions: [
    { since: 0, check: allowing(TYPES) },
    { since: 31, check: allowing(TYPES_SINCE_31) },
  ],
};
