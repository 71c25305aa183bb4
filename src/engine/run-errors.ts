import { DAEMON_SET_WEIGHT, type Limits } from "../input/limits.ts";
import type { RunError } from "./finding.ts";

/*
 * What a run says of files that it can't check, or not to their end.
 */

export function changedMeanwhile(file: string): RunError {
  return { file, line: 1, column: 1, message: "this file changed while it was read: run dslint again" };
}

export function tooManyFindings({ findings }: Limits): string {
  return `this file has more than ${findings} findings: not everything in it, and nothing from here on, is judged (--max-findings raises the limit)`;
}

export function tooManyObjects({ objects }: Limits): string {
  return `this file has more than ${objects} objects to judge, a DaemonSet counting as ${DAEMON_SET_WEIGHT}: nothing from here on is judged (split it, or raise the limit with --max-objects)`;
}

export function tooManyErrors({ errors }: Limits): string {
  return `this is one of more than ${errors} documents of this file that can't be read: nothing from here on is read (--max-errors raises the limit)`;
}

export function tooLarge(kind: string, { objectBytes }: Limits): string {
  const limit = Math.round((objectBytes / 2 ** 20) * 10) / 10;
  return `this ${kind || "object"} is larger than ${limit} MiB as JSON, more than the API server takes of one: it is not judged (--max-object-size raises the limit)`;
}
