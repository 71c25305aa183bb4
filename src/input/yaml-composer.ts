import { ReadFailure } from "./failure.ts";
import { type Bounds, tooManyNodes } from "./limits.ts";
import { nameOf } from "./names.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence } from "./tree.ts";
import {
  ALIAS,
  ANCHOR,
  BLOCK_END,
  BLOCK_ENTRY,
  BLOCK_MAP_START,
  BLOCK_SEQUENCE_START,
  DOCUMENT_END,
  DOCUMENT_START,
  FLOW_ENTRY,
  FLOW_MAP_END,
  FLOW_MAP_START,
  FLOW_SEQUENCE_END,
  FLOW_SEQUENCE_START,
  KEY,
  PLAIN,
  Scanner,
  STREAM_END,
  TAG,
  TAG_DIRECTIVE,
  VALUE,
  VERSION_DIRECTIVE,
} from "./yaml-scanner.ts";
import { keyText, scalarValue } from "./yaml-values.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

/** What a name in `&name` stands for. */
interface Anchor {
  /** A collection, or the words of a scalar; undefined until it is complete: an alias within it would contain itself. */
  node: YamlMap | YamlSequence | Words | undefined;
  /** Nodes that decoding it visits, aliases within it expanded. */
  cost: number;
}

/** A scalar as it is written. It reads otherwise as a key than as a value. */
interface Words extends Place {
  readonly kind: "words";
  readonly text: string;
  /** Its full tag, "" where it has none. */
  readonly tag: string;
  readonly style: YamlScalar["style"];
}

/** A collection that isn't complete. */
interface Frame {
  readonly kind: FrameKind;
  readonly start: number;
  end: number;
  readonly anchor: Anchor | undefined;
  readonly costBefore: number;
  readonly items: YamlNode[];
  readonly entries: YamlEntry[];
  /** In a map: set where its next node is a value. A failure is a key that JSON can't have. */
  key: string | ReadFailure | undefined;
  keyStart: number;
  keyEnd: number;
  /** True where the key is a `<<` that merges. */
  merges: boolean;
  /** True where the key stands in a flow map without a `:` of its own. */
  alone: boolean;
  /** The first key that JSON can't have. */
  failure: ReadFailure | undefined;
}

const NO_ITEMS: YamlNode[] = [];
const NO_ENTRIES: YamlEntry[] = [];

const BLOCK_SEQUENCE = 0;
/** A block sequence as a map's value, at the indentation of the map. */
const INDENTLESS_SEQUENCE = 1;
const FLOW_SEQUENCE = 2;
const BLOCK_MAP = 3;
const FLOW_MAP = 4;
/** `a: b` as an element of a flow sequence. */
const FLOW_PAIR = 5;
type FrameKind = 0 | 1 | 2 | 3 | 4 | 5;

const MERGE_TAG = "tag:yaml.org,2002:merge";

/**
 * Reads one YAML document as kubectl does: the grammar of libyaml (go.yaml.in/yaml/v2, parserc.go), anchors, merges
 * and keys as its decoder treats them (decode.go). `root` is undefined for a document without content; `stop` is where
 * the content ends for kubectl, which doesn't look at what follows.
 *
 * @throws ReadFailure where kubectl refuses the document, or it goes beyond the bounds
 */
export function composeYaml(
  text: string,
  start: number,
  end: number,
  bounds: Bounds,
): { readonly root: YamlNode | undefined; readonly stop: number } {
  const scanner = new Scanner(text, start, end);
  const root = new Composer(scanner, bounds).document();
  return { root, stop: scanner.pos };
}

class Composer {
  readonly #scanner: Scanner;
  readonly #bounds: Bounds;
  readonly #frames: Frame[] = [];
  readonly #anchors = new Map<string, Anchor>();
  readonly #tagPrefixes = new Map<string, string>();
  /** Nodes that kubectl's decoder visits, and those of them that it visits through an alias. */
  #visited = 1;
  #visitedByAlias = 0;
  /** Nodes that JSON can't express. That counts only where they aren't replaced by a later entry of the same key. */
  #unfit: Map<YamlNode, ReadFailure> | undefined;

