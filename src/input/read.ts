import { own } from "../text/own.ts";
import { ReadFailure } from "./failure.ts";
import { readJson, skipJsonSpace } from "./json-reader.ts";
import { DEEPEST_READ, DEFAULT_LIMITS, type Limits, tooManyNodes } from "./limits.ts";
import { relevanceTest } from "./relevance.ts";
import { splitDocuments } from "./split.ts";
import type { ReadError, SourceDocument, YamlNode } from "./tree.ts";
import { readYaml } from "./yaml-reader.ts";

export type { Limits } from "./limits.ts";

/** A document that {@link readLate} can read. */
export interface LateDocument extends SourceDocument {
  readonly kind: "late";
  /** The kind of its object. */
  readonly of: string;
}

/** A document of a manifest and what was read of it. */
export type ReadDocument = SourceDocument &
  (
    | { readonly kind: "tree"; readonly root: YamlNode }
    /** Null or nothing: kubectl passes over it. */
    | { readonly kind: "empty" }
    | {
        readonly kind: "error";
        readonly error: ReadError;
        /** True where an earlier document of the file is broken too: kubectl would not have come this far. */
        readonly comesAfterError: boolean;
      }
    /** Not wanted, so not read: see {@link ReadOptions.wants}. */
    | { readonly kind: "passed" }
    /** Not read yet: see {@link ReadOptions.late}. */
    | LateDocument
  );

export interface ReadOptions {
  /** Kinds of the documents to read, by default all; those that can be of no such kind are only told apart. */
  readonly wants?: ReadonlySet<string>;
  /** Of {@link wants}, kinds whose documents can wait: where it is plain that one is of such a kind, it is not read. */
  readonly late?: ReadonlySet<string>;
  /** Read documents of other kinds too, so that their errors are found. */
  readonly parseAll?: boolean;
  readonly limits?: Partial<Limits>;
}

/**
 * Reads the documents of a manifest: the same, with the same values and the same refusals, as `kubectl -f` does
 * (k8s.io/apimachinery, yaml.NewYAMLOrJSONDecoder). kubectl stops at the first broken document; here the others follow.
 * Documents are read one by one, as they are asked for.
 *
 * @param text the decoded text of the file; see {@link decodeBytes}
 */
export function* readDocuments(text: string, options: ReadOptions = {}): Generator<ReadDocument, void, undefined> {
  const bounds = boundsOf(options.limits);
  const kinds = options.parseAll === true ? undefined : options.wants;
  const wants = kinds === undefined ? () => true : relevanceTest(text, kinds, options.late);
  let index = 0;
  let at = 0;
  let jsonError: ReadError | undefined;

  if (startsAsJson(text)) {
    for (;;) {
      const start = skipJsonSpace(text, at);
      if (start >= text.length) return;
      try {
        const node = readJson(text, start, text.length, bounds);
        at = node.end;
        const document = { index: index++, start, end: at };
        yield wants(start, at) ? withRoot(document, node) : passedOver(document, false);
      } catch (failure) {
        jsonError = asError(failure);
        break;
      }
    }
  }

  // Where JSON fails after at most one value, kubectl reads on as YAML.
  let isYaml = true;
  if (jsonError !== undefined) {
    const isTooMuch = jsonError.message === tooManyNodes(bounds);
    const next = index > 1 || isTooMuch ? undefined : yamlAfterJson(text, at);
    isYaml = next !== undefined;
    at = next ?? at;
  }
  const lined = withLastBreak(text);
  let broken = false;
  for (const { start, end, error: separatorError } of splitDocuments(lined, at)) {
    const document = { index: index++, start, end: Math.min(end, text.length) };
    let error = isYaml ? separatorError : jsonError;
    if (error === undefined) {
      const wanted = wants(start, document.end);
      if (wanted !== true) {
        yield passedOver(document, wanted === false ? wanted : equalIn(options.late, wanted));
        jsonError = undefined;
        continue;
      }
      try {
        yield withRoot(document, readYaml(lined, start, end, bounds));
        jsonError = undefined;
        continue;
      } catch (failure) {
        error = asError(failure);
        if (jsonError !== undefined && jsonError.offset > error.offset) error = jsonError;
      }
    }
    const offset = Math.min(error.offset, text.length);
    yield { ...document, kind: "error", error: { message: error.message, offset }, comesAfterError: broken };
    broken = true;
    isYaml = true;
    jsonError = undefined;
  }
}

