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
export function* referencesOf({ pod }: DaemonSet): Generator<Reference> {
  const { spec } = pod;
  const reference = (kind: Reference["kind"], of: Field<Named>, key: "name" | "secretName" = "name") => {
    const field = of.at(key);
    const name = field.value;
    if (typeof name !== "string" || name === "") return [];
    return [{ kind, name, field: field as Field, optional: of.at("optional").value === true }];
  };
  const account = spec.at("serviceAccountName");
  // The field's old name holds where the new one is not written: `Convert_v1_PodSpec_To_core_PodSpec`.
  const accounts = account.absent ? spec.at("serviceAccount") : account;
  for (const field of [accounts, spec.at("priorityClassName")]) {
    const kind = field.key === "priorityClassName" ? "PriorityClass" : "ServiceAccount";
    if (field.value) yield { kind, name: field.value, field: field as Field, optional: false };
  }
  for (const secret of spec.at("imagePullSecrets").items()) yield* reference("Secret", secret as Field<Named>);
  for (const volume of pod.volumes().values()) {
    yield* reference("ConfigMap", volume.at("configMap") as Field<Named>);
    yield* reference("Secret", volume.at("secret") as Field<Named>, "secretName");
    for (const source of volume.at("projected").at("sources").items()) {
      yield* reference("ConfigMap", source.at("configMap") as Field<Named>);
      yield* reference("Secret", source.at("secret") as Field<Named>);
    }
  }
  for (const { fields } of pod.allContainers()) {
    for (const source of fields.at("envFrom").items()) {
      yield* reference("ConfigMap", source.at("configMapRef") as Field<Named>);
      yield* reference("Secret", source.at("secretRef") as Field<Named>);
    }
    for (const variable of fields.at("env").items()) {
      const from = variable.at("valueFrom");
      yield* reference("ConfigMap", from.at("configMapKeyRef") as Field<Named>);
      yield* reference("Secret", from.at("secretKeyRef") as Field<Named>);
    }
  }
}
