import { commentsWith } from "../input/comments.ts";
import type { SourceDocument, YamlMap, YamlNode } from "../input/tree.ts";
import type { Field } from "../model/field.ts";
import { addTo, groupBy } from "../model/group-by.ts";
import type { Place } from "../model/place.ts";
import { type Origin, Resource } from "../model/resource.ts";
import { didYouMean } from "../text/suggest.ts";
import type { Finding } from "./finding.ts";
import { LineRanges } from "./line-ranges.ts";
import type { Report, RuleMeta } from "./rule.ts";
import type { RuleSet } from "./rule-set.ts";

/** What comments begin with that waive a rule. */
export const COMMENT_MARKER = "dslint-ignore";
/** Prefix of annotations that waive a rule: `dslint.dev/ignore.<rule-id>: reason`. */
export const ANNOTATION_PREFIX = "dslint.dev/ignore.";

const OWN_ANNOTATIONS = ["metadata", "annotations"];
const POD_ANNOTATIONS = ["spec", "template", "metadata", "annotations"];

/** A waiver, as plain data. What it covers is a stretch of lines, or some fields of a resource. */
export interface Suppression {
  readonly rules: readonly string[];
  /** Empty where none is given: the suppression then suppresses nothing. */
  readonly reason: string;
  readonly place: Place;
  readonly covers:
    | { readonly kind: "lines"; readonly start: number; readonly end: number }
    /** Paths of containers of the resource that it stands in; undefined for all of the resource. */
    | {
        readonly kind: "paths";
        readonly item: number | undefined;
        readonly containers: ReadonlySet<string> | undefined;
      };
}

/** The suppressions of a run, and which of them were of use. */
export class Suppressions {
  readonly #known: ReadonlyMap<string, string>;
  readonly #byFile = new Map<string, Suppression[]>();
  readonly #indexes = new Map<string, ReadonlyMap<string, Waivers>>();
  /** Rules that a suppression suppressed something of. */
  readonly #used = new Map<Suppression, Set<string>>();

  /** @param catalogue every rule that may be named */
  constructor(catalogue: readonly RuleMeta[]) {
    this.#known = new Map(catalogue.flatMap(({ id, aliases = [] }) => [id, ...aliases].map((name) => [name, id])));
  }

  /** Takes up the suppressions in the comments of a document. */
  readComments(text: string, document: SourceDocument, root: YamlMap, origin: Origin): void {
    const { start, end } = document;
    // Within the document: looked for up to the end of the file, a file of many documents is read as many times.
    if (!text.slice(start, end).includes(COMMENT_MARKER)) return;
    const { lines } = origin;
    const at = new Resource(origin, root);
    for (const comment of commentsWith(text, start, end, root, COMMENT_MARKER)) {
      const parsed = parseComment(comment.text);
      if (parsed === undefined) continue;
      const { line } = lines.position(comment.start);
      const alone = text.slice(lines.bounds(line).start, comment.start).trim() === "";
      let [from, to] = [line, line];
      if (parsed.scope === "file") [from, to] = [1, Number.MAX_SAFE_INTEGER];
      else if (alone) {
        const block = blockBelow(root, comment.end) ?? { start: comment.end, end: comment.end };
        from = lines.position(block.start).line;
        to = lines.position(Math.max(block.start, block.end - 1)).line;
      }
      const region = { ...lines.region(comment.start, comment.end), ...lines.excerpt(comment.start) };
      const place: Place = { ...at.placeOf(at.fields), path: "", ...region };
      this.#add({ ...parsed, place, covers: { kind: "lines", start: from, end: to } });
    }
  }

