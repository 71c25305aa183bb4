import { defineRule } from "../../src/engine/rule.ts";
import type { Container, DaemonSet } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { SECRETS, SECRETS_GOOD_PRACTICES } from "../references.ts";
import { assignedSecret, credentialIn, isSecretValue, promiseOf } from "./credentials.ts";

/** A text of the manifest that may be a credential. */
interface Candidate {
  readonly at: Field;
  readonly text: string;
  /** What a message calls it: `env TOKEN of container "agent"`. */
  readonly where: () => string;
  /** The name that it is the value of. */
  readonly name: string;
}

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

export default defineRule({
  id: "secret-in-plain-text",
  category: "security",
  severity: "error",
  summary: "A credential stands in the manifest",
  why: "Whoever can read the repository, its history, a copy of the chart, the DaemonSet in the API server or the process list of a node has the credential, and an agent's is the same on every node. It stays in the history when it is deleted here.",
  remedy:
    "Revoke the credential and make a new one. Keep it in a Secret that is not in the repository (external-secrets, Sealed Secrets, Vault), and mount it as a file.",
  exceptions:
    "A value that looks like a credential and is public, such as a client key that is printed in a web page: the waiver should say who publishes it. dslint never prints the value.",
  references: [SECRETS, SECRETS_GOOD_PRACTICES],
  *check({ daemonSet }) {
    for (const candidate of candidates(daemonSet)) {
      const what = whatIsIn(candidate);
      if (what === undefined) continue;
      yield {
        at: candidate.at,
        masked: true,
        message: `${candidate.where()} holds ${what} in plain text: everyone who can read the manifest, its history or the DaemonSet has it; revoke it, and mount a new one from a Secret`,
      };
    }
  },
});

function whatIsIn({ text, name }: Candidate): string | undefined {
  const kind = credentialIn(`${name}: ${text}`);
  if (kind !== undefined) return kind;
  const promise = promiseOf(name);
  if (promise !== undefined && isSecretValue(text, promise))
    return promise === "password" ? "a password" : "a credential";
  const assigned = assignedSecret(text);
  return assigned === undefined ? undefined : `the value of "${assigned}"`;
}

type Add = (at: Field, name: string, where: Candidate["where"]) => void;

function candidates(daemonSet: DaemonSet): readonly Candidate[] {
  const found: Candidate[] = [];
  const add: Add = (at, name, where) => {
    const text = at.value;
    if (typeof text === "string" && text !== "") found.push({ at, text, name, where });
  };
  const { template } = daemonSet.pod;
  addAnnotations(daemonSet.fields.at("metadata").at("annotations"), "the DaemonSet", add);
  addAnnotations(template.at("metadata").at("annotations"), "the pods", add);
  for (const container of daemonSet.pod.allContainers()) addContainer(container, add);
  return found;
}

function addAnnotations(annotations: Field, whose: string, add: Add): void {
  for (const { key, field } of annotations.entries()) {
    // A live object's copy of what was applied, which is judged in its own place.
    if (key !== LAST_APPLIED) add(field, key, () => `annotation ${key} of ${whose}`);
  }
}

const HANDLERS: readonly (readonly [path: readonly string[], what: string])[] = [
  [["lifecycle", "postStart"], "postStart hook"],
  [["lifecycle", "preStop"], "preStop hook"],
  [["startupProbe"], "startup probe"],
  [["livenessProbe"], "liveness probe"],
  [["readinessProbe"], "readiness probe"],
];

function addContainer(container: Container, add: Add): void {
  const { fields } = container;
  for (const variable of fields.at("env").items()) {
    const name = variable.at("name").value ?? "";
    add(variable.at("value"), name, () => `env ${name} of ${container.label}`);
  }
  addArguments(fields.at("command"), () => `the command of ${container.label}`, add);
  addArguments(fields.at("args"), () => `an argument of ${container.label}`, add);
  for (const [path, what] of HANDLERS) {
    const handler: Field = fields.walk(path);
    if (!handler.written) continue;
    addArguments(handler.at("exec").at("command"), () => `the ${what} of ${container.label}`, add);
    for (const header of handler.at("httpGet").at("httpHeaders").items() as Field[]) {
      const name = header.at("name").value;
      add(
        header.at("value"),
        typeof name === "string" ? name : "",
        () => `a header of the ${what} of ${container.label}`,
      );
    }
  }
}

function addArguments(list: Field, where: Candidate["where"], add: Add): void {
  let flag = "";
  for (const argument of list.items()) {
    const text: unknown = argument.value;
    const isOption = typeof text === "string" && text.startsWith("-");
    // `--password`, `secret`: the name is the argument before.
    add(argument, isOption ? "" : flag, where);
    flag = isOption && !text.includes("=") ? text : "";
  }
}
