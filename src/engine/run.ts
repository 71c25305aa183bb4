import { decodeBytes } from "../input/decode.ts";
import { isLargerAsJson } from "../input/json-size.ts";
import { isPartialDaemonSet, isPatchName } from "../input/kustomization.ts";
import { DAEMON_SET_WEIGHT, DEFAULT_LIMITS, type Limits } from "../input/limits.ts";
import { type LateDocument, type ReadDocument, readDocuments, readLate } from "../input/read.ts";
import { type OriginOf, type TemplateOrigin, templateNamed } from "../input/rendered.ts";
import { type Template, templateKind } from "../input/template.ts";
import type { ReadError, SourceDocument, YamlMap } from "../input/tree.ts";
import { DaemonSet } from "../model/daemon-set.ts";
import { Lines } from "../model/lines.ts";
import type { Place } from "../model/place.ts";
import { markPlaceholders } from "../model/placeholder.ts";
import type { Origin, Resource } from "../model/resource.ts";
import { isDaemonSet, resourcesOf } from "../model/resources.ts";
import { compareText } from "../text/compare.ts";
import { cut } from "../text/cut.ts";
import { own } from "../text/own.ts";
import { markMisplaced, markUnusable } from "../validation/index.ts";
import { type ChangedLines, isChanged } from "./changed.ts";
import { compareFindings } from "./compare.ts";
import { Comparisons, TOO_MANY_COMPARISONS } from "./comparisons.ts";
import { Context } from "./context.ts";
import type { Finding, Result, RunError, Severity, Skipped } from "./finding.ts";
import { canWait, lateKinds, unread, WaitingRoom } from "./late.ts";
import { findingOf, LONGEST_MESSAGE, placeOf } from "./make-finding.ts";
import { Masks } from "./masks.ts";
import { isLiteral } from "./presets.ts";
import { Relocations } from "./relocate.ts";
import type { Across, Gathered, Report, ResourceRule, Rule, Unread, WorkspaceRule } from "./rule.ts";
import { isResourceRule, type RuleSet, ruleSetOf } from "./rule-set.ts";
import { changedMeanwhile, tooLarge, tooManyErrors, tooManyFindings, tooManyObjects } from "./run-errors.ts";
import type { ActiveRule, Settings } from "./settings.ts";
import { type SettingsSource, uniform } from "./settings-source.ts";
import { Silencing } from "./silencing.ts";
import { Suppressions } from "./suppressions.ts";

/** One manifest to lint. */
export interface Source {
  /** The file as reports name it. */
  readonly file: string;
  readonly content: Uint8Array | string;
  /** Reads it once more, so that it need not be kept; undefined where that fails. By default `content` is kept. */
  readonly reread?: () => Uint8Array | string | undefined;
  /** Named by the user rather than met in a folder: what can't be judged is then an error. */
  readonly explicit?: boolean;
  /** Stands beside a `kustomization.yaml`: a DaemonSet without selector and containers is then a patch. */
  readonly besideKustomization?: boolean;
  /** Not linted itself: only checks across resources see it, for what it means to manifests that are. */
  readonly contextOnly?: boolean;
  /** The Helm chart among whose templates it stands: braces are then its templates' and not text. */
  readonly chart?: string;
  /** For a stream that a tool rendered: what its documents were made from, where findings on them belong. */
  readonly originOf?: OriginOf;
}

export interface RunOptions {
  readonly settings: Settings | SettingsSource;
  /** Every rule there is, active or not: a suppression of any other is a mistake. By default those of the settings. */
  readonly catalogue?: readonly Rule[];
  /** What is done with suppressions: `honour` them (the default), `ignore` them, or `show` what they suppress, marked. */
  readonly suppressions?: "honour" | "ignore" | "show";
  /** Report only findings on what has changed. */
  readonly changed?: ChangedLines;
  readonly limits?: Partial<Limits>;
  /** Parse documents of no wanted kind too, so that their syntax errors are found. */
  readonly parseAll?: boolean;
}

/** Thrown where a file has more findings than are told of one. */
const FULL = Symbol("more findings than are told of one file");

