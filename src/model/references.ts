import type { DaemonSet } from "./daemon-set.ts";
import type { Field } from "./field.ts";

/** A field of a pod that names another object. */
export interface Reference {
  readonly kind: "ConfigMap" | "Secret" | "ServiceAccount" | "PriorityClass";
  readonly name: string;
  readonly field: Field;
  /** The pod starts without it. */
  readonly optional: boolean;
}

interface Named {
  name?: string;
  secretName?: string;
  optional?: boolean;
}

/** Every object that the pods of a DaemonSet name, in the order of the manifest's parts. */
export function referencesOf({ pod }: DaemonSet): readonly Reference[] {
  const { spec } = pod;
  const references: Reference[] = [];
  const add = (kind: Reference["kind"], of: Field<Named>, key: "name" | "secretName" = "name"): void => {
    if (!of.written) return;
    const field = of.at(key);
    const name = field.value;
    if (typeof name !== "string" || name === "") return;
    references.push({ kind, name, field: field as Field, optional: of.at("optional").value === true });
  };
  const account = spec.at("serviceAccountName");
  // The field's old name holds where the new one is not written: `Convert_v1_PodSpec_To_core_PodSpec`.
  const accounts = account.absent ? spec.at("serviceAccount") : account;
  for (const field of [accounts, spec.at("priorityClassName")]) {
    const kind = field.key === "priorityClassName" ? "PriorityClass" : "ServiceAccount";
    if (field.value) references.push({ kind, name: field.value, field: field as Field, optional: false });
  }
  for (const secret of spec.at("imagePullSecrets").items()) add("Secret", secret as Field<Named>);
  for (const volume of pod.volumes().values()) {
    add("ConfigMap", volume.at("configMap") as Field<Named>);
    add("Secret", volume.at("secret") as Field<Named>, "secretName");
    for (const source of volume.at("projected").at("sources").items()) {
      add("ConfigMap", source.at("configMap") as Field<Named>);
      add("Secret", source.at("secret") as Field<Named>);
    }
  }
  for (const { fields } of pod.allContainers()) {
    for (const source of fields.at("envFrom").items()) {
      add("ConfigMap", source.at("configMapRef") as Field<Named>);
      add("Secret", source.at("secretRef") as Field<Named>);
    }
    for (const variable of fields.at("env").items()) {
      const from = variable.at("valueFrom");
      if (!from.written) continue;
      add("ConfigMap", from.at("configMapKeyRef") as Field<Named>);
      add("Secret", from.at("secretKeyRef") as Field<Named>);
    }
  }
  return references;
}
