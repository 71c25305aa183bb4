import picomatch from "picomatch";
import type { Severity } from "../engine/finding.ts";
import type { Rule } from "../engine/rule.ts";
import { RuleSet } from "../engine/rule-set.ts";
import { resolveSettings, type Settings, type SettingsInput } from "../engine/settings.ts";
import type { ResourceFacts, SettingsSource } from "../engine/settings-source.ts";
import { parseKubernetesVersion } from "../kubernetes/versions.ts";
import type { Matching } from "./effective.ts";
import type { Config, Override } from "./read.ts";

/** A configuration and where it holds. */
export interface PlacedConfig {
  readonly config: Config;
  /** A file's path from the configuration's folder, with forward slashes; undefined where it is outside. */
  relative(file: string): string | undefined;
}

type Matcher = (text: string) => boolean;

/** What one configuration makes of files and resources. */
class Judge {
  readonly base: Settings;
  readonly #placed: PlacedConfig;
  readonly #catalogue: readonly Rule[];
  readonly #given: SettingsInput;
  readonly #overrides: readonly { override: Override; matches: (file: string, resource: ResourceFacts) => boolean }[];
  readonly #settings = new Map<string, Settings>();
  readonly #excluded: Matcher | undefined;
  #kinds: ReadonlySet<string> | undefined;

  constructor(placed: PlacedConfig, catalogue: readonly Rule[], given: SettingsInput) {
    this.#placed = placed;
    this.#catalogue = catalogue;
    this.#given = given;
    const { overrides, exclude } = placed.config;
    this.#overrides = overrides.map((override) => ({ override, matches: this.#matcherOf(override) }));
    this.#excluded = exclude.length === 0 ? undefined : globs(exclude);
    this.base = this.#resolve([]);
  }

  /** The overrides that match, in order. */
  matching(file: string, resource: ResourceFacts): Matching[] {
    return this.#overrides.flatMap(({ override, matches }, index) =>
      matches(file, resource) ? [{ index, override }] : [],
    );
  }

  excludes(file: string): boolean {
    const path = this.#excluded === undefined ? undefined : this.#placed.relative(file);
    return path !== undefined && (this.#excluded?.(path) ?? false);
  }

  kinds(): ReadonlySet<string> {
    this.#kinds ??= new Set([
      ...new RuleSet(this.base).kinds,
      ...this.#overrides.flatMap(({ override }) => [...new RuleSet(this.#resolve([override])).kinds]),
    ]);
    return this.#kinds;
  }

  of(file: string, resource: ResourceFacts): Settings {
    if (this.#overrides.length === 0) return this.base;
    const matching = this.matching(file, resource);
    if (matching.length === 0) return this.base;
    const key = matching.map(({ index }) => index).join();
    let settings = this.#settings.get(key);
    if (settings === undefined) {
      settings = this.#resolve(matching.map(({ override }) => override));
      this.#settings.set(key, settings);
    }
    return settings;
  }

  #resolve(overrides: readonly Override[]): Settings {
    const { config } = this.#placed;
    const given = this.#given;
    const severities = new Map<string, Severity | "off">();
    const options = new Map<string, Record<string, unknown>>();
    for (const { rules } of [config, ...overrides]) {
      for (const [id, rule] of rules) {
        if (rule.severity !== undefined) severities.set(id, rule.severity);
        options.set(id, { ...options.get(id), ...rule.options });
      }
    }
    for (const [id, severity] of given.severities ?? []) severities.set(id, severity);
    const preset = given.preset ?? overrides.findLast((override) => override.preset)?.preset ?? config.preset;
    const version =
      config.kubernetesVersion === undefined ? undefined : parseKubernetesVersion(config.kubernetesVersion);
    const kubernetes = given.kubernetes ?? version;
    const namespace = given.defaultNamespace ?? config.namespace;
    return resolveSettings(this.#catalogue, {
      ...given,
      severities,
      options,
      cluster: { ...config.cluster, ...given.cluster },
      notWaivable: config.notWaivable,
      ...(preset === undefined ? {} : { preset }),
      ...(kubernetes === undefined ? {} : { kubernetes }),
      ...(namespace === undefined ? {} : { defaultNamespace: namespace }),
    });
  }

  #matcherOf({ files, namespaces, names, labels }: Override): (file: string, resource: ResourceFacts) => boolean {
    const file = files && globs(files);
    const namespace = namespaces && wildcards(namespaces);
    const name = names && wildcards(names);
    return (path, resource) => {
      const relative = file === undefined ? undefined : this.#placed.relative(path);
      return (
        (file === undefined || (relative !== undefined && file(relative))) &&
        (namespace === undefined || namespace(resource.namespace ?? this.base.defaultNamespace)) &&
        (name === undefined || name(resource.name ?? "")) &&
        Object.entries(labels ?? {}).every(([key, value]) => resource.labels[key] === value)
      );
    };
  }
}

/** A pattern without a slash means a name in any folder, as in `.gitignore`; one that ends in a slash, all below it. */
function globs(patterns: readonly string[]): Matcher {
  return picomatch(
    patterns.flatMap((pattern) => {
      const bare = pattern.replace(/^\.?\//, "");
      const below = bare.endsWith("/") ? `${bare}**` : bare;
      return below.includes("/") ? [below] : [below, `**/${below}`, `**/${below}/**`];
    }),
    { dot: true },
  );
}

function wildcards(patterns: readonly string[]): Matcher {
  return picomatch([...patterns], { dot: true, noextglob: true, nobrace: true });
}

/**
 * Settings by the configuration that governs each file.
 *
 * @param governing the configuration of a file, the same object for the same one; undefined where there is none
 * @param run the configuration of the run as a whole
 * @param given what was asked for on the command line: it wins over every configuration
 */
export class ConfiguredSettings implements SettingsSource {
  readonly run: Settings;
  readonly #judges = new Map<PlacedConfig | undefined, Judge>();
  readonly #governing: (file: string) => PlacedConfig | undefined;
  readonly #catalogue: readonly Rule[];
  readonly #given: SettingsInput;

  constructor(
    governing: (file: string) => PlacedConfig | undefined,
    run: PlacedConfig | undefined,
    catalogue: readonly Rule[],
    given: SettingsInput,
  ) {
    this.#governing = governing;
    this.#catalogue = catalogue;
    this.#given = given;
    this.run = this.#judgeOf(run).base;
  }

  kinds(file: string): ReadonlySet<string> {
    return this.#judge(file).kinds();
  }

  of(file: string, resource: ResourceFacts): Settings {
    return this.#judge(file).of(file, resource);
  }

  /** The overrides that match a resource of a file, in order. */
  matching(file: string, resource: ResourceFacts): Matching[] {
    return this.#judge(file).matching(file, resource);
  }

  /** True where the configuration leaves a file out. */
  excludes(file: string): boolean {
    return this.#judge(file).excludes(file);
  }

  #judge(file: string): Judge {
    return this.#judgeOf(this.#governing(file));
  }

  #judgeOf(placed: PlacedConfig | undefined): Judge {
    let judge = this.#judges.get(placed);
    if (judge === undefined) {
      judge = new Judge(placed ?? NOTHING, this.#catalogue, this.#given);
      this.#judges.set(placed, judge);
    }
    return judge;
  }
}

const NOTHING: PlacedConfig = {
  config: {
    file: "",
    cluster: {},
    rules: new Map(),
    notWaivable: [],
    exclude: [],
    context: [],
    overrides: [],
    lines: new Map(),
  },
  relative: () => undefined,
};
