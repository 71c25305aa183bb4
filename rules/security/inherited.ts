import type { Container, Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { enumerate } from "../../src/text/enumerate.ts";

/** Containers that one and the same field decides for. */
export interface Decided {
  readonly at: Field;
  readonly containers: readonly Container[];
}

const NONE: readonly never[] = [];

/** Containers by the field that decides for them, in their order: that of the pod comes once. */
export function byDecidingField(
  entries: readonly { readonly container: Container; readonly at: Field }[],
): readonly Decided[] {
  if (entries.length === 0) return NONE;
  const groups = new Map<string, { at: Field; containers: Container[] }>();
  for (const { container, at } of entries) {
    const group = groups.get(at.path);
    if (group === undefined) groups.set(at.path, { at, containers: [container] });
    else group.containers.push(container);
  }
  return [...groups.values()];
}

/**
 * Where a setting is missing that containers have from their pod or for themselves: in the pod where it is missing for
 * all of several containers, else in each.
 */
export function missingPlaces(pod: Pod, containers: readonly Container[], key: string): readonly Decided[] {
  if (containers.length > 1 && containers.length === pod.allContainers().length) {
    return [{ at: pod.securityContext.at(key), containers }];
  }
  return containers.map((container) => ({ at: container.securityContext.at(key) as Field, containers: [container] }));
}

/** What a message calls containers: each by its name, or all of many at once. */
export function namesOf(containers: readonly Container[], pod: Pod): string {
  const all = containers.length > 3 && containers.length === pod.allContainers().length;
  return all ? `all ${containers.length} containers` : enumerate(containers.map(({ label }) => label));
}
