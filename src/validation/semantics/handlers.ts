import { portNameFault } from "../../kubernetes/names.ts";
import type { HttpGetAction, LifecycleHandler, Probe } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkPortNumber } from "./numbers.ts";
import { checkChoice, checkForm, choice, quote } from "./words.ts";

const SCHEMES = ["HTTP", "HTTPS"] as const;
/** The order in which the server looks; what follows the first it calls too many. */
const PROBE_HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"] as const;
const LIFECYCLE_HANDLERS = ["exec", "httpGet", "tcpSocket", "sleep"] as const;

/** What a probe does: `validateHandler` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateProbeHandler(probe: Probe, path: Path, errors: ErrorList): void {
  const kind = onlyOneOf(PROBE_HANDLERS, probe, path, errors);
  if (kind === "grpc") checkPortNumber("port", probe.grpc?.port ?? 0, path.child("grpc", "port"), errors);
  else if (kind !== undefined) validateCommon(kind, probe, path, errors);
}

/** What a lifecycle hook does. A sleep may last as long as the pod's grace period. */
export function validateLifecycleHandler(
  handler: LifecycleHandler,
  gracePeriod: number,
  path: Path,
  errors: ErrorList,
): void {
  const kind = onlyOneOf(LIFECYCLE_HANDLERS, handler, path, errors);
  if (kind === "sleep") {
    const seconds = handler.sleep?.seconds ?? 0;
    if (seconds >= 0 && seconds <= gracePeriod) return;
    const fault =
      seconds < 0
        ? "it can't be negative"
        : `the pod is killed after ${gracePeriod} (terminationGracePeriodSeconds), so it may not take longer`;
    errors.invalid(path.child("sleep"), `the hook sleeps ${seconds} seconds: ${fault}`, {
      at: path.child("sleep", "seconds"),
    });
  } else if (kind !== undefined) {
    validateCommon(kind, handler, path, errors);
  }
}

/** The first handler that is written; says so where there is none, or one more. */
function onlyOneOf<K extends string>(
  kinds: readonly K[],
  handler: { readonly [kind in K]?: object | undefined },
  path: Path,
  errors: ErrorList,
): K | undefined {
  const [first, ...more] = kinds.filter((kind) => handler[kind] !== undefined);
  if (first === undefined) {
    errors.required(path, `nothing says what to do: write ${choice(kinds)}`);
  }
  for (const kind of more) {
    errors.forbidden(path.child(kind), `${kind} stands beside ${first}, and only one of them can be done: remove one`);
  }
  return first;
}

function validateCommon(
  kind: "exec" | "httpGet" | "tcpSocket",
  handler: LifecycleHandler | Probe,
  path: Path,
  errors: ErrorList,
): void {
  const at = path.child(kind);
  if (kind === "httpGet") {
    validateHttpGet(handler.httpGet ?? {}, at, errors);
  } else if (kind === "tcpSocket") {
    validatePort(handler.tcpSocket?.port ?? 0, at.child("port"), errors);
  } else if ((handler.exec?.command ?? []).length === 0) {
    errors.required(at.child("command"), "exec has no command to run");
  }
}

function validateHttpGet(
  { port = 0, scheme = "", httpHeaders = [] }: HttpGetAction,
  path: Path,
  errors: ErrorList,
): void {
  validatePort(port, path.child("port"), errors);
  checkChoice("scheme", scheme, SCHEMES, path.child("scheme"), errors);
  for (const [index, { name = "" }] of httpHeaders.entries()) {
    if (/^[-A-Za-z0-9]+$/.test(name)) continue;
    const at = path.child("httpHeaders").index(index);
    errors.invalid(
      at.printedAs(""),
      name === "" ? "a header has no name" : `header name ${quote(name)} may have only letters, digits and "-" in it`,
      { at: at.child("name") },
    );
  }
}

/** A number, or the name of a container's port: `ValidatePortNumOrName`. */
function validatePort(port: number | string, path: Path, errors: ErrorList): void {
  if (typeof port === "number") {
    checkPortNumber("port", port, path, errors);
    return;
  }
  if (/^[0-9]+$/.test(port)) {
    errors.invalid(path, `port ${quote(port)} is in quotes, and so the name of a port: write ${port} without them`);
  } else if (port === "") {
    errors.invalid(path, "port is empty: write a number, or the name of one of the container's ports");
  } else {
    checkForm("port name", port, portNameFault, path, errors);
  }
}
