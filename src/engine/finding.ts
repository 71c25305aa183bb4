import type { Place } from "../model/place.ts";
import type { ApiErrorType } from "../validation/types.ts";

export type { ApiErrorType };

/** Severities are SARIF's levels, the gravest first. */
export const SEVERITIES = ["error", "warning", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A change to the text of a file. Offsets and lengths are in UTF-16 units of the decoded text. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

export interface Fix {
  /** `safe`: the cluster behaves the same, or what was broken now works. `unsafe`: a person should look. */
  readonly safety: "safe" | "unsafe";
  /** What it does, in the imperative: "add `readOnly: true`". */
  readonly description: string;
  readonly edits: readonly TextEdit[];
}

export interface Related {
  readonly message: string;
  readonly place: Place;
}

/** What a rule says of a place. Plain data: it can be sorted, cached and passed between threads. */
export interface Finding {
  readonly rule: string;
  readonly category: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly api?: ApiErrorType;
  /** Ids of the Pod Security checks that it violates, as `k8s.io/pod-security-admission` names them. */
  readonly pss?: readonly string[];
  readonly related: readonly Related[];
  readonly fix?: Fix;
  /** Who waived it and why. Waived findings are in a result only if they were asked for. */
  readonly suppressed?: Suppressed;
}

/** `inSource`: by a comment or an annotation of the manifest; `external`: by the baseline. */
export interface Suppressed {
  readonly kind: "inSource" | "external";
  readonly justification: string;
}

/** Something that could not be checked: exit code 2. */
export interface RunError {
  readonly file: string;
  /** From 1; 1 where the file as a whole is meant. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Something met in a folder that is said but not judged: a template, a Kustomize patch. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

export interface Summary {
  readonly files: number;
  readonly documents: number;
  readonly daemonSets: number;
  readonly findings: Readonly<Record<Severity, number>>;
}

/** What a run yields; every report is a pure function of it. */
export interface Result {
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly skipped: readonly Skipped[];
  readonly summary: Summary;
}