  /** Takes up the suppressions in a resource's annotations: its own, and those of its pod template. */
  readAnnotations(resource: Resource): void {
    for (const path of [OWN_ANNOTATIONS, POD_ANNOTATIONS]) {
      for (const { key, field } of resource.fields.walk(path).entries()) {
        if (!key.startsWith(ANNOTATION_PREFIX)) continue;
        const value: unknown = field.value;
        const { containers, reason } = parseAnnotation(typeof value === "string" ? value : "");
        const { item } = resource.origin;
        this.#add({
          rules: [key.slice(ANNOTATION_PREFIX.length)],
          reason,
          place: resource.placeOf(field as Field, "key"),
          // Containers that are not there cover nothing.
          covers: {
            kind: "paths",
            item,
            containers: containers.length === 0 ? undefined : containerPaths(resource, new Set(containers)),
          },
        });
      }
    }
  }

  #add(suppression: Suppression): void {
    addTo(this.#byFile, suppression.place.file, suppression);
  }

  /** The suppression that waives a finding, if one does; it counts as used from then on. */
  covering(finding: Finding, item: number | undefined, active: RuleSet): Suppression | undefined {
    const { place, rule } = finding;
    if (!this.#byFile.has(place.file) || active.settings.notWaivable.has(rule)) return undefined;
    let of = this.#indexes.get(place.file);
    if (of === undefined) {
      of = this.#index(this.#byFile.get(place.file) ?? []);
      this.#indexes.set(place.file, of);
    }
    const waivers = of.get(rule);
    if (waivers === undefined) return undefined;
    let by: Suppression | undefined;
    for (const waiver of candidates(waivers, place, item)) {
      if (!waiver.used) this.#use(waiver);
      by = waiver.named[0]?.suppression;
    }
    return by;
  }

  #use(waiver: Waiver): void {
    waiver.used = true;
    for (const { suppression, name } of waiver.named) {
      const used = this.#used.get(suppression);
      if (used === undefined) this.#used.set(suppression, new Set([name]));
      else used.add(name);
    }
  }

  /** The suppressions of a file by the rules that they waive. */
  #index(suppressions: readonly Suppression[]): ReadonlyMap<string, Waivers> {
    const byRule = new Map<string, Map<string, Waiver>>();
    for (const suppression of suppressions) {
      if (suppression.reason === "") continue;
      for (const name of suppression.rules) {
        const rule = this.#known.get(name);
        if (rule === undefined) continue;
        const ofRule = byRule.get(rule) ?? new Map<string, Waiver>();
        byRule.set(rule, ofRule);
        const { covers, place } = suppression;
        const scope =
          covers.kind === "lines" ? `${covers.start} ${covers.end}` : `${place.line} ${place.column} ${place.path}`;
        const same = ofRule.get(scope);
        if (same === undefined) ofRule.set(scope, { covers, place, named: [{ suppression, name }], used: false });
        else same.named.push({ suppression, name });
      }
    }
    return new Map([...byRule].map(([rule, waivers]) => [rule, waiversOf([...waivers.values()])]));
  }

  /**
   * What is to be said of suppressions that do nothing, each at its place, as long as there is room in its file.
   * @param findings makes the list of those that nothing suppresses: one that a suppression missed is told of
   */
  *unused(
    activeAt: (place: Place) => RuleSet,
    hasRoom: (place: Place) => boolean,
    findings: () => readonly Finding[],
  ): Generator<Report<Place> & { rule: string }> {
    let missed: Map<string, number[]> | undefined;
    for (const suppressions of this.#byFile.values()) {
      for (const suppression of suppressions) {
        const { place, rules, reason } = suppression;
        if (!hasRoom(place)) break;
        const say = (message: string) => ({ rule: "unused-suppression", at: place, message });
        if (rules.length === 0) {
          yield say(
            "this suppression names no rule: write which one, and why, as in dslint-ignore host-network -- the CNI sets up the node",
          );
          continue;
        }
        const active = activeAt(place);
        for (const name of rules) {
          const id = this.#known.get(name);
          if (id === undefined) {
            yield say(`suppresses "${name}", and there is no such rule${didYouMean(name, this.#known.keys())}`);
          } else if (reason === "") {
            yield say(
              `suppresses ${name} without a reason, so it suppresses nothing: add why, ${suppression.covers.kind === "lines" ? "after --" : "as the annotation's value"}`,
            );
          } else if (active.settings.notWaivable.has(id)) {
            yield say(`suppresses ${name}, which the configuration allows nobody to waive: the finding stands`);
          } else if (active.byId.has(id) && !this.#used.get(suppression)?.has(name)) {
            missed ??= linesOf(findings());
            const line = nearest(missed.get(documentKey(id, place)) ?? [], place.line);
            yield say(
              line === undefined || suppression.covers.kind === "paths"
                ? `suppresses ${name}, which finds nothing here: delete the suppression`
                : `suppresses ${name}, which finds nothing here but on line ${line}: write it there, or alone above the block that holds it`,
            );
          }
        }
      }
    }
  }
}

/** The lines of findings, in order, by rule and document. */
function linesOf(findings: readonly Finding[]): Map<string, number[]> {
  const groups = groupBy(findings, ({ rule, place }) => documentKey(rule, place));
  const lines = ([key, of]: [string, Finding[]]): [string, number[]] => [
    key,
    of.map(({ place }) => place.line).sort((a, b) => a - b),
  ];
  return new Map([...groups].map(lines));
}

function documentKey(rule: string, { file, document }: Place): string {
  return JSON.stringify([rule, file, document]);
}

/** Of numbers in order, the one that is nearest to another. */
function nearest(numbers: readonly number[], to: number): number | undefined {
  let low = 0;
  for (let high = numbers.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < to) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [numbers[low - 1], numbers[low]];
  return before === undefined || (after !== undefined && after - to < to - before) ? after : before;
}

/** So much of a comment is read: more than naming every rule takes. */
const LONGEST = 10_000;

