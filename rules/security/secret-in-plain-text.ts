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
  readonly where: string;
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
        message: `${candidate.where} holds ${what} in plain text: everyone who can read the manifest, its history or the DaemonSet has it; revoke it, and mount a new one from a Secret`,
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

function* candidates(daemonSet: DaemonSet): Generator<Candidate> {
  const { template } = daemonSet.pod;
  for (const [metadata, whose] of [
    [daemonSet.fields.at("metadata"), "the DaemonSet"],
    [template.at("metadata"), "the pods"],
  ] as const) {
    for (const { key, field } of metadata.at("annotations").entries()) {
      // A live object's copy of what was applied, which is judged in its own place.
      if (key === LAST_APPLIED) continue;
      yield* candidate(field, `annotation ${key} of ${whose}`, key);
    }
  }
  for (const container of daemonSet.pod.allContainers()) yield* ofContainer(container);
}

function* ofContainer({ fields, label }: Container): Generator<Candidate> {
  for (const variable of fields.at("env").items()) {
    const name = variable.at("name").value ?? "";
    yield* candidate(variable.at("value"), `env ${name} of ${label}`, name);
  }
  yield* ofArguments(fields.at("command"), `the command of ${label}`);
  yield* ofArguments(fields.at("args"), `an argument of ${label}`);
  for (const [handler, what] of [
    [fields.at("lifecycle").at("postStart"), "postStart hook"],
    [fields.at("lifecycle").at("preStop"), "preStop hook"],
    [fields.at("startupProbe"), "startup probe"],
    [fields.at("livenessProbe"), "liveness probe"],
    [fields.at("readinessProbe"), "readiness probe"],
  ] as readonly (readonly [Field, string])[]) {
    yield* ofArguments(handler.at("exec").at("command") as Field<string[]>, `the ${what} of ${label}`);
    for (const header of handler.at("httpGet").at("httpHeaders").items() as Field[]) {
      const name = header.at("name").value;
      yield* candidate(header.at("value"), `a header of the ${what} of ${label}`, typeof name === "string" ? name : "");
    }
  }
}

function* ofArguments(list: Field<string[]>, where: string): Generator<Candidate> {
  let flag = "";
  for (const argument of list.items()) {
    const text = argument.value;
    const isOption = typeof text === "string" && text.startsWith("-");
    // `--password`, `secret`: the name is the argument before.
    yield* candidate(argument, where, isOption ? "" : flag);
    flag = isOption && !text.includes("=") ? text : "";
  }
}

function* candidate(at: Field, where: string, name: string): Generator<Candidate> {
  const text = at.value;
  if (typeof text === "string" && text !== "") yield { at, text, where, name };
}
