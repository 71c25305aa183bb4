import { expect, test } from "vitest";
import { Path } from "../../src/validation/path.ts";
import { validateLabelSelector, validateLabels } from "../../src/validation/semantics/labels.ts";
import { ErrorList } from "../../src/validation/types.ts";

const path = Path.root.child("spec");

test("a bad key and a bad value are reported at the map, and placed at the entry", () => {
  const errors = new ErrorList();
  validateLabels({ app: "a", "": "x", "a b": "c d" }, path.child("nodeSelector"), errors);
  expect(errors.errors).toEqual([
    {
      type: "FieldValueInvalid",
      field: "spec.nodeSelector",
      path: ["spec", "nodeSelector", ""],
      part: "key",
      message: "label key is empty",
    },
    {
      type: "FieldValueInvalid",
      field: "spec.nodeSelector",
      path: ["spec", "nodeSelector", "a b"],
      part: "key",
      message: 'label key "a b" has a space in it; only letters, digits, "-", "_" and "." are allowed, as in "a-b"',
    },
    {
      type: "FieldValueInvalid",
      field: "spec.nodeSelector",
      path: ["spec", "nodeSelector", "a b"],
      message:
        'value "c d" of label "a b" has a space in it; only letters, digits, "-", "_" and "." are allowed, as in "c-d"',
    },
  ]);
});

test.each([
  [undefined, []],
  [{}, []],
  [{ matchLabels: { a: "" }, matchExpressions: [{ key: "a/b", operator: "In", values: ["", "x"] }] }, []],
  [{ matchLabels: { "a/b/c": "" } }, ["FieldValueInvalid spec.matchLabels"]],
  [
    { matchExpressions: [{}] },
    ["FieldValueInvalid spec.matchExpressions[0].operator", "FieldValueInvalid spec.matchExpressions[0].key"],
  ],
  [{ matchExpressions: [{ key: "a", operator: "in" }] }, ["FieldValueInvalid spec.matchExpressions[0].operator"]],
  [{ matchExpressions: [{ key: "a", operator: "NotIn" }] }, ["FieldValueRequired spec.matchExpressions[0].values"]],
  [
    { matchExpressions: [{ key: "a", operator: "Exists", values: ["a", "-"] }] },
    ["FieldValueForbidden spec.matchExpressions[0].values", "FieldValueInvalid spec.matchExpressions[0].values[1]"],
  ],
])("label selector %j", (selector, expected) => {
  const errors = new ErrorList();
  validateLabelSelector(selector, path, errors);
  expect(errors.errors.map(({ type, field }) => `${type} ${field}`)).toEqual(expected);
});

test("a misspelt operator is offered its right spelling", () => {
  const errors = new ErrorList();
  validateLabelSelector({ matchExpressions: [{ key: "a", operator: "notin", values: ["b"] }] }, path, errors);
  expect(errors.errors[0]).toMatchObject({
    message: 'label selector operator "notin" does not exist: write "NotIn"',
    suggestion: "NotIn",
  });
});
