import { addTo } from "../model/group-by.ts";
import type { Resource } from "../model/resource.ts";
import { isPodSecurity } from "./presets.ts";
import type { DaemonSetRule, ResourceRule, Rule, WorkspaceRule } from "./rule.ts";
import type { ActiveRule, Settings } from "./settings.ts";

export const isDaemonSetRule = (rule: Rule): rule is DaemonSetRule => "check" in rule;
export const isResourceRule = (rule: Rule): rule is ResourceRule => "checkResource" in rule;
export const isWorkspaceRule = (rule: Rule): rule is WorkspaceRule => "gather" in rule;

/** The rules of some settings by the kind of resource that they want to see. */
export class RuleSet {
  readonly settings: Settings;
  readonly daemonSet: readonly (ActiveRule & { rule: DaemonSetRule })[];
  /** Every kind that some rule wants, DaemonSet always among them. */
  readonly kinds: ReadonlySet<string>;
  readonly byId: ReadonlyMap<string, ActiveRule>;
  readonly #isLiteral: boolean;
  readonly #resource = new Map<string, (ActiveRule & { rule: ResourceRule })[]>();
  readonly #workspace = new Map<string, (ActiveRule & { rule: WorkspaceRule })[]>();

  constructor(settings: Settings) {
    this.settings = settings;
    this.#isLiteral = isPodSecurity(settings.preset);
    this.byId = new Map(settings.rules.map((active) => [active.rule.id, active]));
    this.daemonSet = settings.rules.filter((active) => isOf(active, isDaemonSetRule));
    for (const active of settings.rules) {
      if (isOf(active, isResourceRule)) for (const kind of active.rule.kinds) addTo(this.#resource, kind, active);
      else if (isOf(active, isWorkspaceRule))
        for (const kind of active.rule.kinds) addTo(this.#workspace, kind, active);
    }
    // Those that want every kind follow those of a certain one.
    const ofAll = this.#resource.get("*") ?? [];
    for (const [kind, rules] of this.#resource) if (kind !== "*") this.#resource.set(kind, [...rules, ...ofAll]);
    this.kinds = new Set(["DaemonSet", ...this.#resource.keys(), ...this.#workspace.keys()]);
  }

  /** False where a rule has nothing to say of a DaemonSet for the keys that it lacks. */
  isNeeded({ needs }: DaemonSetRule | WorkspaceRule, daemonSet: Resource): boolean {
    return needs === undefined || this.#isLiteral || daemonSet.hasKeyOf(needs);
  }

  forResource(kind: string): readonly (ActiveRule & { rule: ResourceRule })[] {
    return this.#resource.get(kind) ?? this.#resource.get("*") ?? [];
  }

  forWorkspace(kind: string): readonly (ActiveRule & { rule: WorkspaceRule })[] {
    return this.#workspace.get(kind) ?? [];
  }
}

const known = new WeakMap<Settings, RuleSet>();

/** The rules of some settings: the same settings have the same. */
export function ruleSetOf(settings: Settings): RuleSet {
  let rules = known.get(settings);
  if (rules === undefined) {
    rules = new RuleSet(settings);
    known.set(settings, rules);
  }
  return rules;
}

function isOf<R extends Rule>(active: ActiveRule, is: (rule: Rule) => rule is R): active is ActiveRule & { rule: R } {
  return is(active.rule);
}