  constructor(scanner: Scanner, bounds: Bounds) {
    this.#scanner = scanner;
    this.#bounds = bounds;
  }

  document(): YamlNode | undefined {
    const scanner = this.#scanner;
    let kind = scanner.peek();
    if (kind === STREAM_END) return undefined;
    if (kind === VERSION_DIRECTIVE || kind === TAG_DIRECTIVE || kind === DOCUMENT_START) {
      this.#directives();
      scanner.take();
      kind = scanner.peek();
      if (
        kind === VERSION_DIRECTIVE ||
        kind === TAG_DIRECTIVE ||
        kind === DOCUMENT_START ||
        kind === DOCUMENT_END ||
        kind === STREAM_END
      ) {
        return undefined;
      }
    }
    const node = this.#node();
    // The decoder looks at one more token, so an error in that counts.
    scanner.peek();
    if (this.#unfit !== undefined) throwUnfit(node, this.#unfit);
    return node;
  }

  #fail(node: YamlNode, failure: ReadFailure): void {
    this.#unfit ??= new Map();
    this.#unfit.set(node, failure);
  }

  #directives(): void {
    const scanner = this.#scanner;
    let version = false;
    for (;;) {
      const kind = scanner.peek();
      if (kind === VERSION_DIRECTIVE) {
        const [major, minor] = scanner.value.split(".").map(Number);
        if (version) throw new ReadFailure("a document takes one %YAML directive", scanner.start);
        if (major !== 1 || minor !== 1) throw new ReadFailure("kubectl reads %YAML 1.1 only", scanner.start);
        version = true;
      } else if (kind === TAG_DIRECTIVE) {
        const [handle = "", prefix = ""] = scanner.value.split("\0");
        if (this.#tagPrefixes.has(handle)) throw new ReadFailure("this %TAG handle is declared twice", scanner.start);
        this.#tagPrefixes.set(handle, prefix);
      } else if (kind === DOCUMENT_START) return;
      else
        throw new ReadFailure(
          'directives must be followed by "---", which kubectl takes for another document',
          scanner.start,
        );
      scanner.take();
    }
  }

