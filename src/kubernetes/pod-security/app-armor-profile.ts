import { offence, type PodSecurityCheck } from "./check.ts";
import { asText, dig, isSet, type Path, type Plain, quoted } from "./pod.ts";

const ANNOTATION_PREFIX = "container.apparmor.security.beta.kubernetes.io/";

function isAllowedAnnotation(profile: string): boolean {
  return profile === "" || profile === "runtime/default" || profile.startsWith("localhost/");
}

/** The forbidden profile type of a security context, or undefined. */
function forbiddenType(securityContext: Plain): string | undefined {
  const profile = dig(securityContext, "appArmorProfile");
  if (!isSet(profile)) return undefined;
  const type = asText(dig(profile, "type"));
  return type === "RuntimeDefault" || type === "Localhost" ? undefined : type;
}

/** No AppArmor profile but the runtime's or the node's own, by field or by annotation: `CheckAppArmorProfile`. */
export const appArmorProfile: PodSecurityCheck = {
  id: "appArmorProfile",
  level: "baseline",
  revisions: [
    {
      since: 0,
      check(pod) {
        const bad: { path: Path; profile: string }[] = [];
        const visit = (path: Path, securityContext: Plain): void => {
          const profile = forbiddenType(securityContext);
          if (profile !== undefined)
            bad.push({ path: [...path, "securityContext", "appArmorProfile", "type"], profile });
        };
        visit(["spec"], pod.securityContext);
        for (const container of pod.containers) visit(container.path, container.securityContext);
        for (const [key, value] of Object.entries(pod.annotations)) {
          const profile = asText(value);
          if (key.startsWith(ANNOTATION_PREFIX) && !isAllowedAnnotation(profile)) {
            bad.push({ path: ["metadata", "annotations", key], profile });
          }
        }
        return offence(
          bad.map(({ path }) => path),
          () => `AppArmor ${quoted(bad.map(({ profile }) => profile))}`,
        );
      },
    },
  ],
};
