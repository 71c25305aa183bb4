import { defineRule } from "../../src/engine/rule.ts";
import { placeholdersIn } from "../../src/model/placeholder.ts";
import { DECLARATIVE_CONFIGURATION } from "../references.ts";

/** How many of the others a message tells. */
const TOLD = 5;

export default defineRule({
  id: "unresolved-placeholder",
  category: "validity",
  severity: "note",
  summary: "A value that something else must fill in",
  why: "What is applied as it stands reaches the cluster with the placeholder in it. It also hides the value from every check: nothing that depends on it alone is reported.",
  remedy:
    "Lint what is applied: render the template or substitute the variables first, and pipe the result into dslint.",
  references: [DECLARATIVE_CONFIGURATION],
  *check({ daemonSet }) {
    const { resource, fields } = daemonSet;
    const [first, ...others] = placeholdersIn(resource.root);
    if (first === undefined) return;
    const more =
      others.length === 0
        ? ""
        : `, like ${others.length} other ${others.length === 1 ? "place" : "places"} of this object`;
    yield {
      at: fields.walk(first.path),
      message: `the placeholder ${first.text} is not filled in${more}: what depends on it is not judged; lint what is applied`,
      related: others
        .slice(0, TOLD)
        .map(({ path, text }) => ({ message: `the placeholder ${text}`, at: fields.walk(path) })),
    };
  },
});