  /** The node that starts here, with all that is in it. */
  #node(): YamlNode {
    const frames = this.#frames;
    let node = this.#open(true, false);
    for (;;) {
      const frame = frames.at(-1);
      if (node === undefined) node = this.#next(frame as Frame);
      else if (frame === undefined) return node;
      else {
        this.#add(frame, node);
        node = undefined;
      }
    }
  }

  /** Goes on within a collection: to its next leaf, which is returned, or collection, or to its own end. */
  #next(frame: Frame): YamlNode | undefined {
    switch (frame.kind) {
      case BLOCK_SEQUENCE:
        return this.#nextBlockItem(frame);
      case INDENTLESS_SEQUENCE:
        return this.#nextIndentlessItem(frame);
      case FLOW_SEQUENCE:
        return this.#nextFlowItem(frame);
      case BLOCK_MAP:
        return this.#nextBlockEntry(frame);
      case FLOW_MAP:
        return this.#nextFlowEntry(frame);
      case FLOW_PAIR:
        return this.#nextPairPart(frame);
    }
  }

  #nextBlockItem(frame: Frame): YamlNode | undefined {
    const scanner = this.#scanner;
    const kind = scanner.peek();
    if (kind === BLOCK_END) {
      scanner.take();
      return this.#close();
    }
    if (kind !== BLOCK_ENTRY)
      throw new ReadFailure('this line should be an element of the list: "- " at its indentation', scanner.start);
    const { tokenEnd } = scanner;
    frame.end = tokenEnd;
    scanner.take();
    const next = scanner.peek();
    return next === BLOCK_ENTRY || next === BLOCK_END ? this.#missing(tokenEnd) : this.#open(true, false);
  }

  #nextIndentlessItem(frame: Frame): YamlNode | undefined {
    const scanner = this.#scanner;
    if (scanner.peek() !== BLOCK_ENTRY) return this.#close();
    const { tokenEnd } = scanner;
    frame.end = tokenEnd;
    scanner.take();
    const next = scanner.peek();
    return next === BLOCK_ENTRY || next === KEY || next === VALUE || next === BLOCK_END
      ? this.#missing(tokenEnd)
      : this.#open(true, false);
  }

  #nextFlowItem(frame: Frame): YamlNode | undefined {
    const scanner = this.#scanner;
    let kind = scanner.peek();
    if (kind !== FLOW_SEQUENCE_END && frame.items.length > 0) {
      if (kind !== FLOW_ENTRY) throw new ReadFailure('a "," or "]" is missing here', scanner.start);
      scanner.take();
      kind = scanner.peek();
    }
    if (kind === FLOW_SEQUENCE_END) {
      frame.end = scanner.tokenEnd;
      scanner.take();
      return this.#close();
    }
    if (kind !== KEY) return this.#open(false, false);
    this.#visit();
    this.#push(FLOW_PAIR, scanner.start, undefined);
    scanner.take();
    return undefined;
  }

  #nextBlockEntry(frame: Frame): YamlNode | undefined {
    const scanner = this.#scanner;
    const kind = scanner.peek();
    if (frame.key === undefined) {
      if (kind === BLOCK_END) {
        scanner.take();
        return this.#close();
      }
      if (kind !== KEY)
        throw new ReadFailure("this line should be a key of the map, at the indentation of the others", scanner.start);
      const { tokenEnd } = scanner;
      scanner.take();
      const next = scanner.peek();
      const missing = next === KEY || next === VALUE || next === BLOCK_END;
      return missing ? this.#missingKey(frame, tokenEnd) : this.#key(frame, true);
    }
    if (kind !== VALUE) return this.#missing(frame.keyEnd);
    const { tokenEnd } = scanner;
    scanner.take();
    const next = scanner.peek();
    return next === KEY || next === VALUE || next === BLOCK_END ? this.#missing(tokenEnd) : this.#open(true, true);
  }

  #nextFlowEntry(frame: Frame): YamlNode | undefined {
    const scanner = this.#scanner;
    let kind = scanner.peek();
    if (frame.key !== undefined) return this.#flowValue(frame, FLOW_MAP_END);
    if (kind !== FLOW_MAP_END && frame.end > frame.start) {
      if (kind !== FLOW_ENTRY) throw new ReadFailure('a "," or "}" is missing here', scanner.start);
      scanner.take();
      kind = scanner.peek();
    }
    if (kind === FLOW_MAP_END) {
      frame.end = scanner.tokenEnd;
      scanner.take();
      return this.#close();
    }
    frame.alone = kind !== KEY;
    if (frame.alone) return this.#key(frame, false);
    const { tokenEnd } = scanner;
    scanner.take();
    const next = scanner.peek();
    const missing = next === VALUE || next === FLOW_ENTRY || next === FLOW_MAP_END;
    return missing ? this.#missingKey(frame, tokenEnd) : this.#key(frame, false);
  }

  #nextPairPart(frame: Frame): YamlNode | undefined {
    if (frame.key !== undefined) return this.#flowValue(frame, FLOW_SEQUENCE_END);
    if (frame.end > frame.start) return this.#close();
    const scanner = this.#scanner;
    const next = scanner.peek();
    if (next !== VALUE && next !== FLOW_ENTRY && next !== FLOW_SEQUENCE_END) return this.#key(frame, false);
    // libyaml drops this token, be it the colon.
    scanner.take();
    return this.#missingKey(frame, frame.start + 1);
  }

  #flowValue(frame: Frame, end: number): YamlNode | undefined {
    const scanner = this.#scanner;
    if (frame.alone || scanner.peek() !== VALUE) return this.#missing(frame.keyEnd);
    const { tokenEnd } = scanner;
    scanner.take();
    const next = scanner.peek();
    return next === FLOW_ENTRY || next === end ? this.#missing(tokenEnd) : this.#open(false, false);
  }

  /** Reads a key. It must be a scalar, so this never opens a collection. */
  #key(frame: Frame, block: boolean): undefined {
    const scanner = this.#scanner;
    const kind = scanner.peek();
    const { start } = scanner;
    if (kind === ALIAS) {
      const anchor = this.#alias();
      this.#visitAlias(anchor);
      this.#setKey(frame, start, scanner.tokenEnd);
      if (anchor.node?.kind !== "words") throw new ReadFailure("a list or map can't be a key", start);
      frame.key = keyOf(anchor.node, start);
      scanner.take();
      return undefined;
    }
    if (kind >= PLAIN) this.#takeKey(frame, kind);
    else {
      const { anchor, tag, end } = this.#properties();
      const next = scanner.peek();
      if (next >= PLAIN) {
        this.#setKeyTo(frame, this.#words(next, tag), anchor);
        scanner.take();
      } else if (opens(next, block, block) !== undefined) {
        throw new ReadFailure("a list or map can't be a key; is a value in braces lacking its quotes?", scanner.start);
      } else if (end < 0) throw new ReadFailure("a key is missing here", start);
      else this.#setKeyTo(frame, missingWords(end, tag), anchor);
    }
    return undefined;
  }

  /** Nothing behind a "?": null, which JSON can't have as a key. */
  #missingKey(frame: Frame, at: number): undefined {
    this.#setKeyTo(frame, missingWords(at, ""), undefined);
  }

  /** A key without tag and anchor, as nearly all are. */
  #takeKey(frame: Frame, kind: number): void {
    const scanner = this.#scanner;
    const { start, value: text } = scanner;
    this.#setKey(frame, start, scanner.tokenEnd);
    frame.merges = kind === PLAIN && text === "<<";
    if (!frame.merges) this.#visit();
    const key = kind === PLAIN && !frame.merges ? keyText(text, "", true, start) : text;
    frame.key = typeof key === "string" ? nameOf(key) : key;
    scanner.take();
  }

  #setKeyTo(frame: Frame, words: Words, anchor: Anchor | undefined): void {
    const { text, tag, start, end, style } = words;
    this.#setKey(frame, start, end);
    frame.merges = text === "<<" && (tag === MERGE_TAG || tag === "!" || (tag === "" && style === "plain"));
    if (frame.merges) frame.key = text;
    else {
      this.#visit();
      frame.key = keyOf(words, start);
    }
    if (anchor !== undefined) setWords(anchor, words);
  }

  #setKey(frame: Frame, start: number, end: number): void {
    frame.keyStart = start;
    frame.keyEnd = end;
    frame.merges = false;
  }

  /** Anchor and tag before a node, in either order. */
  #properties(): { anchor: Anchor | undefined; tag: string; end: number } {
    const scanner = this.#scanner;
    let anchor: Anchor | undefined;
    let tag = "";
    let end = -1;
    for (let turn = 0; turn < 2; turn++) {
      const kind = scanner.peek();
      if (kind === ANCHOR && anchor === undefined) {
        anchor = { node: undefined, cost: 0 };
        this.#anchors.set(scanner.value, anchor);
      } else if (kind === TAG && tag === "") tag = this.#resolveTag(scanner.value, scanner.start);
      else break;
      end = scanner.tokenEnd;
      scanner.take();
    }
    return { anchor, tag, end };
  }

  #resolveTag(token: string, offset: number): string {
    const cut = token.indexOf("\0");
    const handle = token.slice(0, cut);
    const suffix = token.slice(cut + 1);
    if (handle === "") return suffix;
    const prefix =
      this.#tagPrefixes.get(handle) ?? (handle === "!" ? "!" : handle === "!!" ? "tag:yaml.org,2002:" : undefined);
    if (prefix === undefined) throw new ReadFailure(`the tag handle "${handle}" isn't declared`, offset);
    return prefix + suffix;
  }

  /** The scalar token that comes next. */
  #words(kind: number, tag: string): Words {
    const { start, tokenEnd: end, value: text } = this.#scanner;
    return { kind: "words", text, tag, style: STYLES[kind - PLAIN] as YamlScalar["style"], start, end };
  }

  /** The node that starts here: a leaf is returned, a collection opened. */
  #open(block: boolean, indentless: boolean): YamlNode | undefined {
    const scanner = this.#scanner;
    let kind = scanner.peek();
    if (kind >= PLAIN) return this.#scalar(kind, undefined, "");
    if (kind === ALIAS) {
      const anchor = this.#alias();
      this.#visitAlias(anchor);
      const place = { start: scanner.start, end: scanner.tokenEnd };
      scanner.take();
      const node = anchor.node as YamlMap | YamlSequence | Words;
      return node.kind === "words" ? this.#value(node, place.start, place) : throughAlias(node, place);
    }
    let anchor: Anchor | undefined;
    let tag = "";
    let end = -1;
    if (kind === ANCHOR || kind === TAG) {
      ({ anchor, tag, end } = this.#properties());
      kind = scanner.peek();
      if (kind >= PLAIN) return this.#scalar(kind, anchor, tag);
    }
    const opened = opens(kind, block, indentless);
    if (opened !== undefined) {
      this.#visit();
      this.#push(opened, scanner.start, anchor);
      if (opened !== INDENTLESS_SEQUENCE) scanner.take();
      return undefined;
    }
    if (end < 0) throw new ReadFailure("a value is missing here", scanner.start);
    return this.#leaf(missingWords(end, tag), anchor);
  }

  /** The scalar token that comes next, as a value. */
  #scalar(kind: number, anchor: Anchor | undefined, tag: string): YamlScalar {
    const { start, tokenEnd: end, value: text } = this.#scanner;
    this.#visit();
    const style = STYLES[kind - PLAIN] as YamlScalar["style"];
    let node: YamlScalar;
    if (kind !== PLAIN && tag === "") node = { kind: "scalar", start, end, value: text, style };
    else node = this.#value({ kind: "words", text, tag, style, start, end }, start);
    if (anchor !== undefined) setWords(anchor, this.#words(kind, tag));
    this.#scanner.take();
    return node;
  }

  /** A node that isn't written, but for its tag or anchor. */
  #leaf(words: Words, anchor: Anchor | undefined): YamlScalar {
    this.#visit();
    if (anchor !== undefined) setWords(anchor, words);
    return this.#value(words, words.start);
  }

  /** What a scalar is as a value, at its own place or through an alias. */
  #value(words: Words, offset: number, alias?: Place): YamlScalar {
    const { text, tag, style, start, end } = words;
    const value = scalarValue(text, tag, isPlain(words), offset);
    const failed = value instanceof ReadFailure;
    const node: YamlScalar = { kind: "scalar", start, end, value: failed ? null : value, style };
    const placed = alias === undefined ? node : { ...node, alias };
    if (failed) this.#fail(placed, value);
    return placed;
  }

  #missing(at: number): YamlScalar {
    this.#visit();
    return { kind: "scalar", start: at, end: at, value: null, style: "missing" };
  }

  #alias(): Anchor {
    const scanner = this.#scanner;
    const anchor = this.#anchors.get(scanner.value);
    if (anchor === undefined)
      throw new ReadFailure(`there is no anchor "&${scanner.value}" before this alias`, scanner.start);
    if (anchor.node === undefined)
      throw new ReadFailure(`the value of "&${scanner.value}" contains itself`, scanner.start);
    return anchor;
  }

  #push(kind: FrameKind, start: number, anchor: Anchor | undefined): void {
    const { depth } = this.#bounds;
    if (this.#frames.length >= depth) {
      throw new ReadFailure(`lists and maps are nested deeper than ${depth} levels`, start);
    }
    this.#frames.push({
      kind,
      start,
      end: start,
      anchor,
      costBefore: this.#visited - 1,
      items: kind <= FLOW_SEQUENCE ? [] : NO_ITEMS,
      entries: kind <= FLOW_SEQUENCE ? NO_ENTRIES : [],
      key: undefined,
      keyStart: 0,
      keyEnd: 0,
      merges: false,
      alone: false,
      failure: undefined,
    });
  }

  /** Takes the innermost collection off, complete. */
  #close(): YamlNode {
    const frame = this.#frames.pop() as Frame;
    const { kind, start, end, anchor } = frame;
    const node: YamlNode =
      kind <= FLOW_SEQUENCE
        ? { kind: "sequence", start, end, flow: kind === FLOW_SEQUENCE, items: frame.items }
        : mapOf(start, end, kind !== BLOCK_MAP, frame.entries);
    if (anchor !== undefined) {
      anchor.node = node;
      anchor.cost = this.#visited - frame.costBefore;
    }
    if (frame.failure !== undefined) this.#fail(node, frame.failure);
    return node;
  }

  #add(frame: Frame, node: YamlNode): void {
    const end = node.alias?.end ?? node.end;
    if (end > frame.end) frame.end = end;
    if (frame.kind <= FLOW_SEQUENCE) {
      frame.items.push(node);
      return;
    }
    const { key, keyStart, keyEnd } = frame;
    if (frame.keyEnd > frame.end) frame.end = frame.keyEnd;
    frame.key = undefined;
    if (frame.merges) this.#merge(frame, node);
    else if (typeof key === "string") frame.entries.push({ key, keyStart, keyEnd, value: node });
    else frame.failure ??= key;
  }

  /** `<<`: what is merged replaces what stands before it, and is replaced by what follows. */
  #merge(frame: Frame, node: YamlNode): void {
    let sources: readonly YamlNode[] = [node];
    if (node.kind === "sequence" && node.alias === undefined) {
      this.#visited--;
      sources = node.items.toReversed();
    }
    for (const source of sources) {
      if (source.kind !== "map")
        throw new ReadFailure('"<<" takes a map, or a list of maps', (source.alias ?? source).start);
      for (const entry of source.entries) frame.entries.push(entry);
      frame.failure ??= this.#unfit?.get(written(source));
    }
  }

  #visit(): void {
    this.#visited++;
    this.#checkCount();
    if (this.#visitedByAlias > 100) this.#checkAliases();
  }

  #visitAlias(anchor: Anchor): void {
    this.#visited += 1 + anchor.cost;
    this.#visitedByAlias += anchor.cost;
    this.#checkAliases();
    this.#checkCount();
  }

  #checkCount(): void {
    if (this.#visited > this.#bounds.nodes) throw new ReadFailure(tooManyNodes(this.#bounds), this.#scanner.start);
  }

  /** kubectl's own bound on what aliases may blow up (go.yaml.in/yaml/v2, allowedAliasRatio). */
  #checkAliases(): void {
    const all = this.#visited;
    const byAlias = this.#visitedByAlias;
    if (byAlias <= 100 || all <= 1000) return;
    const excess = Math.min(Math.max((all - 400_000) / 3_600_000, 0), 1);
    if (byAlias / all > 0.99 - 0.89 * excess) {
      throw new ReadFailure(
        "aliases make this document many times its size; kubectl refuses it too",
        this.#scanner.start,
      );
    }
  }
}