/** `# dslint-ignore rule-a, rule-b -- reason`, `# dslint-ignore-file rule -- reason`. */
export function parseComment(
  text: string,
): { scope: "here" | "file"; rules: readonly string[]; reason: string } | undefined {
  const shown = text
    .slice(0, LONGEST)
    .replace(/\s#.*$/, "")
    .trimEnd();
  const match = /^#\s*dslint-ignore(-file)?(?:\s+(.*))?$/.exec(shown);
  if (match === null) return undefined;
  const [names = "", ...reason] = (match[2] ?? "").split(/(?:^|\s)--(?:\s|$)/);
  return {
    scope: match[1] === undefined ? "here" : "file",
    rules: names.split(/[\s,]+/).filter((name) => name !== ""),
    reason: reason.join(" -- ").trim(),
  };
}

/** The entry or item that begins next after an offset; above the first key of an object, all of that object. */
function blockBelow(root: YamlNode, offset: number): { start: number; end: number } | undefined {
  for (let node = root; node.alias === undefined && node.kind !== "scalar"; ) {
    const children = childrenOf(node);
    let found = 0;
    for (let end = children.length; found < end; ) {
      const middle = (found + end) >> 1;
      if ((children[middle]?.start ?? 0) < offset) found = middle + 1;
      else end = middle;
    }
    const before = children[found - 1];
    if (before !== undefined && before.node.alias === undefined && lastStart(before.node) >= offset) {
      node = before.node;
      continue;
    }
    const child = children[found];
    if (child === undefined) return undefined;
    const whole = node === root && found === 0 ? root : child.node;
    return { start: child.start, end: Math.max(child.start + 1, whole.end) };
  }
  return undefined;
}

interface Child {
  readonly start: number;
  readonly node: YamlNode;
}

const children = new WeakMap<YamlNode, readonly Child[]>();

/** The entries or items that are written in a collection, in order: what is merged into a map stands elsewhere. */
function childrenOf(node: YamlNode): readonly Child[] {
  let known = children.get(node);
  if (known === undefined) {
    const all: Child[] =
      node.kind === "map"
        ? node.entries.map((entry) => ({ start: entry.keyStart, node: entry.value }))
        : node.kind === "sequence"
          ? node.items.map((item) => ({ start: item.alias?.start ?? item.start, node: item }))
          : [];
    known = all.filter(({ start }) => start >= node.start && start <= node.end).sort((a, b) => a.start - b.start);
    children.set(node, known);
  }
  return known;
}

/** Where the last entry or item of a collection begins, at any depth. */
function lastStart(node: YamlNode): number {
  if (node.alias !== undefined || node.kind === "scalar") return node.start;
  if (node.kind === "map") {
    const last = node.entries.at(-1);
    return last === undefined ? node.start : Math.max(last.keyStart, lastStart(last.value));
  }
  const last = node.items.at(-1);
  return last === undefined ? node.start : lastStart(last);
}

/** `reason`, or `[container, container] reason` for some containers only. */
export function parseAnnotation(value: string): { containers: string[]; reason: string } {
  const match = /^\s*\[([^\]]*)\]\s*(.*)$/s.exec(value);
  if (match === null) return { containers: [], reason: value.trim() };
  return {
    containers: (match[1] ?? "").split(/[\s,]+/).filter((name) => name !== ""),
    reason: (match[2] ?? "").trim(),
  };
}

function containerPaths(resource: Resource, names: ReadonlySet<string | undefined>): Set<string> {
  const pod = resource.fields.walk(["spec", "template", "spec"]);
  const containers = ["containers", "initContainers"].flatMap((list) =>
    (pod.at(list) as Field<{ name?: string }[]>).items(),
  );
  return new Set(containers.filter((item) => names.has(item.at("name").value)).map((item) => item.path));
}

/** What waives a rule at one place. */
interface Waiver {
  readonly covers: Suppression["covers"];
  readonly place: Place;
  readonly named: { readonly suppression: Suppression; readonly name: string }[];
  used: boolean;
}

/** What waives a rule in a file. */
interface Waivers {
  readonly lines: LineRanges<Waiver>;
  /** Annotations, by the resource that they stand in. */
  readonly byResource: ReadonlyMap<string, readonly Waiver[]>;
}

function waiversOf(waivers: readonly Waiver[]): Waivers {
  const ranges = waivers.flatMap((value) =>
    value.covers.kind === "lines" ? [{ start: value.covers.start, end: value.covers.end, value }] : [],
  );
  const annotations = waivers.filter(({ covers }) => covers.kind === "paths");
  return { lines: new LineRanges(ranges), byResource: groupBy(annotations, ({ place }) => identityOf(place)) };
}

/** The waivers whose scope holds the place of a finding, the one that stands first in the file last. */
function* candidates({ lines, byResource }: Waivers, place: Place, item: number | undefined): Generator<Waiver> {
  for (const waiver of byResource.get(identityOf(place)) ?? []) if (holds(waiver, place, item)) yield waiver;
  yield* lines.at(place.line);
}

function holds({ covers }: Waiver, { path }: Place, item: number | undefined): boolean {
  if (covers.kind === "lines" || (item !== undefined && covers.item !== item)) return false;
  return covers.containers === undefined || covers.containers.has(CONTAINER.exec(path)?.[0] ?? "");
}

/** The path of a container at the start of that of one of its fields. */
const CONTAINER = /^spec\.template\.spec\.(?:containers|initContainers)\[[0-9]+\](?![^.[])/;

function identityOf({ document, resource: { apiVersion, kind, namespace, name } }: Place): string {
  return JSON.stringify([document, apiVersion, kind, namespace, name]);
}
