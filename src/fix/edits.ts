import type { Fix, TextEdit } from "../engine/finding.ts";
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from "../input/tree.ts";
import type { Field } from "../model/field.ts";
import { type FixValue, inFlow, inLines, scalarText } from "./write.ts";

/**
 * A fix made of edits on fields, or undefined where one of them can't be made in place: behind an alias, or in a
 * layout that is not understood. Every other byte of the file stays as it is.
 */
export function fix(
  safety: Fix["safety"],
  description: string,
  ...edits: readonly (readonly TextEdit[] | undefined)[]
): Fix | undefined {
  if (edits.some((edit) => edit === undefined)) return undefined;
  return { safety, description, edits: edits.flatMap((edit) => edit ?? []) };
}

/** Writes a value to a field, whether something is written there yet or not. */
export function setField(field: Field, value: FixValue): TextEdit[] | undefined {
  const { node } = field;
  if (isBehindAlias(field)) return undefined;
  if (node === undefined) return insert(field, value);
  const isScalar = typeof value !== "object";
  if (node.kind === "scalar" && node.style === "missing") return setMissing(field, value);
  if (!isScalar || node.kind !== "scalar" || node.style === "block") return undefined;
  const text = node.style === "json" ? JSON.stringify(value) : scalarText(value);
  return [{ offset: node.start, length: node.end - node.start, text }];
}

/** Deletes an entry of a map or an item of a list, with its lines; an emptied parent goes too. */
export function removeField(field: Field): TextEdit[] | undefined {
  const { node, parent, key } = field;
  if (node === undefined || parent?.node === undefined || key === undefined || isBehindAlias(field)) return undefined;
  const siblings = parent.node;
  const text = textOf(field);
  if (siblings.kind === "map" && typeof key === "string") {
    const index = siblings.entries.findIndex((entry) => entry.key === key);
    const entry = siblings.entries[index];
    if (entry === undefined || siblings.replaced?.some((other) => other.key === key)) return undefined;
    if (siblings.entries.length === 1) return parent.parent === undefined ? undefined : removeField(parent);
    const end = endOf(entry.value, entry.keyEnd + 1);
    if (siblings.flow) return removeFromFlow(text, siblings.entries.map(spanOfEntry), index);
    return removeBlock(text, entry.keyStart, end, siblings.entries[index + 1]?.keyStart);
  }
  if (siblings.kind === "sequence" && typeof key === "number") {
    if (siblings.items.length === 1) return removeField(parent);
    if (siblings.flow) return removeFromFlow(text, siblings.items, key);
    const dash = text.lastIndexOf("-", node.start - 1);
    if (dash < 0 || text.slice(dash + 1, node.start).trim() !== "") return undefined;
    return removeBlock(text, dash, endOf(node, node.end), undefined);
  }
  return undefined;
}

/** Gives an entry of a map another key. */
export function renameKey(field: Field, name: string): TextEdit[] | undefined {
  const entry = typeof field.key === "string" ? entryOf(field.parent?.node, field.key) : undefined;
  if (entry === undefined || isBehindAlias(field)) return undefined;
  const quote = textOf(field)[entry.keyStart];
  const text = quote === '"' ? JSON.stringify(name) : scalarText(name);
  return [{ offset: entry.keyStart, length: entry.keyEnd - entry.keyStart, text }];
}

function textOf(field: Field): string {
  return field.resource.origin.lines.text;
}

/** What stands behind an alias is written elsewhere, and others read it too. */
function isBehindAlias(field: Field): boolean {
  for (let at: Field | undefined = field; at !== undefined; at = at.parent)
    if (at.node?.alias !== undefined) return true;
  return false;
}

/** Puts a new entry, with the maps that lead to it, into the nearest map that is written. */
function insert(field: Field, value: FixValue): TextEdit[] | undefined {
  let content: FixValue = value;
  let at: Field = field;
  while (at.parent !== undefined && at.parent.node === undefined) {
    if (typeof at.key !== "string") return undefined;
    content = { [at.key]: content };
    at = at.parent;
  }
  const { parent, key } = at;
  if (parent?.node === undefined || typeof key !== "string") return undefined;
  if (parent.node.kind === "scalar" && parent.node.style === "missing") return setMissing(parent, { [key]: content });
  if (parent.node.kind !== "map") return undefined;
  const text = textOf(field);
  return parent.node.flow
    ? insertIntoFlow(text, parent.node, key, content)
    : insertIntoBlock(text, parent.node, key, content);
}