/** What is read where nothing is written. */
function missingWords(at: number, tag: string): Words {
  return { kind: "words", text: "", tag, style: "missing", start: at, end: at };
}

function setWords(anchor: Anchor, words: Words): void {
  anchor.node = words;
  anchor.cost = 1;
}

/** True where the text alone says what it means. */
function isPlain({ style }: Words): boolean {
  return style === "plain" || style === "missing";
}

function keyOf(words: Words, offset: number): string | ReadFailure {
  const key = keyText(words.text, words.tag, isPlain(words), offset);
  return typeof key === "string" ? nameOf(key) : key;
}

const STYLES: readonly YamlScalar["style"][] = ["plain", "single", "double", "block"];

function opens(kind: number, block: boolean, indentless: boolean): FrameKind | undefined {
  if (kind === FLOW_SEQUENCE_START) return FLOW_SEQUENCE;
  if (kind === FLOW_MAP_START) return FLOW_MAP;
  if (!block) return undefined;
  if (kind === BLOCK_MAP_START) return BLOCK_MAP;
  if (kind === BLOCK_SEQUENCE_START) return BLOCK_SEQUENCE;
  return kind === BLOCK_ENTRY && indentless ? INDENTLESS_SEQUENCE : undefined;
}

/** More entries than this, and a set finds duplicates quicker than looking. */
const FEW = 8;

