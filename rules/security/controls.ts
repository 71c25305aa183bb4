import { type DaemonSetRule, defineRule, type Rule, type RuleContext } from "../../src/engine/rule.ts";
import { violationsAt } from "../../src/kubernetes/pod-security/evaluate.ts";
import type { Container, DaemonSet, Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { podSecurityOf } from "../../src/model/pod-security.ts";

/** A place that violates a check of the Pod Security Standards. */
export interface OffendingPlace {
  /** Upstream's id of the check. */
  readonly id: string;
  readonly at: Field;
  /** The text that stands there; empty where none does. */
  readonly text: string;
  /** The container that it is in, or undefined where it is the pod's. */
  readonly container: Container | undefined;
}

type Judged = Pick<RuleContext<unknown>, "preset" | "kubernetes"> & { readonly daemonSet: DaemonSet };

/**
 * The places that violate some checks, as upstream has it, where the preset is a level of the Pod Security Standards;
 * undefined under any other preset, where a rule judges by itself.
 */
export function offendingPlaces(context: Judged, ids: readonly string[]): OffendingPlace[] | undefined {
  const { preset } = context;
  if (preset !== "pss-baseline" && preset !== "pss-restricted") return undefined;
  return violatingPlaces(context, preset === "pss-baseline" ? "baseline" : "restricted", ids);
}

/** The places that violate some checks of a level, of the version that the target Kubernetes calls `latest`. */
export function violatingPlaces(
  { daemonSet: { pod }, kubernetes }: Omit<Judged, "preset">,
  level: "baseline" | "restricted",
  ids: readonly string[],
): OffendingPlace[] {
  return violationsAt(podSecurityOf(pod), level, kubernetes[1], ids).flatMap(({ id, paths }) =>
    paths.map((path) => {
      const at = pod.template.walk(path);
      const text = typeof at.value === "string" ? at.value : "";
      return { id, at, text, container: containerAt(pod, path) };
    }),
  );
}

/** A rule that, besides judging by itself, holds checks of the Pod Security Standards. */
interface PodSecurityRule extends DaemonSetRule<Record<never, never>> {
  readonly pss: readonly string[];
  /** What it says of a place that violates one of them; undefined where another rule speaks of that. */
  say(place: OffendingPlace, daemonSet: DaemonSet, kubernetes: readonly [number, number]): string | undefined;
}

/**
 * A rule whose findings under the presets of the Pod Security Standards are upstream's, place by place, and under any
 * other its own.
 */
export function definePodSecurityRule({ say, ...rule }: PodSecurityRule): Rule {
  return defineRule({
    ...rule,
    *check(context) {
      const places = offendingPlaces(context, rule.pss);
      if (places === undefined) {
        yield* rule.check(context);
        return;
      }
      for (const place of places) {
        const message = say(place, context.daemonSet, context.kubernetes);
        if (message !== undefined) yield { at: place.at, message, pss: [place.id] };
      }
    },
  });
}

function containerAt(pod: Pod, [, list, index]: readonly (string | number)[]): Container | undefined {
  return pod.allContainers().find(({ fields }) => fields.parent?.key === list && fields.key === index);
}

/** What a message calls the one whose setting it is. */
export function ownerOf(container: Container | undefined): string {
  return container?.label ?? "the pod";
}

/** True for a container that runs privileged: what else it may do adds nothing to that. */
export function isPrivileged(container: Container): boolean {
  return container.securityContext.at("privileged").value === true;
}

/** The containers that a setting of a Linux security context has an effect on: none of a Windows pod. */
export function linuxContainers(pod: Pod): readonly Container[] {
  return pod.isWindows ? [] : pod.allContainers();
}
