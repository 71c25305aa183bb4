import type { LabelSelector } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateLabelKey } from "./labels.ts";
import { quote } from "./words.ts";

interface LabelKeys {
  readonly matchLabelKeys: readonly string[];
  readonly mismatchLabelKeys: readonly string[];
  readonly labelSelector: LabelSelector | undefined;
}

/** `ValidateMatchLabelKeysAndMismatchLabelKeys` of pkg/apis/core/validation, for affinity and topology spread. */
export function validateLabelKeys(keys: LabelKeys, path: Path, errors: ErrorList): void {
  const { matchLabelKeys, mismatchLabelKeys, labelSelector } = keys;
  for (const [field, list] of Object.entries({ matchLabelKeys, mismatchLabelKeys })) {
    const at = path.child(field);
    if (list.length > 0 && labelSelector === undefined) {
      errors.forbidden(at, `${field} narrows a labelSelector and there is none: add labelSelector, or remove ${field}`);
      continue;
    }
    for (const [index, key] of list.entries()) validateLabelKey("label key", key, at.index(index), errors);
  }
  const place = path.child("matchLabelKeys");
  const mismatched = new Set(mismatchLabelKeys);
  for (const [index, key] of matchLabelKeys.entries()) {
    if (!mismatched.has(key)) continue;
    errors.invalid(
      place.index(index),
      `label key ${quote(key)} is in matchLabelKeys and mismatchLabelKeys: no pod can be both`,
    );
  }
  if (labelSelector === undefined) return;
  // The server takes a key that the selector names twice for one that it has put there itself, and prints its index alone.
  const indices = new Map(matchLabelKeys.map((key, index) => [key, index]));
  const named = new Set(Object.keys(labelSelector.matchLabels ?? {}));
  for (const { key = "" } of labelSelector.matchExpressions ?? []) {
    const index = indices.get(key);
    if (index !== undefined && named.has(key)) {
      errors.invalid(
        path.index(index),
        `label key ${quote(key)} is in matchLabelKeys and twice in labelSelector: name it once`,
        {
          at: place.index(index),
        },
      );
    }
    named.add(key);
  }
}
