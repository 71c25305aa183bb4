import { decodeBytes } from "../input/decode.ts";
import { isPartialDaemonSet } from "../input/kustomization.ts";
import { type Limits, readDocuments } from "../input/read.ts";
import { templateKind } from "../input/template.ts";
import { DaemonSet } from "../model/daemon-set.ts";
import type { Field } from "../model/field.ts";
import { Lines } from "../model/lines.ts";
import type { Place } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";
import { isDaemonSet, resourcesOf } from "../model/resources.ts";
import { compareFindings } from "./compare.ts";
import type { Finding, Related, Result, RunError, Severity, Skipped } from "./finding.ts";
import { isLiteral } from "./presets.ts";
import type { Report, RuleContext, WorkspaceRule } from "./rule.ts";
import { RuleSet } from "./rule-set.ts";
import type { ActiveRule, Settings } from "./settings.ts";

/** One manifest to lint. */
export interface Source {
  /** The file as reports name it. */
  readonly file: string;
  readonly content: Uint8Array | string;
  /** Named by the user rather than met in a folder: what can't be judged is then an error. */
  readonly explicit?: boolean;
  /** Stands beside a `kustomization.yaml`: a DaemonSet without selector and containers is then a patch. */
  readonly besideKustomization?: boolean;
}

export interface RunOptions {
  readonly settings: Settings;
  readonly limits?: Partial<Limits>;
  /** Parse documents of no wanted kind too, so that their syntax errors are found. */
  readonly parseAll?: boolean;
}

