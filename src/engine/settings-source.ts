import { ruleSetOf } from "./rule-set.ts";
import type { Settings } from "./settings.ts";

/** What overrides go by; a resource of the model is one. */
export interface ResourceFacts {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** Labels of the object itself. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Which settings hold where. The same settings are the same object. */
export interface SettingsSource {
  /** Of the run as a whole: for checks across resources. */
  readonly run: Settings;
  /** Kinds that some rule may want to see in a file. */
  kinds(file: string): ReadonlySet<string>;
  of(file: string, resource: ResourceFacts): Settings;
}

/** The same settings everywhere. */
export function uniform(settings: Settings): SettingsSource {
  const { kinds } = ruleSetOf(settings);
  return { run: settings, kinds: () => kinds, of: () => settings };
}
