import type { RunError, Severity } from "../engine/finding.ts";
import type { Preset } from "../engine/presets.ts";
import type { ClusterFacts, Rule } from "../engine/rule.ts";
import { readDocuments } from "../input/read.ts";
import type { PlainValue, YamlEntry, YamlMap, YamlNode } from "../input/tree.ts";
import { Lines } from "../model/lines.ts";
import { didYouMean } from "../text/suggest.ts";
import { configForm, type Form } from "./keys.ts";

/** What a configuration says of one rule. */
export interface RuleConfig {
  readonly severity?: Severity | "off";
  readonly options: Readonly<Record<string, unknown>>;
}

/** A configuration file as it was read. Keys are those of the file, in camel case. */
export interface Config {
  /** The file as errors and `dslint config` name it. */
  readonly file: string;
  readonly preset?: Preset;
  readonly failOn?: Severity | "never";
  readonly maxWarnings?: number;
  readonly kubernetesVersion?: string;
  readonly namespace?: string;
  readonly baseline?: string;
  readonly cluster: ClusterFacts;
  readonly rules: ReadonlyMap<string, RuleConfig>;
  readonly notWaivable: readonly string[];
  readonly exclude: readonly string[];
  readonly context: readonly string[];
  readonly overrides: readonly Override[];
  /** Line of each value, by its key path: `rules.host-network`. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Other settings for what matches all that is named. */
export interface Override {
  readonly files?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly names?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly preset?: Preset;
  readonly rules: ReadonlyMap<string, RuleConfig>;
}

type Plain = { [key: string]: unknown };

/** Reads a configuration. It is data and nothing else; what it may not hold is an error at its place. */
export function readConfig(
  text: string,
  file: string,
  catalogue: readonly Rule[],
): { readonly config: Config } | { readonly errors: readonly RunError[] } {
  const lines = new Lines(text);
  const errors: RunError[] = [];
  const fail = (offset: number, message: string) => void errors.push({ file, ...lines.position(offset), message });
  const reader = new Reader(fail, (offset) => lines.position(offset).line);
  let root: Plain = {};
  let count = 0;
  for (const document of readDocuments(text, { parseAll: true })) {
    if (document.kind === "error") fail(document.error.offset, document.error.message);
    if (document.kind !== "tree") continue;
    if (count++ > 0) fail(document.start, "a configuration is one document, and here begins another");
    else root = (reader.value(document.root, configForm(catalogue), "") as Plain | undefined) ?? {};
  }
  return errors.length > 0 ? { errors } : { config: configOf(file, root, catalogue, reader.lines) };
}

/** Checks values against their forms. */
class Reader {
  readonly lines = new Map<string, number>();
  readonly #fail: (offset: number, message: string) => void;
  readonly #lineOf: (offset: number) => number;

  constructor(fail: (offset: number, message: string) => void, lineOf: (offset: number) => number) {
    this.#fail = fail;
    this.#lineOf = lineOf;
  }

