import { resolve } from "node:path";
import { RULES } from "../../rules/index.ts";
import { effectiveSettings } from "../config/effective.ts";
import { Configs } from "../config/load.ts";
import { ConfiguredSettings } from "../config/source.ts";
import type { ResourceFacts } from "../engine/settings-source.ts";
import { type LintFlags, projectRequest } from "./flags.ts";

/** What of a resource `dslint config` may be told, so that overrides for resources show. */
interface ConfigFlags extends LintFlags {
  readonly name?: string;
}

/** `dslint config FILE`: what holds for a file, and where each value comes from. Throws `ConfigError`. */
export async function configCommand(file: string, flags: ConfigFlags): Promise<void> {
  const cwd = process.cwd();
  const { settings: given, config } = await projectRequest(flags);
  const configs = new Configs(cwd, RULES, config === false ? undefined : config);
  const found = config === false ? undefined : configs.of(file);
  const source = new ConfiguredSettings(() => found, found, RULES, given);
  const resource: ResourceFacts = { kind: "DaemonSet", namespace: flags.namespace, name: flags.name, labels: {} };
  const asked = new Set([
    ...(given.preset === undefined ? [] : ["preset"]),
    ...(given.kubernetes === undefined ? [] : ["kubernetes-version"]),
    ...(given.defaultNamespace === undefined ? [] : ["namespace"]),
    ...[...(given.severities?.keys() ?? []), ...(given.only ?? []), ...(given.skip ?? [])].map((id) => `rules.${id}`),
  ]);
  const settings = source.of(file, resource);
  const list = effectiveSettings(settings, RULES, found?.config, source.matching(file, resource), asked);
  const head = `${resolve(cwd, file)}\n${found === undefined ? "no configuration file governs it" : `governed by ${found.config.file}`}${source.excludes(file) ? ", which excludes it" : ""}\n\n`;
  const [keys, values] = [0, 0].map((_, column) =>
    Math.max(...list.map(({ key, value }) => (column === 0 ? key : value).length)),
  ) as [number, number];
  const rows = list.map(
    ({ key, value, from }) => `${key.padEnd(keys)}  ${value.padEnd(Math.min(values, 24))}  ${from}\n`,
  );
  process.stdout.write(head + rows.join(""));
}
