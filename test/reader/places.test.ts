import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocuments } from "../../src/input/read.ts";
import type { YamlNode, YamlScalar } from "../../src/input/tree.ts";
import { json, mutated, soup, tidy } from "./arbitrary.ts";
import { canonical } from "./outcome.ts";

const fixtures = readdirSync("fixtures", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.ya?ml$/.test(file))
  .map((file) => readFileSync(`fixtures/${file}`, "utf8"));

/** What a stretch of text reads as by itself. */
function reread(text: string): string | undefined {
  const [document] = readDocuments(text.startsWith("{") ? text : `#\n${text}`);
  return document?.kind === "tree" ? canonical(document.root) : document?.kind === "empty" ? "null" : undefined;
}

/** Says what is wrong with the place of a scalar. */
function wrongScalar(text: string, node: YamlScalar, inFlow: boolean): string | undefined {
  const own = text.slice(node.start, node.end);
  const { style } = node;
  if (style === "missing") return own === "" ? undefined : "something is missing";
  const quote = style === "single" ? "'" : style === "double" ? '"' : "";
  if (quote !== "" && !(own.length > 1 && own.startsWith(quote) && own.endsWith(quote))) return "quotes";
  if (own === "" || (style !== "block" && /^[ \t\n\r]|[ \t\n\r]$/.test(own))) return "blanks around it";
  // With a tag it would not read the same without it.
  const tagged = text.slice(Math.max(0, node.start - 200), node.start).includes("!");
  if (style === "block") {
    if (!/^[|>]/.test(own)) return "header";
    if (tagged || /^.[-+]?[1-9]/.test(own) || typeof node.value !== "string") return undefined;
    const value = reread(own);
    return value !== undefined && JSON.parse(value).trimEnd() === node.value.trimEnd() ? undefined : "block";
  }
  if (tagged || /^(?:---|\.\.\.)/m.test(own)) return undefined;
  if (style === "json") return reread(`{"k":${own}}`) === `{"k":${canonical(node)}}` ? undefined : "value";
  return reread(inFlow ? `[${own},]` : own) === (inFlow ? `[${canonical(node)}]` : canonical(node))
    ? undefined
    : "value";
}

/** Looks at every place of a tree: within its parent, in order, and its text what it stands for. */
function wrongPlaces(text: string, root: YamlNode): string[] {
  const wrong: string[] = [];
  const check = (node: YamlNode, start: number, end: number, inFlow: boolean): void => {
    if (node.alias !== undefined) {
      if (!/^\*[\w-]+$/.test(text.slice(node.alias.start, node.alias.end))) wrong.push("alias");
      return;
    }
    if (node.start < start || node.end > end || node.start > node.end)
      wrong.push(`${node.start}-${node.end} leaves ${start}-${end}`);
    if (node.kind === "scalar") {
      const problem = wrongScalar(text, node, inFlow);
      if (problem !== undefined) wrong.push(`${problem}: ${JSON.stringify(text.slice(node.start, node.end))}`);
      return;
    }
    const own = text.slice(node.start, node.end);
    if (node.flow && node.kind === "sequence" && !(own.startsWith("[") && own.endsWith("]"))) wrong.push("brackets");
    if (node.kind === "sequence") for (const item of node.items) check(item, node.start, node.end, node.flow);
    else {
      for (const { key, keyStart, keyEnd, value } of node.entries) {
        const keyText = text.slice(keyStart, keyEnd);
        if (
          /^[a-z]+$/i.test(keyText) &&
          /^[a-z]{4,}$/i.test(key) &&
          key !== "true" &&
          key !== "false" &&
          key !== keyText
        )
          wrong.push(`key ${key}`);
        if (value.alias === undefined && keyStart >= node.start) check(value, keyEnd, node.end, node.flow);
      }
    }
  };
  check(root, 0, text.length, false);
  return wrong;
}

function allWrong(text: string): string[] {
  return [...readDocuments(text)].flatMap((document) =>
    document.kind === "tree" ? wrongPlaces(text, document.root) : [],
  );
}

test("every scalar of the fixtures stands where it is said to stand", () => {
  expect(fixtures.length).toBeGreaterThan(50);
  for (const text of fixtures) expect(allWrong(text)).toEqual([]);
});

test("every scalar of a generated text stands where it is said to stand", () => {
  const text = fc.oneof(tidy, soup, json, mutated(fixtures.slice(0, 50)));
  fc.assert(
    fc.property(text, (own) => {
      expect(allWrong(own)).toEqual([]);
    }),
    { numRuns: Number(process.env["RUNS"] ?? 4000) },
  );
});

test("documents and errors lie within the text", () => {
  fc.assert(
    fc.property(fc.oneof(soup, json, mutated(fixtures.slice(0, 50))), (text) => {
      let before = 0;
      for (const document of readDocuments(text)) {
        expect(document.start).toBeGreaterThanOrEqual(before);
        expect(document.end).toBeLessThanOrEqual(text.length);
        if (document.kind === "error") {
          expect(document.error.offset).toBeGreaterThanOrEqual(document.start);
          expect(document.error.offset).toBeLessThanOrEqual(text.length);
        }
        before = document.end;
      }
    }),
    { numRuns: 4000 },
  );
});
