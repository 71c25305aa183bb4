import type { Wording } from "../input/wording.ts";
import type { DaemonSet } from "../model/daemon-set.ts";
import type { Field } from "../model/field.ts";
import type { Place } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";
import type { Comparisons } from "./comparisons.ts";
import type { ApiErrorType, Fix, Severity } from "./finding.ts";
import type { Preset } from "./presets.ts";

export const CATEGORIES = [
  "validity",
  "scheduling",
  "updates",
  "security",
  "host-access",
  "resources",
  "images",
  "networking",
  "reliability",
  "access",
  "agents",
  "metadata",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** What a check says. `at` is the offending field, written or not; for a check across resources it may be a place. */
export interface Report<At = Field> {
  readonly at: At;
  readonly message: string;
  /** The field as it is to be printed, where that is not the path of {@link at}. */
  readonly path?: string;
  /** Where the key and not the value is at fault. */
  readonly part?: "key";
  /** Graver or milder than the rule's own severity; a severity that the user configured wins over it. */
  readonly severity?: Severity;
  /** A milder case, for those who ask for strict rules: `recommended` leaves it out of a rule that it runs otherwise. */
  readonly strict?: true;
  /** True where the value of `at` is a secret: no report shows it, nor in the source line of another finding. */
  readonly masked?: true;
  readonly related?: readonly { readonly message: string; readonly at: Field | Place }[];
  readonly fix?: Fix | undefined;
  readonly api?: ApiErrorType;
  readonly pss?: readonly string[];
  /**
   * What the finding is about, where other rules see the same thing (see {@link RuleMeta.silencedBy}): by default the
   * field's own path. Two findings are about the same thing if their subjects are equal.
   */
  readonly subject?: string;
}

/** The schema of one rule option: what a configuration may say, and the documentation's words for it. */
export type OptionSchema = {
  readonly description: string;
} & (
  | { readonly type: "boolean"; readonly default: boolean }
  | {
      readonly type: "integer" | "number";
      readonly default: number;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly type: "string"; readonly default: string; readonly enum?: readonly string[] }
  | {
      readonly type: "array";
      readonly items: "string";
      readonly default: readonly string[];
      readonly enum?: readonly string[];
    }
);

type OptionValue<S extends OptionSchema> = S["type"] extends "boolean"
  ? boolean
  : S["type"] extends "integer" | "number"
    ? number
    : S["type"] extends "array"
      ? readonly string[]
      : string;
export type Options<O> = { readonly [K in keyof O]: O[K] extends OptionSchema ? OptionValue<O[K]> : never };

/** Facts about the cluster that only the user can know; all optional, and a rule that needs one is silent without. */
export interface ClusterFacts {
  readonly nodes?: number;
  /** Taints of the control-plane nodes, `key[=value]:effect`. */
  readonly controlPlaneTaints?: readonly string[];
  /** Allocatable resources of the smallest node: `{ cpu: "2", memory: "8Gi" }`. */
  readonly nodeAllocatable?: Readonly<Record<string, string>>;
}

/** What every check gets besides the object it judges. */
export interface RuleContext<O> {
  readonly options: Options<O>;
  readonly cluster: ClusterFacts;
  /** Target Kubernetes, as `[major, minor]`. */
  readonly kubernetes: readonly [number, number];
  /** Namespace of resources that name none: `--namespace`, else `default`. */
  readonly defaultNamespace: string;
  /** Some rules judge more literally under `pss-*` and `validity`. */
  readonly preset: Preset;
}

/** What is said about a rule, in one place: pages, `dslint explain`, SARIF and the configuration schema derive from it. */
export interface RuleMeta<O extends Record<string, OptionSchema> = Record<string, OptionSchema>> {
  /** Names the defect, in kebab case. For ever: a renamed rule keeps its old id in {@link aliases}. */
  readonly id: string;
  readonly category: Category;
  /**
   * Severity in `recommended`; `strict` means off there and a warning in `strict`; `off` means off everywhere but in
   * the presets that {@link presets} names.
   */
  readonly severity: Severity | "strict" | "off";
  /** Severity that known facts of the cluster give it, where it is not off by category; undefined changes nothing. */
  readonly severityIn?: (cluster: ClusterFacts) => Severity | undefined;
  /** The defect in a few words: "Container runs privileged". */
  readonly summary: string;
  /** What goes wrong on a real node, in two or three sentences. */
  readonly why: string;
  /** What to write instead. */
  readonly remedy: string;
  /** When the need is real, and what a waiver's reason should say. */
  readonly exceptions?: string;
  readonly references: readonly string[];
  readonly aliases?: readonly string[];
  readonly options?: O;
  /** Rules that, where they speak of the same subject, speak instead of this one. */
  readonly silencedBy?: readonly string[];
  /** Pod Security checks that this rule holds, by upstream's ids. */
  readonly pss?: readonly string[];
  /** Presets where it has another severity than its own severity and category give it. */
  readonly presets?: Readonly<Partial<Record<Preset, Severity | "off">>>;
}

interface Needy {
  /**
   * Keys without which there is nothing to say of a DaemonSet: one in which none of them is written, wherever, is not
   * looked at, but under the presets of the Pod Security Standards, where upstream's verdict counts.
   */
  readonly needs?: readonly string[];
}

/** A rule that judges one DaemonSet by itself. */
export interface DaemonSetRule<O extends Record<string, OptionSchema> = Record<string, OptionSchema>>
  extends RuleMeta<O>,
    Needy {
  check(context: RuleContext<O> & { readonly daemonSet: DaemonSet }): Iterable<Report>;
}

/** A rule that judges any single resource of the kinds it names. */
export interface ResourceRule<O extends Record<string, OptionSchema> = Record<string, OptionSchema>>
  extends RuleMeta<O> {
  /** Kinds it wants to see, in whatever API version. */
  readonly kinds: readonly string[];
  /** Says of a document of one of them that was not read yet whether it may have anything to say; by default of all. */
  concerns?(document: Unread): boolean;
  checkResource(context: RuleContext<O> & { readonly resource: Resource }): Iterable<Report>;
}

/**
 * A rule that looks across resources. Documents are let go as soon as they are read, so it first gathers facts, plain
 * data with the places it may want to report, and judges them when all have been seen.
 */
export interface WorkspaceRule<F = unknown, O extends Record<string, OptionSchema> = Record<string, OptionSchema>>
  extends RuleMeta<O>,
    Needy {
  readonly kinds: readonly string[];
  /** Those of its kinds of which it wants only what may have to do with a DaemonSet of the run: see {@link concerns}. */
  readonly lateKinds?: readonly string[];
  gather(context: RuleContext<O> & Gathered): Iterable<F>;
  /**
   * Says of a document of one of {@link lateKinds}, which is read only if some rule says yes, whether it may matter, given
   * the facts of the other kinds. That it says no must change nothing of what `checkWorkspace` finds.
   */
  concerns?(facts: readonly F[]): (document: Unread) => boolean;
  /** `facts` are in the order of files and documents. Where each may have to be compared with each, `comparisons` are counted. */
  checkWorkspace(context: RuleContext<O> & Across<F>): Iterable<Report<Place>>;
}

/** What a check across resources gathers facts of. */
export interface Gathered {
  readonly resource: Resource;
  readonly daemonSet?: DaemonSet;
}

/** What a check across resources judges. */
export interface Across<F> {
  readonly facts: readonly F[];
  readonly comparisons: Comparisons;
  /**
   * Every resource of the rule's kinds in a file, read once more: for what is seldom asked, and too much to be gathered of
   * every file.
   */
  inFile(file: string): Iterable<Gathered>;
}

/** A document that was not read yet. */
export interface Unread {
  readonly kind: string;
  readonly file: string;
  readonly wording: Wording;
}

/** A rule whose findings the engine makes itself: they are about what a manifest says to dslint. */
export interface EngineRule<O extends Record<string, OptionSchema> = Record<string, OptionSchema>> extends RuleMeta<O> {
  readonly madeBy: "suppressions";
}

export type Rule = EngineRule | DaemonSetRule | ResourceRule | WorkspaceRule;

export function defineRule<const O extends Record<string, OptionSchema>>(rule: DaemonSetRule<O>): Rule {
  return rule as unknown as Rule;
}

export function defineResourceRule<const O extends Record<string, OptionSchema>>(rule: ResourceRule<O>): Rule {
  return rule as unknown as Rule;
}

export function defineWorkspaceRule<F, const O extends Record<string, OptionSchema> = Record<never, never>>(
  rule: WorkspaceRule<F, O>,
): Rule {
  return rule as unknown as Rule;
}

export function defineEngineRule<const O extends Record<string, OptionSchema>>(rule: EngineRule<O>): Rule {
  return rule as unknown as Rule;
}
