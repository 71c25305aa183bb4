import { commentsWith } from "../input/comments.ts";
import type { SourceDocument, YamlMap, YamlNode } from "../input/tree.ts";
import type { Field } from "../model/field.ts";
import { groupBy } from "../model/group-by.ts";
import type { Place } from "../model/place.ts";
import { type Origin, Resource } from "../model/resource.ts";
import { didYouMean } from "../text/suggest.ts";
import type { Finding } from "./finding.ts";
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
    /** Field paths within one resource; undefined for all of it. */
    | {
        readonly kind: "paths";
        readonly document: number;
        readonly item: number | undefined;
        readonly paths: readonly string[] | undefined;
      };
}

/** The suppressions of a run, and which of them were of use. */
export class Suppressions {
  readonly #known: ReadonlyMap<string, string>;
  readonly #byFile = new Map<string, Suppression[]>();
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
        const paths = containers.flatMap((name) => containerPaths(resource, name));
        const { document, item } = resource.origin;
        this.#add({
          rules: [key.slice(ANNOTATION_PREFIX.length)],
          reason,
          place: resource.placeOf(field as Field, "key"),
          // Containers that are not there cover nothing.
          covers: { kind: "paths", document, item, paths: containers.length === 0 ? undefined : paths },
        });
      }
    }
  }

  #add(suppression: Suppression): void {
    const { file } = suppression.place;
    const of = this.#byFile.get(file);
    if (of === undefined) this.#byFile.set(file, [suppression]);
    else of.push(suppression);
  }

  /** The suppression that waives a finding, if one does; it counts as used from then on. */
  covering(finding: Finding, item: number | undefined, active: RuleSet): Suppression | undefined {
    let by: Suppression | undefined;
    for (const suppression of this.#byFile.get(finding.place.file) ?? []) {
      const name = suppression.rules.find((rule) => this.#known.get(rule) === finding.rule);
      if (name === undefined || suppression.reason === "" || active.settings.notWaivable.has(finding.rule)) continue;
      if (!isCovered(suppression, finding.place, item)) continue;
      const used = this.#used.get(suppression);
      if (used === undefined) this.#used.set(suppression, new Set([name]));
      else used.add(name);
      by ??= suppression;
    }
    return by;
  }

  /**
   * What is to be said of suppressions that do nothing, each at its place.
   * @param findings makes the list of those that nothing suppresses: one that a suppression missed is told of
   */
  *unused(
    activeAt: (place: Place) => RuleSet,
    findings: () => readonly Finding[],
  ): Generator<Report<Place> & { rule: string }> {
    let missed: Map<string, Finding[]> | undefined;
    for (const suppressions of this.#byFile.values()) {
      for (const suppression of suppressions) {
        const { place, rules, reason } = suppression;
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
            missed ??= groupBy(findings(), (finding) => missedKey(finding.rule, finding.place));
            const lines = (missed.get(missedKey(id, place)) ?? []).map((finding) => finding.place.line);
            const [line] = lines.sort((a, b) => Math.abs(a - place.line) - Math.abs(b - place.line));
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

function missedKey(rule: string, { file, document }: Place): string {
  return JSON.stringify([rule, file, document]);
}

/** `# dslint-ignore rule-a, rule-b -- reason`, `# dslint-ignore-file rule -- reason`. */
export function parseComment(
  text: string,
): { scope: "here" | "file"; rules: readonly string[]; reason: string } | undefined {
  const match = /^#\s*dslint-ignore(-file)?(?:\s+(.*))?$/.exec(text.replace(/\s#.*$/, "").trimEnd());
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
    const children: { start: number; node: YamlNode }[] =
      node.kind === "map"
        ? node.entries.map((entry) => ({ start: entry.keyStart, node: entry.value }))
        : node.items.map((item) => ({ start: item.start, node: item }));
    const found = children.findIndex((child) => child.start >= offset);
    const before = children[found < 0 ? children.length - 1 : found - 1];
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

function containerPaths(resource: Resource, name: string): string[] {
  const pod = resource.fields.walk(["spec", "template", "spec"]);
  return ["containers", "initContainers"].flatMap((list) => {
    const items = (pod.at(list) as Field<{ name?: string }[]>).items();
    return items.filter((item) => item.at("name").value === name).map((item) => item.path);
  });
}

/** True where a suppression's scope holds a finding's place; which rules it names is not asked. */
export function isCovered(suppression: Suppression, place: Place, item: number | undefined): boolean {
  const { covers } = suppression;
  if (suppression.place.file !== place.file) return false;
  if (covers.kind === "lines") return place.line >= covers.start && place.line <= covers.end;
  if (covers.document !== place.document || (item !== undefined && covers.item !== item)) return false;
  if (item === undefined && !isSameResource(suppression.place, place)) return false;
  return (
    covers.paths === undefined ||
    covers.paths.some(
      (path) => place.path === path || place.path.startsWith(`${path}.`) || place.path.startsWith(`${path}[`),
    )
  );
}

function isSameResource(a: Place, b: Place): boolean {
  const [x, y] = [a.resource, b.resource];
  return entries(x) === entries(y);
}

function entries({ apiVersion, kind, namespace, name }: Place["resource"]): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}
