import { expect, test } from "vitest";
import { commentsWith } from "../../src/input/comments.ts";
import { readDocuments } from "../../src/input/read.ts";

function commentsOf(text: string): string[] {
  return [...readDocuments(text)].flatMap((document) => {
    if (document.kind !== "tree") return [];
    const comments = commentsWith(text, document.start, document.end, document.root, "!me");
    for (const { start, end, text: own } of comments) expect(text.slice(start, end)).toBe(own);
    return comments.map((comment) => comment.text);
  });
}

test.each([
  ["# !me a\nkind: x\n", ["# !me a"]],
  ["kind: x # !me a\r\nb: 1 # c # !me d\n", ["# !me a", "# c # !me d"]],
  ["a: 'x # !me' # other\n", []],
  ["a: 'x # no' # !me\n", ["# !me"]],
  ['a: "x # !me\n  # !me"\n', []],
  ["a: x#!me\nb#!me: 1\n'# !me': 2\n", []],
  ["a: | # !me head\n  # !me body\n  x\n # !me tail\nb: 1\n", ["# !me head", "# !me tail"]],
  ["a: [b, # !me\n  c#!me]\n", ["# !me"]],
  ['a: "b"# !me\n', ["# !me"]],
  ["a: &x '# !me'\nb: *x # !me twice !me\n", ["# !me twice !me"]],
  ["a: '# !me'\na: 2 # !me\n", ["# !me"]],
  ["a: 1 # !me one\n---\nb: 2 # !me two\n", ["# !me one", "# !me two"]],
  ["a: 1 # no\r# !me\rb: !me\r", ["# !me"]],
])("finds comments, and nothing within scalars: %j", (text, comments) => {
  expect(commentsOf(text)).toEqual(comments);
});
