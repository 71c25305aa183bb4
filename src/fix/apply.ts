import type { Finding, TextEdit } from "../engine/finding.ts";

/** Which fixes are wanted: the safe ones only, or also those that a person should look at. */
export type WantedFixes = "safe" | "all";

/**
 * The text with the fixes of its findings made, first come first served: a fix that touches what an earlier one
 * touched is left out whole. All findings must be of this text.
 */
export function applyFixes(
  text: string,
  findings: readonly Finding[],
  wanted: WantedFixes,
): { text: string; applied: Finding[] } {
  const taken: TextEdit[] = [];
  const applied: Finding[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (fix === undefined || (wanted === "safe" && fix.safety !== "safe")) continue;
    if (fix.edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fix.edits);
    applied.push(finding);
  }
  return { text: applyEdits(text, taken), applied };
}

/** The text with edits made that don't overlap. Of insertions at one place the more deeply indented comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = [...edits].sort((a, b) => a.offset - b.offset || a.length - b.length || indentOf(b) - indentOf(a));
  let result = "";
  let at = 0;
  for (const { offset, length, text: written } of inOrder) {
    result += text.slice(at, offset) + written;
    at = offset + length;
  }
  return result + text.slice(at);
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  // Two insertions at one place conflict where both would write the same key of the same map.
  if (a.length === 0 && b.length === 0) {
    return a.offset === b.offset && indentOf(a) === indentOf(b) && keyOf(a) === keyOf(b);
  }
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

function indentOf({ text }: TextEdit): number {
  return /^\s*/.exec(text)?.[0].length ?? 0;
}

function keyOf({ text }: TextEdit): string {
  return /[^\s,{:]+/.exec(text)?.[0] ?? "";
}