const MAY_BE_TEMPLATE = /\{\{|\{%|<%/;

/** A finding with what decides whether another rule's silences it. */
interface Candidate {
  readonly finding: Finding;
  readonly subject: string;
  readonly silencedBy: readonly string[];
}

/**
 * Lints manifests one after another. A manifest's text and tree are let go once its findings and the facts that checks
 * across resources need are taken.
 */
export class Run {
  readonly #rules: RuleSet;
  readonly #options: RunOptions;
  readonly #candidates: Candidate[] = [];
  readonly #errors: RunError[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #facts = new Map<WorkspaceRule, { active: ActiveRule & { rule: WorkspaceRule }; facts: unknown[] }>();
  #files = 0;
  #documents = 0;
  #daemonSets = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#rules = new RuleSet(options.settings);
    for (const active of options.settings.rules) {
      if ("gather" in active.rule)
        this.#facts.set(active.rule, { active: { ...active, rule: active.rule }, facts: [] });
    }
  }

  /** Takes up what was found out before a manifest could be read. */
  addErrors(errors: readonly RunError[]): void {
    this.#errors.push(...errors);
  }

  addSkipped(skipped: readonly Skipped[]): void {
    this.#skipped.push(...skipped);
  }

  /** Lints one manifest. Never throws: what can't be checked becomes an error of the result. */
  add(source: Source): void {
    this.#files++;
    const decoded = typeof source.content === "string" ? { text: source.content } : decodeBytes(source.content);
    if ("error" in decoded) {
      this.#errors.push({ file: source.file, line: 1, column: 1, message: decoded.error.message });
      return;
    }
    const { text } = decoded;
    const lines = new Lines(text);
    const errors: RunError[] = [];
    // A file that may prove to be a template is judged only when it has been read to its end.
    const held: Resource[] | undefined = MAY_BE_TEMPLATE.test(text) ? [] : undefined;
    for (const document of readDocuments(text, {
      wants: this.#rules.kinds,
      parseAll: this.#options.parseAll ?? false,
      limits: this.#options.limits ?? {},
    })) {
      this.#documents++;
      if (document.kind === "error") {
        const { message, offset } = document.error;
        errors.push({ file: source.file, ...lines.position(offset), message });
      } else if (document.kind === "tree" && document.root.kind === "map") {
        for (const resource of resourcesOf(document.root, { file: source.file, document: document.index, lines })) {
          if (held === undefined) this.#judge(resource, source);
          else held.push(resource);
        }
      }
    }
    if (errors.length > 0) {
      const template = held === undefined ? undefined : templateKind(text, { failedToParse: true });
      if (template !== undefined) {
        if (source.explicit) {
          this.#errors.push({ file: source.file, line: template.line, column: 1, message: template.sentence });
        } else this.#skipped.push({ file: source.file, reason: template.sentence });
        return;
      }
      this.#errors.push(...errors);
    }
    for (const resource of held ?? []) this.#judge(resource, source);
  }

  #judge(resource: Resource, source: Source): void {
    let daemonSet: DaemonSet | undefined;
    if (isDaemonSet(resource)) {
      if (source.besideKustomization && isPartialDaemonSet(resource.root)) {
        this.#skipped.push({
          file: source.file,
          reason: `DaemonSet ${resource.name ?? "without a name"} has neither selector nor containers and stands beside a kustomization: it is a patch, and only the built object can be judged (kustomize build | dslint -)`,
        });
        return;
      }
      this.#daemonSets++;
      daemonSet = new DaemonSet(resource);
      for (const active of this.#rules.daemonSet) {
        const of = daemonSet;
        this.#guard(active, resource, () => {
          for (const report of active.rule.check({ ...this.#context(active), daemonSet: of })) {
            this.#take(active, report, resource);
          }
        });
      }
    }
    for (const active of this.#rules.forResource(resource.kind)) {
      this.#guard(active, resource, () => {
        for (const report of active.rule.checkResource({ ...this.#context(active), resource })) {
          this.#take(active, report, resource);
        }
      });
    }
    for (const active of this.#rules.forWorkspace(resource.kind)) {
      const store = this.#facts.get(active.rule);
      if (store === undefined) continue;
      this.#guard(active, resource, () => {
        const context = { ...this.#context(active), resource, ...(daemonSet === undefined ? {} : { daemonSet }) };
        for (const fact of active.rule.gather(context)) store.facts.push(fact);
      });
    }
  }

  /** Runs the checks across resources and yields everything in order. */
  finish(): Result {
    for (const { active, facts } of this.#facts.values()) {
      if (facts.length === 0) continue;
      this.#guard(active, undefined, () => {
        for (const report of active.rule.checkWorkspace({ ...this.#context(active), facts })) {
          this.#take(active, report, undefined);
        }
      });
    }
    const findings = this.#spoken().sort(compareFindings);
    const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
    for (const finding of findings) counts[finding.severity]++;
    return {
      findings,
      errors: this.#errors,
      skipped: this.#skipped,
      summary: { files: this.#files, documents: this.#documents, daemonSets: this.#daemonSets, findings: counts },
    };
  }

  /** The findings that no other finding of the same subject speaks for. */
  #spoken(): Finding[] {
    const all = this.#candidates;
    if (isLiteral(this.#options.settings.preset)) return all.map(({ finding }) => finding);
    const said = new Set(all.map(({ finding, subject }) => `${finding.rule} ${subject}`));
    return all
      .filter(({ subject, silencedBy }) => !silencedBy.some((rule) => said.has(`${rule} ${subject}`)))
      .map(({ finding }) => finding);
  }

  #context(active: ActiveRule): RuleContext<never> {
    const { cluster, kubernetes, defaultNamespace, preset } = this.#options.settings;
    return { options: active.options as never, cluster, kubernetes, defaultNamespace, preset };
  }

  #take(active: ActiveRule, report: Report<Field | Place>, resource: Resource | undefined): void {
    const { rule } = active;
    const place = placeOf(report.at, report.part);
    const related: Related[] = (report.related ?? []).map(({ message, at }) => ({ message, place: placeOf(at) }));
    const finding: Finding = {
      rule: rule.id,
      category: rule.category,
      severity: active.configured ? active.severity : severityOf(active, report),
      message: report.message,
      place,
      related,
      ...(report.api === undefined ? {} : { api: report.api }),
      ...(report.pss === undefined ? {} : { pss: report.pss }),
      ...(report.fix === undefined ? {} : { fix: report.fix }),
    };
    const { file, document } = place;
    const of = resource === undefined ? "" : `${file}#${document}#${resource.origin.item ?? ""} `;
    this.#candidates.push({ finding, subject: of + (report.subject ?? place.path), silencedBy: rule.silencedBy ?? [] });
  }

  /** A crash in one rule on one resource is an error of the run and hides no other finding. */
  #guard(active: ActiveRule, resource: Resource | undefined, body: () => void): void {
    try {
      body();
    } catch (thrown) {
      const where = resource?.placeOf(resource.fields);
      this.#errors.push({
        file: where?.file ?? "",
        line: where?.line ?? 1,
        column: where?.column ?? 1,
        message: `rule ${active.rule.id} failed here (${thrown instanceof Error ? thrown.message : String(thrown)}); this is a defect of dslint, please report it with the manifest`,
      });
    }
  }
}

/** A check may grade a finding; under the presets that make everything an error it may not. */
function severityOf(active: ActiveRule, report: Report<unknown>): Severity {
  return report.severity ?? active.severity;
}

function placeOf(at: Field | Place, part?: "key"): Place {
  return "resource" in at && "placeOf" in at.resource ? at.resource.placeOf(at as Field, part) : (at as Place);
}
