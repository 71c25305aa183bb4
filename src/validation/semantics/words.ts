import { printable } from "../../text/printable.ts";
import { nearest } from "../../text/suggest.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";

/** Longest value that a message shows whole. */
const SHOWN = 60;

/** A value as messages show it: in quotes, on one line, cut where it is long. */
export function quote(value: string): string {
  // A character is not cut in two.
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, "")}…` : value;
  return `"${printable(shown)}"`;
}

/** `"a", "b" or "c"`. */
export function choice(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}

/** Reports a value that hasn't the form it should have; `faultOf` is one of those of `src/kubernetes`. */
export function checkForm(
  subject: string,
  value: string,
  faultOf: (value: string) => string | undefined,
  path: Path,
  errors: ErrorList,
): void {
  const fault = faultOf(value);
  if (fault !== undefined) errors.invalid(path, `${subject} ${value === "" ? "" : `${quote(value)} `}${fault}`);
}

/** As {@link checkForm}, for what must be there: `missing` says that it isn't. */
export function requireForm(
  subject: string,
  value: string,
  faultOf: (value: string) => string | undefined,
  missing: string,
  path: Path,
  errors: ErrorList,
): void {
  if (value === "") errors.required(path, missing);
  else checkForm(subject, value, faultOf, path, errors);
}

/** Reports a value that is none of those the server knows, as `NotSupported`. */
export function checkChoice(
  subject: string,
  value: string,
  choices: readonly string[],
  path: Path,
  errors: ErrorList,
): void {
  if (!choices.includes(value)) errors.notSupported(path, ...notAmong(subject, value, choices));
}

/** What to say of such a value, and which of the choices it comes near. */
export function notAmong(
  subject: string,
  value: string,
  choices: readonly string[],
): [message: string, details: { suggestion?: string }] {
  const suggestion = value === "" ? undefined : nearest(value, choices);
  if (suggestion !== undefined)
    return [`${subject} ${quote(value)} does not exist: write "${suggestion}"`, { suggestion }];
  const said = value === "" ? "is empty" : `${quote(value)} does not exist`;
  return [`${subject} ${said}: write ${choice(choices)}`, {}];
}
