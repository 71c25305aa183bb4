import { lint, type Preset, type Result } from "../../src/index.ts";

/** A DaemonSet, and what Kubernetes says to it: made by the `oracle` that `test/conformance/README.md` tells of. */
export interface Case {
  readonly id: string;
  readonly yaml: string;
  readonly verdict: {
    readonly skipped?: boolean;
    readonly accepted: boolean;
    readonly decodeErrors: readonly string[];
    readonly strictErrors: readonly string[];
    readonly errors: readonly { readonly type: string; readonly field: string }[];
    readonly warnings: readonly string[];
  };
  /** Ids of the Pod Security checks that forbid it, by level; absent where it can't be decoded. */
  readonly psa?: Readonly<Record<PodSecurityLevel, readonly string[]>>;
  /** Fields for which every pod made from it is refused; absent where it is refused itself. */
  readonly pods?: readonly string[];
}

export const POD_SECURITY_LEVELS = ["baseline", "restricted"] as const;
type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/** How many of how many cases agree, and which do not. */
export interface Figure {
  readonly name: string;
  readonly of: number;
  readonly off: readonly string[];
}

/** How far dslint agrees with Kubernetes on some cases. */
export function agreement(cases: readonly Case[]): Figure[] {
  return [...apiAgreement(cases), podAgreement(cases), ...podSecurityAgreement(cases)];
}

function apiAgreement(cases: readonly Case[]): Figure[] {
  const falseAccepts: string[] = [];
  const falseRejects: string[] = [];
  const paths: string[] = [];
  const types: string[] = [];
  const warnings: string[] = [];
  let judged = 0;
  let refused = 0;
  const reports = lintAll(cases, "validity");
  for (const { id, verdict } of cases) {
    if (verdict.skipped) continue;
    judged++;
    const { findings, errors } = reports(id);
    const wrong = findings.filter((finding) => finding.severity === "error");
    const accepts = wrong.length === 0 && errors.length === 0;
    if (accepts !== verdict.accepted) (accepts ? falseAccepts : falseRejects).push(id);
    const undecodable = verdict.decodeErrors.length > 0;
    if (!verdict.accepted && !undecodable) {
      refused++;
      const wanted = [...verdict.errors, ...verdict.strictErrors.map(strictError)];
      const found = wrong.map((finding) => ({ type: finding.api ?? "", field: finding.place.path }));
      if (
        !sameSet(
          wanted.map(({ field }) => field),
          found.map(({ field }) => field),
        )
      )
        paths.push(id);
      if (
        !sameSet(
          wanted.map(({ type, field }) => `${type} ${field}`),
          found.map(({ type, field }) => `${type} ${field}`),
        )
      )
        types.push(id);
    }
    const warned = findings.filter((finding) => finding.api === "Warning").length;
    if (!undecodable && warned !== verdict.warnings.length) warnings.push(id);
  }
  return [
    { name: "accepted or refused", of: judged, off: [...falseAccepts, ...falseRejects] },
    { name: "refuses what is refused", of: judged, off: falseAccepts },
    { name: "paths", of: refused, off: paths },
    { name: "types and paths", of: refused, off: types },
    { name: "warnings", of: judged, off: warnings },
  ];
}

/** One run over all cases, and what it says of each. */
function lintAll(cases: readonly Case[], preset: Preset): (id: string) => Pick<Result, "findings" | "errors"> {
  const sources = cases.map(({ id, yaml }) => ({ file: id, content: yaml, explicit: true }));
  const result = lint(sources, { preset });
  const findings = groupBy(result.findings, ({ place }) => place.file);
  const errors = groupBy(result.errors, ({ file }) => file);
  return (id) => ({ findings: findings.get(id) ?? [], errors: errors.get(id) ?? [] });
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

/** The server names a key that is twice in a YAML map without its place. */
function strictError(message: string): { type: string; field: string } {
  const field = /"(.*)"/.exec(message)?.[1] ?? message;
  return { type: message.startsWith("unknown") ? "UnknownField" : "DuplicateField", field };
}

/** Whether the pods of what is accepted are refused, and for which fields. */
function podAgreement(cases: readonly Case[]): Figure {
  const judged = cases.filter(({ pods }) => pods !== undefined);
  const reports = lintAll(judged, "recommended");
  const off = judged.filter(({ id, pods = [] }) => {
    const found = reports(id).findings.filter(({ rule }) => rule === "pods-refused");
    return !sameSet(
      pods,
      found.map(({ place }) => place.path),
    );
  });
  return { name: "pods refused", of: judged.length, off: off.map(({ id }) => id) };
}

function podSecurityAgreement(cases: readonly Case[]): Figure[] {
  const judged = cases.filter(({ verdict, psa }) => verdict.accepted && psa !== undefined);
  return POD_SECURITY_LEVELS.map((level) => {
    const reports = lintAll(judged, `pss-${level}`);
    const off = judged.filter(({ id, psa }) => {
      const { findings } = reports(id);
      return !sameSet(
        psa?.[level] ?? [],
        findings.flatMap(({ pss }) => pss ?? []),
      );
    });
    return { name: `Pod Security ${level}`, of: judged.length, off: off.map(({ id }) => id) };
  });
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return [...new Set(a)].sort().join("\n") === [...new Set(b)].sort().join("\n");
}