/** What a rule gathered. */
interface Facts {
  readonly active: ActiveRule & { readonly rule: WorkspaceRule };
  readonly settings: Settings;
  facts: unknown[];
  /** Where each fact comes from, in the order of files and documents. */
  readonly order: number[];
}

/** A source without its content, where that can be read once more. */
type KeptSource = Omit<Source, "content"> & { readonly content?: Source["content"] };

/** Documents of a file that a number can tell from those of the next. */
const DOCUMENTS = 2 ** 32;

const NONE: readonly never[] = [];

/**
 * Lints manifests one after another. A manifest's text and tree are let go once its findings and the facts that checks
 * across resources need are taken.
 */
export class Run {
  readonly #options: RunOptions;
  readonly #limits: Limits;
  readonly #settings: SettingsSource;
  readonly #ruleSets = new Map<Settings, RuleSet>();
  readonly #suppressions: Suppressions | undefined;
  readonly #silencing: Silencing;
  readonly #errors: RunError[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #gathered = new Map<WorkspaceRule, Facts>();
  /** Settings of resources that are judged otherwise than the run as a whole. */
  readonly #settingsAt = new Map<string, Settings>();
  /** First and last line of each resource, where only what has changed is reported. */
  readonly #extents = new Map<string, [number, number]>();
  readonly #context = new Set<string>();
  readonly #lateKinds: ReadonlySet<string>;
  /** Rules that want of their kinds only what they say. */
  readonly #picky: readonly ResourceRule[];
  readonly #waiting = new WaitingRoom<KeptSource>();
  /** The sources of the files that findings may name. */
  readonly #sources = new Map<string, KeptSource[]>();
  /** Number of the document that is judged, in the order of files and documents. */
  #order = 0;
  /** Texts that findings and facts hold, each once. */
  readonly #texts = new Map<string, string>();
  readonly #masks = new Masks();
  readonly #relocations = new Relocations();
  /** Findings that there is room for, in the file that is judged and in each that is judged across. */
  #room = 0;
  /** Objects of the file that were judged, by weight. */
  #objects = 0;
  /** DaemonSets of the file that are parts of objects. */
  #patches = 0;
  readonly #roomAcross = new Map<string, number>();
  #added = 0;
  #files = 0;
  #documents = 0;
  #daemonSets = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#settings = "of" in options.settings ? options.settings : uniform(options.settings);
    const catalogue = options.catalogue ?? this.#settings.run.rules.map(({ rule }) => rule);
    if (options.suppressions !== "ignore") this.#suppressions = new Suppressions(catalogue);
    this.#silencing = new Silencing(!isLiteral(this.#settings.run.preset));
    this.#lateKinds = lateKinds(catalogue);
    this.#picky = catalogue.filter(isResourceRule).filter(({ concerns }) => concerns !== undefined);
  }

  /** Takes up what was found out before a manifest could be read. */
  addErrors(errors: readonly RunError[]): void {
    for (const error of errors) this.#errors.push(error);
  }

  addSkipped(skipped: readonly Skipped[]): void {
    for (const one of skipped) this.#skipped.push(one);
  }

  /** Lints one manifest. Never throws: what can't be checked becomes an error of the result. */
  add(source: Source): void {
    if (source.contextOnly) this.#context.add(source.file);
    else this.#files++;
    const number = this.#added++;
    const { file, content, ...rest } = source;
    const kept: KeptSource = source.reread === undefined ? source : { file, ...rest };
    const decoded = this.#decode(content);
    if ("error" in decoded) {
      this.#errors.push({ file, line: 1, column: 1, message: decoded.error.message });
      return;
    }
    const { text } = decoded;
    const template = templateKind(text, source.chart);
    if (template !== undefined && source.chart !== undefined) {
      this.#setAside(source, template);
      return;
    }
    const lines = new Lines(text, this.#texts);
    const errors: RunError[] = [];
    this.#room = this.#limits.findings;
    this.#patches = 0;
    this.#objects = 0;
    const documents = readDocuments(text, {
      wants: this.#settings.kinds(file),
      late: this.#lateKinds,
      parseAll: template !== undefined || (this.#options.parseAll ?? false),
      limits: this.#limits,
    });
    const waiting: LateDocument[] = [];
    for (const found of documents) {
      this.#documents++;
      const from = source.originOf?.(templateNamed(text, found.start));
      if (from !== undefined) this.#relocations.add(from);
      if (found.kind === "late" && canWait(text, found) && !this.#isConcern(unread(text, from?.file ?? file, found))) {
        waiting.push(found);
        continue;
      }
      const document = found.kind === "late" ? readLate(text, found, this.#limits) : found;
      // Of a template kubectl still applies what stands before the first document that it can't read.
      if (template !== undefined && errors.length > 0 && document.kind !== "error") continue;
      if (!this.#takeDocument(document, { source: kept, number, text, lines, from }, errors)) break;
    }
    if (waiting.length > 0) this.#waiting.add(kept, number, text, waiting);
    if (errors.length > 0) {
      if (template !== undefined) {
        this.#setAside(source, template);
        return;
      }
      this.addErrors(errors);
    }
  }

  /**
   * A template is no manifest: an error where it was asked for itself, or where the API server's word was asked for and no
   * chart explains it; else only said.
   */
  #setAside({ file, explicit, chart }: Source, { line, sentence }: Template): void {
    const refused = this.#settings.run.preset === "validity" && chart === undefined;
    if (explicit || refused) this.#errors.push({ file, line, column: 1, message: sentence });
    else this.#skipped.push({ file, reason: sentence });
  }

  #decode(content: Source["content"]): ReturnType<typeof decodeBytes> {
    return typeof content === "string" ? { text: content } : decodeBytes(content, this.#limits);
  }

  #errorOf({ message, offset }: ReadError, file: string, lines: Lines, from: TemplateOrigin | undefined): RunError {
    const isElsewhere = from?.text !== undefined;
    return {
      file: from?.file ?? file,
      ...(isElsewhere ? { line: 1, column: 1 } : lines.position(offset)),
      message: cut(message, LONGEST_MESSAGE) + (isElsewhere ? " (rendered)" : ""),
    };
  }

  /** Judges a document, or adds its error to those of its file. False where nothing more of the file is looked at. */
  #takeDocument(document: ReadDocument, reading: Reading, errors: RunError[]): boolean {
    const { source, lines, from } = reading;
    if (document.kind === "error") {
      const isLast = errors.length >= this.#limits.errors;
      const error = this.#errorOf(document.error, source.file, lines, from);
      errors.push(isLast ? { ...error, message: tooManyErrors(this.#limits) } : error);
      return !isLast;
    }
    if (document.kind !== "tree" || document.root.kind !== "map") return true;
    const origin = this.#judgeDocument(document, document.root, reading);
    if (!this.#isFull()) return true;
    this.#errors.push(this.#fullError(origin, lines.position(document.start)));
    return false;
  }

  #judgeDocument(document: SourceDocument, root: YamlMap, { source, number, text, lines, from }: Reading): Origin {
    const origin = { file: from?.file ?? source.file, document: document.index, lines };
    const sources = this.#sources.get(origin.file);
    if (sources === undefined) this.#sources.set(origin.file, [source]);
    else if (sources.at(-1) !== source) sources.push(source);
    this.#order = number * DOCUMENTS + document.index;
    for (const resource of resourcesOf(root, origin)) {
      this.#judge(resource, source);
      if (this.#isFull()) break;
    }
    this.#suppressions?.readComments(text, document, root, origin);
    return origin;
  }

  /** True where a rule that judges resources by themselves may have something to say of a document. */
  #isConcern(document: Unread): boolean {
    const { kind, file } = document;
    return this.#picky.some(
      (rule) => rule.kinds.includes(kind) && this.#ask(rule, () => rule.concerns?.(document), true, file),
    );
  }

  /** Reads, of the documents that waited, those that concern a rule now that all DaemonSets are known. */
  #judgeWaiting(): void {
    const concerns = [...this.#gathered.values()].flatMap(({ active: { rule }, facts }) => {
      const test = this.#ask(
        rule,
        () => rule.concerns?.(facts),
        () => true,
      );
      if (test === undefined) return [];
      const kinds = rule.lateKinds ?? [];
      return [{ kinds, test: (document: Unread) => this.#ask(rule, () => test(document), true, document.file) }];
    });
    const isConcern = (document: Unread) =>
      concerns.some(({ kinds, test }) => kinds.includes(document.kind) && test(document));
    if (concerns.length === 0) return;
    let found = 0;
    for (const { source, number, length, text: kept, documents } of this.#waiting.files) {
      const text = kept ?? this.#textAgain(source);
      if (text?.length !== length) {
        if (text !== undefined) this.#errors.push(changedMeanwhile(source.file));
        continue;
      }
      const lines = new Lines(text, this.#texts);
      this.#room = this.#limits.findings;
      this.#objects = 0;
      const errors: RunError[] = [];
      for (const waiting of documents) {
        const from = source.originOf?.(templateNamed(text, waiting.start));
        if (!isConcern(unread(text, from?.file ?? source.file, waiting))) continue;
        found++;
        const document = readLate(text, waiting, this.#limits);
        if (!this.#takeDocument(document, { source, number, text, lines, from }, errors)) break;
      }
      this.addErrors(errors);
    }
    if (found > 0) for (const facts of this.#gathered.values()) inOrder(facts);
  }

  /** What a rule says of whether documents concern it. Where it crashes they do: nothing may be lost for that. */
  #ask<T>(rule: ActiveRule["rule"], question: () => T, otherwise: T, file = ""): T {
    try {
      return question();
    } catch (thrown) {
      this.#crashed({ rule }, undefined, thrown, file);
      return otherwise;
    }
  }

  /** The text of a source that was read before; undefined, and an error of the run, where it is there no more. */
  #textAgain(source: KeptSource): string | undefined {
    const content = source.content ?? source.reread?.();
    const decoded = content === undefined ? undefined : this.#decode(content);
    if (decoded !== undefined && "text" in decoded) return decoded.text;
    this.#errors.push(changedMeanwhile(source.file));
    return undefined;
  }

  /** What a check across resources may want to see again: see `Across.inFile`. */
  *#inFile(file: string, { id, kinds }: WorkspaceRule): Generator<Gathered> {
    for (const source of this.#sources.get(file) ?? []) {
      const text = this.#textAgain(source);
      if (text === undefined) continue;
      const lines = new Lines(text, this.#texts);
      for (const document of readDocuments(text, { wants: new Set(kinds), limits: this.#limits })) {
        if (document.kind !== "tree" || document.root.kind !== "map") continue;
        const from = source.originOf?.(templateNamed(text, document.start));
        const origin = { file: from?.file ?? source.file, document: document.index, lines };
        if (origin.file !== file) continue;
        for (const resource of resourcesOf(document.root, origin)) {
          if (!kinds.includes(resource.kind) || this.#refusal(resource, source) !== undefined) continue;
          const settings = this.#settingsOf(resource);
          if (!this.#ruleSet(settings).byId.has(id)) continue;
          const daemonSet = this.#prepare(resource, settings);
          yield daemonSet === undefined ? { resource } : { resource, daemonSet };
        }
      }
    }
  }

  /** Why a resource is not judged; undefined where it is. */
  #refusal(
    resource: Resource,
    source: KeptSource,
  ): { readonly skipped: string } | { readonly error: string } | undefined {
    // Where the API server's word was asked for, a name is no reason to pass over what it would judge.
    const calledPatch = isPatchName(source.file) && !isLiteral(this.#settings.run.preset);
    const mayBePatch = isDaemonSet(resource) && (calledPatch || source.besideKustomization);
    if (mayBePatch && isPartialDaemonSet(resource.root, calledPatch)) {
      return {
        skipped: `DaemonSet ${resource.name ?? "without a name"} has no selector, ${calledPatch ? "and its file or folder is called a patch" : "has no container with an image and stands beside a kustomization"}: only the object that it is a patch to can be judged (dslint --kustomize FOLDER)`,
      };
    }
    const isLarge = isLargerAsJson(resource.root, this.#limits.objectBytes);
    return isLarge ? { error: tooLarge(resource.kind, this.#limits) } : undefined;
  }

  /** Marks what can't be known of a resource. */
  #prepare(resource: Resource, { preset, kubernetes }: Settings): DaemonSet | undefined {
    const literal = isLiteral(preset);
    if (!literal) markPlaceholders(resource);
    if (!isDaemonSet(resource)) return undefined;
    markUnusable(resource, kubernetes);
    if (!literal) markMisplaced(resource, kubernetes);
    return new DaemonSet(resource);
  }

  /** True where no more of the file is judged. */
  #isFull(): boolean {
    return this.#room < 0 || this.#objects > this.#limits.objects;
  }

  #fullError({ file }: Origin, place: Pick<RunError, "line" | "column">): RunError {
    return { file, ...place, message: this.#room < 0 ? tooManyFindings(this.#limits) : tooManyObjects(this.#limits) };
  }

  #judge(resource: Resource, source: KeptSource): void {
    this.#objects += isDaemonSet(resource) ? DAEMON_SET_WEIGHT : 1;
    if (this.#objects > this.#limits.objects) return;
    const refusal = this.#refusal(resource, source);
    if (refusal !== undefined) {
      const { file, line, column } = resource.placeOf(resource.fields);
      if ("error" in refusal) this.#errors.push({ file, line, column, message: refusal.error });
      else if (this.#patches++ <= this.#limits.errors) {
        const isLast = this.#patches > this.#limits.errors;
        const reason = isLast ? "more DaemonSets of this file are parts of objects and not objects" : refusal.skipped;
        this.#skipped.push({ file: source.file, reason });
      }
      return;
    }
    const settings = this.#settingsOf(resource);
    const rules = this.#ruleSet(settings);
    const daemonSet = this.#prepare(resource, settings);
    if (daemonSet !== undefined && !source.contextOnly) {
      this.#daemonSets++;
      for (const active of rules.daemonSet) {
        if (this.#room < 0) break;
        if (!rules.isNeeded(active.rule, resource)) continue;
        try {
          const context = new Context(active, settings, undefined, daemonSet);
          for (const report of active.rule.check(context)) this.#take(active, settings, report, resource);
        } catch (thrown) {
          this.#crashed(active, resource, thrown);
        }
      }
    }
    for (const active of source.contextOnly ? [] : rules.forResource(resource.kind)) {
      if (this.#room < 0) break;
      try {
        const context = new Context(active, settings, resource);
        for (const report of active.rule.checkResource(context)) this.#take(active, settings, report, resource);
      } catch (thrown) {
        this.#crashed(active, resource, thrown);
      }
    }
    for (const active of rules.forWorkspace(resource.kind)) {
      if (this.#room < 0) break;
      if (daemonSet !== undefined && !rules.isNeeded(active.rule, resource)) continue;
      try {
        const { facts, order } = this.#gatheredBy(active, settings);
        const context = new Context(active, settings, resource, daemonSet) as Gathering;
        for (const fact of active.rule.gather(context)) {
          if (facts.length > mostFacts(this.#limits)) break;
          facts.push(fact);
          order.push(this.#order);
        }
      } catch (thrown) {
        this.#crashed(active, resource, thrown);
      }
    }
    this.#silencing.settle(resource.origin.item);
    this.#suppressions?.readAnnotations(resource);
    if (this.#options.changed !== undefined) {
      const [key, extent] = extentOf(resource);
      // Lines of a rendered stream say nothing of the template's.
      this.#extents.set(key, this.#relocations.has(resource.origin.file) ? [1, Number.MAX_SAFE_INTEGER] : extent);
    }
  }

  /** Runs the checks across resources and yields everything in order. */
  finish(): Result {
    this.#judgeWaiting();
    this.#waiting.clear();
    for (const { active, settings, facts } of this.#gathered.values()) {
      if (facts.length === 0) continue;
      try {
        if (facts.length > mostFacts(this.#limits)) throw TOO_MANY_COMPARISONS;
        const across: Across<unknown> = {
          facts,
          comparisons: new Comparisons(this.#limits.comparisons),
          inFile: (file) => this.#inFile(file, active.rule),
        };
        const context = { ...new Context(active, settings, undefined), ...across };
        for (const report of active.rule.checkWorkspace(context)) this.#takeAcross(active, report);
      } catch (thrown) {
        this.#crashed(active, undefined, thrown);
      }
    }
    this.#silencing.settle();
    const findings = this.#spoken();
    const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
    const reported = findings
      .filter((finding) => this.#isWanted(finding))
      .map((finding) => this.#relocations.apply(finding, this.#masks.apply(finding)))
      .sort(compareFindings);
    for (const finding of reported) if (finding.suppressed === undefined) counts[finding.severity]++;
    return {
      findings: reported,
      errors: this.#errors.sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column),
      skipped: this.#skipped.sort((a, b) => compareText(a.file, b.file)),
      summary: { files: this.#files, documents: this.#documents, daemonSets: this.#daemonSets, findings: counts },
    };
  }

  /** The findings that no suppression covers. */
  #spoken(): Finding[] {
    const coveredBy = (finding: Finding) =>
      this.#suppressions?.covering(finding, this.#silencing.itemOf(finding), this.#activeAt(finding.place));
    const show = this.#options.suppressions === "show";
    const findings: Finding[] = [];
    for (const finding of this.#silencing.said) {
      const by = coveredBy(finding);
      if (by === undefined) findings.push(finding);
      else if (show) findings.push({ ...finding, suppressed: { kind: "inSource", justification: by.reason } });
    }
    // A suppression is of use too where it covers what another finding speaks for.
    for (const finding of this.#silencing.silenced) coveredBy(finding);
    const literal = isLiteral(this.#settings.run.preset);
    if (this.#suppressions !== undefined && !literal) {
      const activeAt = (place: Place) => this.#activeAt(place);
      const hasRoom = ({ file }: Place) => (this.#roomAcross.get(file) ?? 1) >= 0;
      for (const report of this.#suppressions.unused(activeAt, hasRoom, () => this.#shownWhereWritten(findings))) {
        const finding = this.#findingAcross(report.rule, report);
        if (finding !== undefined && this.#hasRoomAcross(finding.place)) findings.push(finding);
      }
    }
    return findings;
  }

  /** Those whose lines mean something to a reader: lines of a rendered stream say nothing of its template. */
  #shownWhereWritten(findings: readonly Finding[]): Finding[] {
    return findings.filter(({ place }) => !this.#relocations.has(place.file));
  }

  #isWanted(finding: Finding): boolean {
    const { changed } = this.#options;
    if (changed === undefined && this.#context.size === 0) return true;
    const places = [finding.place, ...finding.related.map(({ place }) => place)];
    // A defect between two manifests counts where either of them is looked at.
    if (!places.some(({ file }) => !this.#context.has(file))) return false;
    if (changed === undefined) return true;
    return places.some((place) => isChanged(changed, place, this.#extents.get(keyOf(place))));
  }

  #settingsOf(resource: Resource): Settings {
    const { run } = this.#settings;
    const settings = this.#settings.of(resource.origin.file, resource);
    if (settings !== run) this.#settingsAt.set(keyOf({ ...resource.origin, resource: resource.ref }), settings);
    return settings;
  }

  #ruleSet(settings: Settings): RuleSet {
    let rules = this.#ruleSets.get(settings);
    if (rules === undefined) {
      rules = ruleSetOf(settings);
      this.#ruleSets.set(settings, rules);
    }
    return rules;
  }

  /** The rules that are active where a finding stands. */
  #activeAt(place: Place): RuleSet {
    return this.#ruleSet(this.#settingsAt.get(keyOf(place)) ?? this.#settings.run);
  }

  #gatheredBy(active: Facts["active"], settings: Settings): Facts {
    let gathered = this.#gathered.get(active.rule);
    if (gathered === undefined) {
      // A check across resources runs once: with the options of the run where it is active there.
      const ofRun = this.#ruleSet(this.#settings.run).byId.get(active.rule.id);
      gathered = {
        active: ofRun === undefined ? active : { ...ofRun, rule: active.rule },
        settings: ofRun === undefined ? settings : this.#settings.run,
        facts: [],
        order: [],
      };
      this.#gathered.set(active.rule, gathered);
    }
    return gathered;
  }

  #take(active: ActiveRule, settings: Settings, report: Report, resource: Resource): void {
    if (report.strict && active.lenient) return;
    if (--this.#room < 0) throw FULL;
    if (report.masked) this.#masks.add(report.at);
    const { lines } = resource.origin;
    const place = placeOf(report.at, report.part);
    const finding = findingOf(active, settings, report, place, (text) => lines.own(text));
    const silencedBy = active.rule.silencedBy ?? NONE;
    this.#silencing.add(finding, report.subject ?? place.path, silencedBy);
  }

  #takeAcross(active: ActiveRule, report: Report<Place>): void {
    const finding = this.#findingAcross(active.rule.id, report);
    if (finding === undefined || !this.#hasRoomAcross(finding.place)) return;
    const subject = report.subject ?? `${keyOf(report.at)} ${report.at.path}`;
    const silencedBy = active.rule.silencedBy ?? NONE;
    this.#silencing.add(finding, subject, silencedBy);
  }

  /** Takes the room of a finding that is made when all is read; false where its file has as many as are told of one. */
  #hasRoomAcross({ file, line, column }: Place): boolean {
    const room = this.#roomAcross.get(file) ?? this.#limits.findings;
    this.#roomAcross.set(file, room - 1);
    if (room === 0) this.#errors.push({ file, line, column, message: tooManyFindings(this.#limits) });
    return room > 0;
  }

  /** A finding as the settings at its place grade it; none where the rule is off there. */
  #findingAcross(id: string, report: Report<Place>): Finding | undefined {
    const rules = this.#activeAt(report.at);
    const active = rules.byId.get(id);
    if (active === undefined || (report.strict && active.lenient)) return undefined;
    return findingOf(active, rules.settings, report, report.at, own);
  }

  /** A crash in one rule on one resource is an error of the run and hides no other finding. */
  #crashed({ rule }: Pick<ActiveRule, "rule">, resource: Resource | undefined, thrown: unknown, file = ""): void {
    if (thrown === FULL) return;
    if (thrown === TOO_MANY_COMPARISONS) {
      const message = `rule ${rule.id} would have to compare more resources of this run than it may: not all of them are compared (lint fewer files at once, or raise the limit with --max-comparisons)`;
      this.#errors.push({ file: "", line: 1, column: 1, message });
      return;
    }
    const where = resource?.placeOf(resource.fields);
    const what = thrown instanceof Error ? thrown.message : String(thrown);
    this.#errors.push({
      file: where?.file ?? file,
      line: where?.line ?? 1,
      column: where?.column ?? 1,
      message: `rule ${rule.id} failed here (${what}); this is a defect of dslint, please report it with the manifest`,
    });
  }
}

/** Facts that one check across resources may gather: what it compares has to be held in memory. */
function mostFacts({ comparisons }: Limits): number {
  return comparisons / 10;
}

/** What a document is read with. */
interface Reading {
  readonly source: KeptSource;
  readonly number: number;
  readonly text: string;
  readonly lines: Lines;
  readonly from: TemplateOrigin | undefined;
}

/** Facts of documents that waited take their place among the others. */
function inOrder(gathered: Facts): void {
  const { facts, order } = gathered;
  const by = order.map((_, index) => index).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
  gathered.facts = by.map((index) => facts[index]);
}

type Gathering = Parameters<WorkspaceRule["gather"]>[0];

/** Names a resource within a run, as far as its place tells. */
function keyOf({ file, document, resource }: Pick<Place, "file" | "document" | "resource">): string {
  return `${file}#${document}#${resource.kind}/${resource.namespace ?? ""}/${resource.name ?? ""}`;
}

function extentOf(resource: Resource): [string, [number, number]] {
  const { lines } = resource.origin;
  const { start, end } = resource.root;
  const key = keyOf({ ...resource.origin, resource: resource.ref });
  return [key, [lines.position(start).line, lines.position(Math.max(start, end - 1)).line]];
}
