import type { Preset } from "./presets.ts";
import type { ClusterFacts, RuleContext } from "./rule.ts";
import type { ActiveRule, Settings } from "./settings.ts";

/** What a check gets. Made for every rule and resource: of one shape, and without a detour. */
export class Context<R, D> implements RuleContext<never> {
  readonly options: never;
  readonly cluster: ClusterFacts;
  readonly kubernetes: readonly [number, number];
  readonly defaultNamespace: string;
  readonly preset: Preset;
  readonly resource: R;
  readonly daemonSet: D;

  constructor({ options }: ActiveRule, settings: Settings, resource: R, daemonSet?: D) {
    this.options = options as never;
    this.cluster = settings.cluster;
    this.kubernetes = settings.kubernetes;
    this.defaultNamespace = settings.defaultNamespace;
    this.preset = settings.preset;
    this.resource = resource;
    this.daemonSet = daemonSet as D;
  }
}
