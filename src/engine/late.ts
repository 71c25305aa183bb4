import type { LateDocument } from "../input/read.ts";
import { isPlain, Wording } from "../input/wording.ts";
import type { Rule, Unread } from "./rule.ts";
import { isResourceRule, isWorkspaceRule } from "./rule-set.ts";

/** Characters of text that are kept in memory. Where there are more, all but the last is read once more when its turn has come. */
const KEPT = 32 * 2 ** 20;

/** The kinds of which no rule wants more than what may have to do with a DaemonSet of the run. */
export function lateKinds(rules: readonly Rule[]): ReadonlySet<string> {
  const across = rules.filter(isWorkspaceRule);
  const kinds = new Set(across.flatMap((rule) => rule.lateKinds ?? []));
  for (const rule of rules.filter(isResourceRule)) {
    if (rule.concerns === undefined) for (const kind of rule.kinds) kinds.delete(kind);
  }
  for (const rule of across) for (const kind of rule.kinds) if (!rule.lateKinds?.includes(kind)) kinds.delete(kind);
  return kinds;
}

/** The documents of a file that wait until all DaemonSets are known. */
interface Waiting<S> {
  readonly source: S;
  /** Its number among the files of the run. */
  readonly number: number;
  readonly length: number;
  /** Undefined where the file must be read once more. */
  text: string | undefined;
  readonly documents: readonly LateDocument[];
}

/** What waits of the files of a run. */
export class WaitingRoom<S extends { readonly file: string }> {
  readonly #files: Waiting<S>[] = [];
  #kept = 0;

  get files(): readonly Waiting<S>[] {
    return this.#files;
  }

  add(source: S, number: number, text: string, documents: readonly LateDocument[]): void {
    const last = this.#files.at(-1);
    if (this.#kept > KEPT && last !== undefined) last.text = undefined;
    else {
      this.#kept += text.length;
      if (this.#kept > KEPT) for (const file of this.#files) file.text = undefined;
    }
    this.#files.push({ source, number, length: text.length, text, documents });
  }

  /** Lets go of all that waits, and of the texts. */
  clear(): void {
    this.#files.length = 0;
  }
}

/** True for a document whose text says what it is read as, and holds nothing that dslint itself is told. */
export function canWait(text: string, { start, end }: LateDocument): boolean {
  const own = text.slice(start, end);
  return isPlain(own) && !own.includes("dslint");
}

/** What rules see of a document that waits. */
export function unread(text: string, file: string, { start, end, of }: LateDocument): Unread {
  return { kind: of, file, wording: new Wording(text.slice(start, end)) };
}
