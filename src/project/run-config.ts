import { join, relative } from "node:path";
import { RULES } from "../../rules/index.ts";
import { Configs } from "../config/load.ts";
import { ConfiguredSettings } from "../config/source.ts";
import type { SettingsInput } from "../engine/settings.ts";
import type { RunConfig } from "./project.ts";

/**
 * The configurations that govern a run: each file's own for its settings, the working directory's for the run as a
 * whole. Throws `ConfigError`.
 */
export function loadRunConfig(
  fixed: string | undefined,
  given: SettingsInput,
  files: readonly string[],
  cwd: string,
): RunConfig {
  const configs = new Configs(cwd, RULES, fixed);
  for (const file of files) configs.of(file);
  const own = configs.ofFolder(cwd);
  const settings = new ConfiguredSettings((file) => configs.of(file), own, RULES, given);
  const { failOn, maxWarnings, baseline, context = [] } = own?.config ?? {};
  const fromHere = (path: string) => relative(cwd, join(own?.folder ?? cwd, path)) || ".";
  return {
    settings,
    run: settings.run,
    excludes: (file) => settings.excludes(file),
    context: context.map(fromHere),
    ...(failOn === undefined ? {} : { failOn }),
    ...(maxWarnings === undefined ? {} : { maxWarnings }),
    ...(baseline === undefined ? {} : { baseline: fromHere(baseline) }),
  };
}
