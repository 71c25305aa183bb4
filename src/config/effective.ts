import type { Rule } from "../engine/rule.ts";
import type { Settings } from "../engine/settings.ts";
import { formatVersion } from "../kubernetes/versions.ts";
import type { Config, Override } from "./read.ts";

/** A setting, its value and where that comes from. */
export interface EffectiveSetting {
  readonly key: string;
  readonly value: string;
  readonly from: string;
}

/** An override that matches, with its index in the configuration. */
export interface Matching {
  readonly index: number;
  readonly override: Override;
}

/**
 * What holds for a file, or for a resource in it, and where each value comes from: the command line, an override, the
 * configuration, the preset or dslint's default.
 *
 * @param overrides those that match, in order
 * @param given keys that the command line set, as in the configuration file
 */
export function effectiveSettings(
  settings: Settings,
  catalogue: readonly Rule[],
  config: Config | undefined,
  overrides: readonly Matching[],
  given: ReadonlySet<string>,
): EffectiveSetting[] {
  const source = new Sources(config, overrides, given);
  const active = new Map(settings.rules.map((rule) => [rule.rule.id, rule]));
  const { preset, kubernetes, defaultNamespace, cluster } = settings;
  const list: EffectiveSetting[] = [
    { key: "preset", value: preset, from: source.of("preset", "default") },
    { key: "kubernetes-version", value: formatVersion(kubernetes), from: source.of("kubernetes-version", "default") },
    { key: "namespace", value: defaultNamespace, from: source.of("namespace", "default") },
    { key: "fail-on", value: config?.failOn ?? "warning", from: source.of("fail-on", "default") },
  ];
  if (cluster.nodes !== undefined) add(list, source, "cluster.nodes", cluster.nodes);
  if (cluster.controlPlaneTaints) add(list, source, "cluster.control-plane-taints", cluster.controlPlaneTaints);
  if (cluster.nodeAllocatable) add(list, source, "cluster.node-allocatable", cluster.nodeAllocatable);
  for (const { id, options = {} } of catalogue) {
    const rule = active.get(id);
    list.push({
      key: `rules.${id}`,
      value: rule?.severity ?? "off",
      from: source.ofRule(id, undefined, `preset ${preset}`),
    });
    for (const name of rule === undefined ? [] : Object.keys(options)) {
      const value = JSON.stringify(rule?.options[name]);
      list.push({ key: `rules.${id}.${name}`, value, from: source.ofRule(id, name, "default") });
    }
  }
  return list;
}

function add(list: EffectiveSetting[], source: Sources, key: string, value: unknown): void {
  list.push({ key, value: JSON.stringify(value), from: source.of(key, "default") });
}

/** Where values come from: what wins is asked first. */
class Sources {
  readonly #config: Config | undefined;
  readonly #overrides: readonly Matching[];
  readonly #given: ReadonlySet<string>;

  constructor(config: Config | undefined, overrides: readonly Matching[], given: ReadonlySet<string>) {
    this.#config = config;
    this.#overrides = overrides;
    this.#given = given;
  }

  of(key: string, otherwise: string): string {
    if (this.#given.has(key)) return "command line";
    for (const { index } of [...this.#overrides].reverse()) {
      const place = this.#line(`overrides[${index}].${key}`);
      if (place !== undefined) return place;
    }
    return this.#line(key) ?? otherwise;
  }

  /** Of a rule's severity, or of one of its options. */
  ofRule(id: string, option: string | undefined, otherwise: string): string {
    if (option === undefined && this.#given.has(`rules.${id}`)) return "command line";
    const layers = [
      ...[...this.#overrides]
        .reverse()
        .map(({ index, override }) => ({ rules: override.rules, key: `overrides[${index}].rules.${id}` })),
      ...(this.#config === undefined ? [] : [{ rules: this.#config.rules, key: `rules.${id}` }]),
    ];
    for (const { rules, key } of layers) {
      const rule = rules.get(id);
      const says = option === undefined ? rule?.severity !== undefined : rule !== undefined && option in rule.options;
      if (says) return this.#line(option === undefined ? key : `${key}.${option}`) ?? this.#line(key) ?? otherwise;
    }
    return otherwise;
  }

  #line(key: string): string | undefined {
    const line = this.#config?.lines.get(key);
    return line === undefined ? undefined : `${this.#config?.file}:${line}`;
  }
}
