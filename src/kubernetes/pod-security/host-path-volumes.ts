import { offence, type PodSecurityCheck } from "./check.ts";
import { asList, asText, dig, isSet, quoted } from "./pod.ts";

/** No hostPath volumes: `CheckHostPathVolumes`. */
export const hostPathVolumes: PodSecurityCheck = {
  id: "hostPathVolumes",
  level: "baseline",
  revisions: [
    {
      since: 0,
      check(pod) {
        const bad = [...asList(dig(pod.spec, "volumes")).entries()].filter(([, volume]) =>
          isSet(dig(volume, "hostPath")),
        );
        return offence(
          bad.map(([index]) => ["spec", "volumes", index, "hostPath"]),
          () => `hostPath ${quoted(bad.map(([, volume]) => asText(dig(volume, "name"))))}`,
        );
      },
    },
  ],
};