/** A map of entries in order, in which of those with the same key the last counts. */
export function mapOf(start: number, end: number, flow: boolean, all: YamlEntry[]): YamlMap {
  if (!hasDuplicates(all)) return { kind: "map", start, end, flow, entries: all };
  const last = new Map<string, YamlEntry>();
  for (const entry of all) last.set(entry.key, entry);
  const entries = all.filter((entry) => last.get(entry.key) === entry);
  const replaced = all.filter((entry) => last.get(entry.key) !== entry);
  return { kind: "map", start, end, flow, entries, replaced };
}

function hasDuplicates(entries: readonly YamlEntry[]): boolean {
  const count = entries.length;
  if (count > FEW) {
    const keys = new Set<string>();
    for (const { key } of entries) keys.add(key);
    return keys.size < count;
  }
  for (let i = 1; i < count; i++) {
    const { key } = entries[i] as YamlEntry;
    for (let j = 0; j < i; j++) if ((entries[j] as YamlEntry).key === key) return true;
  }
  return false;
}

/** Throws the first failure of a node that is part of the value of a document. */
function throwUnfit(root: YamlNode, unfit: ReadonlyMap<YamlNode, ReadFailure>): void {
  let first: ReadFailure | undefined;
  const seen = new Set<YamlNode>();
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = written(next);
    if (seen.has(node)) continue;
    seen.add(node);
    const failure = unfit.get(node);
    if (failure !== undefined && !(first !== undefined && first.offset <= failure.offset)) first = failure;
    if (node.kind === "sequence") for (const item of node.items) pending.push(item);
    else if (node.kind === "map") for (const { value } of node.entries) pending.push(value);
  }
  if (first !== undefined) throw first;
}

