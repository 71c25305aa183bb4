import type { Finding } from "./finding.ts";

interface Candidate {
  readonly finding: Finding;
  readonly subject: string;
  readonly silencedBy: readonly string[];
}

/**
 * Findings, of which some are silenced: another rule says the same of the same subject, and better. Subjects are told
 * apart within one object, so they are let go once it is judged.
 */
export class Silencing {
  /** False where every finding is said. */
  readonly #active: boolean;
  #candidates: Candidate[] = [];
  readonly #said: Finding[] = [];
  readonly #silenced: Finding[] = [];
  /** Of findings in a List document, the index of their object. */
  readonly #items = new Map<Finding, number>();

  constructor(active: boolean) {
    this.#active = active;
  }

  /** Those that no other finding speaks for. */
  get said(): readonly Finding[] {
    return this.#said;
  }

  get silenced(): readonly Finding[] {
    return this.#silenced;
  }

  itemOf(finding: Finding): number | undefined {
    return this.#items.get(finding);
  }

  /** @param silencedBy the rules that speak for this one where they have said something of the subject */
  add(finding: Finding, subject: string, silencedBy: readonly string[]): void {
    this.#candidates.push({ finding, subject, silencedBy });
  }

  /** Settles which of the findings since the last time are silenced: those of one object, or of the checks across the run. */
  settle(item?: number): void {
    const silencing = new Set<string>();
    if (this.#active) for (const { silencedBy } of this.#candidates) for (const rule of silencedBy) silencing.add(rule);
    const said = new Set<string>();
    for (const { finding, subject } of this.#candidates) {
      if (silencing.has(finding.rule)) said.add(`${finding.rule} ${subject}`);
    }
    for (const { finding, subject, silencedBy } of this.#candidates) {
      const isSilenced = said.size > 0 && silencedBy.some((rule) => said.has(`${rule} ${subject}`));
      (isSilenced ? this.#silenced : this.#said).push(finding);
      if (item !== undefined) this.#items.set(finding, item);
    }
    this.#candidates = [];
  }
}
