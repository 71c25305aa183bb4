import type { Rule } from "../src/engine/rule.ts";
import missingUpdateStrategy from "./updates/missing-update-strategy.ts";

/** Every rule, in the order of the catalogue: where two see the same thing, the first speaks. */
export const RULES: readonly Rule[] = [
  // updates
  missingUpdateStrategy,
];