/** The collection that an alias leads to; any other node itself. */
function written(node: YamlNode): YamlNode {
  return node instanceof AliasedMap || node instanceof AliasedSequence ? node.node : node;
}

/** A node as seen through an alias. What is in a collection is made when it is asked for: aliases multiply. */
function throughAlias(node: YamlNode, alias: Place): YamlNode {
  switch (node.kind) {
    case "scalar":
      return { ...node, alias };
    case "sequence":
      return new AliasedSequence(node, alias);
    case "map":
      return new AliasedMap(node, alias);
  }
}

class AliasedSequence implements YamlSequence {
  readonly kind = "sequence";
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  readonly alias: Place;
  readonly node: YamlSequence;
  #items: readonly YamlNode[] | undefined;

  constructor(node: YamlSequence, alias: Place) {
    this.start = node.start;
    this.end = node.end;
    this.flow = node.flow;
    this.alias = alias;
    this.node = node;
  }

  get items(): readonly YamlNode[] {
    this.#items ??= this.node.items.map((item) => throughAlias(item, this.alias));
    return this.#items;
  }
}

class AliasedMap implements YamlMap {
  readonly kind = "map";
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  readonly alias: Place;
  readonly node: YamlMap;
  #entries: readonly YamlEntry[] | undefined;

  constructor(node: YamlMap, alias: Place) {
    this.start = node.start;
    this.end = node.end;
    this.flow = node.flow;
    this.alias = alias;
    this.node = node;
  }

  get entries(): readonly YamlEntry[] {
    this.#entries ??= this.node.entries.map((entry) => ({ ...entry, value: throughAlias(entry.value, this.alias) }));
    return this.#entries;
  }
}