/** The text of a set that is equal to one: that would keep the file's in memory, and be one for each document. */
function equalIn(texts: ReadonlySet<string> | undefined, text: string): string {
  for (const one of texts ?? []) if (one === text) return one;
  return own(text);
}

/** Reads a document that could wait. `text` is the one that it was found in. */
export function readLate(
  text: string,
  { index, start, end }: LateDocument,
  limits: Partial<Limits> = {},
): Exclude<ReadDocument, LateDocument> {
  const document = { index, start, end };
  try {
    const lined = end === text.length ? withLastBreak(text) : text;
    return withRoot(document, readYaml(lined, start, end === text.length ? lined.length : end, boundsOf(limits)));
  } catch (failure) {
    const { message, offset } = asError(failure);
    const error = { message, offset: Math.min(offset, text.length) };
    return { ...document, kind: "error", error, comesAfterError: false };
  }
}

function boundsOf(given: Partial<Limits> = {}): Limits {
  const limits = { ...DEFAULT_LIMITS, ...given };
  return { ...limits, depth: Math.min(limits.depth, DEEPEST_READ) };
}

function withLastBreak(text: string): string {
  return text === "" || text.endsWith("\n") || text.endsWith("\r") ? text : `${text}\n`;
}

/** A document of no wanted kind, or of one whose documents can wait. */
function passedOver({ index, start, end }: SourceDocument, late: string | false): ReadDocument {
  return late === false ? { index, start, end, kind: "passed" } : { index, start, end, kind: "late", of: late };
}

function withRoot(
  { index, start, end }: SourceDocument,
  root: YamlNode | undefined,
): SourceDocument & ({ kind: "empty" } | { kind: "tree"; root: YamlNode }) {
  const empty = root === undefined || (root.kind === "scalar" && root.value === null);
  return empty ? { index, start, end, kind: "empty" } : { index, start, end, kind: "tree", root };
}

function asError(failure: unknown): ReadError {
  if (failure instanceof ReadFailure) return { message: failure.message, offset: failure.offset };
  throw failure;
}

/** White space as Go's unicode.IsSpace has it. */
const GO_SPACE = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const BEFORE_JSON = new RegExp(`^${GO_SPACE}*\\{`);
const UP_TO_YAML = new RegExp(`^(?:(?!\\n)${GO_SPACE})*\\n?`);
/** How far kubectl looks for a brace, in bytes. */
const LOOK_AHEAD = 4096;

function startsAsJson(text: string): boolean {
  const brace = BEFORE_JSON.exec(text.slice(0, LOOK_AHEAD))?.[0];
  return brace !== undefined && new TextEncoder().encode(brace).length <= LOOK_AHEAD;
}

/**
 * Where YAML starts behind a JSON value: after white space up to the end of the line. Undefined where kubectl gives up,
 * which it does if it meets U+FFFD or fewer than four bytes (YAMLOrJSONDecoder.consumeWhitespace).
 */
function yamlAfterJson(text: string, at: number): number | undefined {
  const space = UP_TO_YAML.exec(text.slice(at))?.[0] ?? "";
  const looked = space.endsWith("\n") ? at + space.length - 1 : at + space.length;
  const rest = text.slice(looked, looked + 4);
  if (rest.startsWith("\ufffd") || new TextEncoder().encode(rest).length < 4) return undefined;
  return at + space.length;
}