function insertIntoFlow(text: string, map: YamlMap, key: string, value: FixValue): TextEdit[] {
  const last = map.entries.at(-1);
  const json = last === undefined ? false : text[last.keyStart] === '"';
  const entry = `${json ? JSON.stringify(key) : scalarText(key)}: ${json ? JSON.stringify(value) : inFlow(value)}`;
  if (last === undefined) return [{ offset: map.start + 1, length: 0, text: ` ${entry} ` }];
  return [{ offset: endOf(last.value, last.keyEnd + 1), length: 0, text: `, ${entry}` }];
}

/** After the last entry that stands on one line, so that the new one is in nobody's block; else before the first. */
function insertIntoBlock(text: string, map: YamlMap, key: string, value: FixValue): TextEdit[] | undefined {
  const first = map.entries[0];
  if (first === undefined) return undefined;
  const lineStart = lineStartOf(text, first.keyStart);
  const column = first.keyStart - lineStart;
  // The prefix of the first key may be a dash or an indicator: it counts as that many blanks.
  const indent = text.slice(lineStart, first.keyStart).replace(/[^\t]/g, " ");
  if (indent.includes("\t")) return undefined;
  const lines = inLines(key, value, column);
  const newline = newlineAt(text, first.keyStart);
  const after = map.entries.findLast(({ value: of }) => of.kind === "scalar" && isOnOneLine(text, of));
  if (after !== undefined) {
    const offset = lineEndOf(text, endOf(after.value, after.keyEnd + 1));
    return [{ offset, length: 0, text: lines.map((line) => newline + line).join("") }];
  }
  const before = `${lines.join(newline).slice(column)}${newline}${indent}`;
  return [{ offset: first.keyStart, length: 0, text: before }];
}

/** `key:` with nothing after it. */
function setMissing(field: Field, value: FixValue): TextEdit[] | undefined {
  const entry = typeof field.key === "string" ? entryOf(field.parent?.node, field.key) : undefined;
  if (entry === undefined) return undefined;
  const text = textOf(field);
  const colon = text.indexOf(":", entry.keyEnd);
  if (colon < 0) return undefined;
  if (typeof value !== "object") return [{ offset: colon + 1, length: 0, text: ` ${scalarText(value)}` }];
  const column = entry.keyStart - lineStartOf(text, entry.keyStart);
  const newline = newlineAt(text, colon);
  const lines = Object.entries(value).flatMap(([key, of]) => inLines(key, of, column + 2));
  const offset = lineEndOf(text, colon);
  return [{ offset, length: 0, text: lines.map((line) => newline + line).join("") }];
}

/**
 * Deletes whole lines where the entry has them for itself; where it shares its first line with a dash, what follows
 * moves up to take its place.
 */
function removeBlock(text: string, start: number, end: number, next: number | undefined): TextEdit[] | undefined {
  const lineStart = lineStartOf(text, start);
  if (text.slice(lineStart, start).trim() !== "") {
    return next === undefined ? undefined : [{ offset: start, length: next - start, text: "" }];
  }
  let stop = lineEndOf(text, Math.max(start, text[end - 1] === "\n" ? end - 1 : end));
  if (text[stop] === "\r") stop++;
  if (text[stop] === "\n") stop++;
  return [{ offset: lineStart, length: stop - lineStart, text: "" }];
}

function removeFromFlow(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
  index: number,
): TextEdit[] | undefined {
  const span = spans[index];
  const next = spans[index + 1];
  const before = spans[index - 1];
  if (span === undefined) return undefined;
  const [start, end] = next === undefined ? [before?.end ?? span.start, span.end] : [span.start, next.start];
  const gap = next === undefined ? text.slice(start, span.start) : text.slice(span.end, next.start);
  return gap.includes("#") ? undefined : [{ offset: start, length: end - start, text: "" }];
}

function spanOfEntry(entry: YamlEntry): { start: number; end: number } {
  return { start: entry.keyStart, end: endOf(entry.value, entry.keyEnd + 1) };
}

function endOf(node: YamlNode, otherwise: number): number {
  if (node.alias !== undefined) return node.alias.end;
  return node.kind === "scalar" && node.style === "missing" ? otherwise : node.end;
}

function isOnOneLine(text: string, node: YamlNode): boolean {
  if (node.kind !== "scalar" || node.style === "block") return false;
  return node.style === "missing" || !/[\r\n]/.test(text.slice(node.start, node.end));
}

function lineStartOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  return start;
}

/** The line break to write beside an offset: that of its line, or of the one before where it is the last. */
function newlineAt(text: string, offset: number): "\n" | "\r\n" {
  const end = lineEndOf(text, offset);
  const at = end < text.length ? end : lineStartOf(text, offset) - 2;
  return text[at] === "\r" && text[at + 1] === "\n" ? "\r\n" : "\n";
}

/** End of the line that holds an offset, comments included, line break excluded. */
function lineEndOf(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
  return end;
}

function isBreak(character: number): boolean {
  return character === 0x0a || character === 0x0d;
}