  value(node: YamlNode, form: Form, path: string): unknown {
    const name = path === "" ? "the configuration" : path;
    switch (form.type) {
      case "list":
        if (node.kind !== "sequence") return this.#wrong(node, name, "a list");
        return node.items.map((item, index) => this.value(item, form.items, `${path}[${index}]`));
      case "map":
        if (isNothing(node)) return {};
        if (node.kind !== "map") return this.#wrong(node, name, "a map");
        return this.#map(node, form.keys, path);
      case "rule":
        if (node.kind === "map") return this.#map(node, form.keys, path);
        if (node.kind === "sequence") return this.#wrong(node, name, "a severity, or a map of severity and options");
        return { severity: this.value(node, form.keys["severity"] as Form, path) };
      case "texts":
        if (node.kind !== "map") return this.#wrong(node, name, "a map of texts");
        return Object.fromEntries(node.entries.map(({ key, value }) => [key, this.#text(value, `${path}.${key}`)]));
      default:
        return this.#scalar(node, form, name);
    }
  }

  #map(node: YamlMap, keys: Readonly<Record<string, Form>>, path: string): Plain {
    const plain: Plain = {};
    const at = (key: string) => (path === "" ? key : `${path}.${key}`);
    for (const { key, keyStart } of node.replaced ?? []) this.#fail(keyStart, `${at(key)} is there twice`);
    for (const entry of node.entries) {
      const form = Object.hasOwn(keys, entry.key) ? keys[entry.key] : undefined;
      if (form === undefined) this.#unknown(entry, Object.keys(keys), path);
      else {
        this.lines.set(at(entry.key), this.#lineOf(entry.keyStart));
        plain[entry.key] = this.value(entry.value, form, at(entry.key));
      }
    }
    return plain;
  }

  #unknown({ key, keyStart }: YamlEntry, known: readonly string[], path: string): void {
    const what = path.endsWith("rules")
      ? `there is no rule "${key}"`
      : `there is no key "${key}"${path && ` in ${path}`}`;
    const list = known.length > 12 ? "" : ` (known: ${known.join(", ")})`;
    this.#fail(keyStart, `${what}${didYouMean(key, known)}${list}`);
  }

  #scalar(node: YamlNode, form: Form & { type: "boolean" | "integer" | "number" | "string" }, name: string): unknown {
    if (form.type === "string") {
      const value = this.#text(node, name);
      if (value === undefined) return undefined;
      if (form.enum !== undefined && !form.enum.includes(value)) {
        const list = form.enum.length > 12 ? "" : ` (known: ${form.enum.join(", ")})`;
        return this.#fail(node.start, `${name}: there is no "${value}"${didYouMean(value, form.enum)}${list}`);
      }
      if (form.pattern !== undefined && !new RegExp(form.pattern).test(value)) {
        return this.#fail(node.start, `${name}: "${value}" is not of the form ${form.like}`);
      }
      return value;
    }
    const value: PlainValue | undefined = node.kind === "scalar" ? node.value : undefined;
    if (form.type === "boolean") return typeof value === "boolean" ? value : this.#wrong(node, name, "true or false");
    if (typeof value !== "number" || (form.type === "integer" && !Number.isInteger(value))) {
      return this.#wrong(node, name, form.type === "integer" ? "a whole number" : "a number");
    }
    if (form.minimum !== undefined && value < form.minimum) return this.#wrong(node, name, `at least ${form.minimum}`);
    if (form.maximum !== undefined && value > form.maximum) return this.#wrong(node, name, `at most ${form.maximum}`);
    return value;
  }

  #text(node: YamlNode, name: string): string | undefined {
    if (node.kind === "scalar") {
      if (typeof node.value === "string") return node.value;
      // `off` is what YAML 1.1 calls false, and no one should have to know.
      if (node.value === false && node.style === "plain") return "off";
      if (typeof node.value === "number") {
        this.#fail(node.start, `${name} is read as a number: put it in quotes`);
        return undefined;
      }
    }
    this.#wrong(node, name, "a text");
    return undefined;
  }

  #wrong(node: YamlNode, name: string, wanted: string): undefined {
    this.#fail(node.start, `${name} must be ${wanted}`);
  }
}

function isNothing(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

function configOf(file: string, root: Plain, catalogue: readonly Rule[], lines: ReadonlyMap<string, number>): Config {
  const idOf = new Map(catalogue.flatMap(({ id, aliases = [] }) => [id, ...aliases].map((name) => [name, id])));
  const rulesOf = (value: unknown): Map<string, RuleConfig> =>
    new Map(
      Object.entries((value ?? {}) as Record<string, Plain>).map(([name, { severity, ...options }]) => [
        idOf.get(name) ?? name,
        { options, ...(severity === undefined ? {} : { severity: severity as Severity | "off" }) },
      ]),
    );
  const cluster = (root["cluster"] ?? {}) as Plain;
  const present = (object: Plain): Plain =>
    Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
  return {
    file,
    lines,
    ...(present({
      preset: root["preset"],
      failOn: root["fail-on"],
      maxWarnings: root["max-warnings"],
      kubernetesVersion: root["kubernetes-version"],
      namespace: root["namespace"],
      baseline: root["baseline"],
    }) as Partial<Config>),
    cluster: present({
      nodes: cluster["nodes"],
      controlPlaneTaints: cluster["control-plane-taints"],
      nodeAllocatable: cluster["node-allocatable"],
    }) as ClusterFacts,
    rules: rulesOf(root["rules"]),
    notWaivable: ((root["not-waivable"] ?? []) as string[]).map((name) => idOf.get(name) ?? name),
    exclude: (root["exclude"] ?? []) as string[],
    context: (root["context"] ?? []) as string[],
    overrides: ((root["overrides"] ?? []) as Plain[]).map(
      ({ rules, ...rest }) => ({ ...present(rest), rules: rulesOf(rules) }) as Override,
    ),
  };
}
