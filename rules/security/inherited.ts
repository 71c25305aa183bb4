import type { Container, Pod } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";

/** Containers that one and the same field decides for. */
export interface Decided {
  readonly at: Field;
  readonly containers: readonly Container[];
}

/** Containers by the field that decides for them, in their order: that of the pod comes once. */
export function byDecidingField(entries: readonly { readonly container: Container; readonly at: Field }[]): Decided[] {
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
export function missingPlaces(pod: Pod, containers: readonly Container[], key: string): Decided[] {
  if (containers.length > 1 && containers.length === pod.allContainers().length) {
    return [{ at: pod.spec.at("securityContext").at(key), containers }];
  }
  return containers.map((container) => ({ at: container.securityContext.at(key) as Field, containers: [container] }));
}
