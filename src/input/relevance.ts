import { nearest } from "../text/suggest.ts";
import { isNearKind } from "./near-kind.ts";
import { CR, LF, SPACE, TAB } from "./yaml-characters.ts";

const HASH = 0x23;
const DASH = 0x2d;

/** A CR that is no part of a CRLF. */
const LONE_RETURN = /\r(?!\n)/;
/** A key without quotes and its colon. */
const SIMPLE_KEY = /[A-Za-z_][A-Za-z0-9_./-]{0,200}(?=:[ \t\r\n])/y;
/** The rest of a line `kind: Word`, Word being no boolean or null, or of a line `apiVersion: v1`. */
const SIMPLE_KIND = /:[ \t]+([A-Z][A-Za-z0-9]*)[ \t]*(?:[ \t]#[^\n]*)?\r?\n/y;
const SIMPLE_VERSION = /:[ \t]+[A-Za-z0-9./-]+[ \t]*(?:[ \t]#[^\n]*)?\r?\n/y;
/** A line that goes on with no blank, comment, element of a list or closing bracket: one search instead of a step a line. */
const LEAD = /\n[^ \n#\]}-]/g;
const SEPARATOR = /---[ \t]*(?:[ \t]#[^\n]*)?\r?\n/y;
const NO_WORD = /^(?:True|TRUE|False|FALSE|Null|NULL|Yes|YES|No|NO|On|ON|Off|OFF|Y|N)$/;
/** Kinds of the group `apps`: of any other there, `misspelt-kind` has its doubts. */
const APPS_KINDS: ReadonlySet<string> = new Set(["ControllerRevision", "Deployment", "ReplicaSet", "StatefulSet"]);

/** Says of a document of a text whether it may be of a wanted kind: with that kind, where it is sure and can wait. */
export type RelevanceTest = (start: number, end: number) => boolean | string;

/**
 * Makes a quick test whether a document may be of one of some kinds, nearly a DaemonSet, or a list, which may hold such. It
 * errs on one side only: what the cluster reads as such a kind, however it is written, is never passed over.
 *
 * A document is passed over where its text shows that it is a block map at column 0 that says `kind: Word` for another
 * word, or has no kind. All keys of such a map stand at the start of a line. So every line that doesn't start with a
 * blank must be a plain key, a comment, an element of a list or a closing bracket; and every one that could say what
 * the kind is must say it plainly. Whatever else there is in the text, such as that a line belongs to a quoted value,
 * can only make fewer of these lines count. docs/reading.md tells this in full.
 *
 * @param kinds what is wanted; `*` stands for nothing here
 * @param late those of them that can wait
 */
export function relevanceTest(
  text: string,
  kinds: ReadonlySet<string>,
  late: ReadonlySet<string> = new Set(),
): RelevanceTest {
  let plainLines: boolean | undefined;
  return (start, end) => {
    plainLines ??= !hasOtherBreaks(text);
    return !plainLines || mayBeOfKind(text, start, end, kinds, late);
  };
}

/** Whether there are line breaks of YAML other than LF and CRLF. With one of them, lines are not what they seem. */
function hasOtherBreaks(text: string): boolean {
  if (text.includes("\r") && LONE_RETURN.test(text)) return true;
  return text.includes("\x85") || text.includes("\u2028") || text.includes("\u2029");
}

function mayBeOfKind(
  text: string,
  start: number,
  end: number,
  kinds: ReadonlySet<string>,
  late: ReadonlySet<string>,
): boolean | string {
  const first = firstContent(text, start, end);
  if (first >= end) return false;
  const c = text.charCodeAt(first);
  // A list is of no kind.
  if (c === DASH && isBlank(text.charCodeAt(first + 1))) return false;
  if (keyAt(text, first) === "") return true;

  let kind = "";
  let inApps = false;
  const own = text.slice(0, end);
  for (let line = first; line >= 0; line = nextLead(own, line)) {
    const lead = text.charCodeAt(line);
    if (lead === 0x6b /* k */ && text.startsWith("kind", line)) {
      const word = kindAt(text, line + 4, end);
      if (word === "") continue;
      if (word === undefined) return true;
      // Of two kinds in one document, one may be that of another object in its text.
      const isLate = late.has(word) && (kind === "" || kind === word);
      if (!isLate && (isWanted(word, kinds) || late.has(kind))) return true;
      kind = word;
    } else if (lead === 0x61 /* a */ && text.startsWith("apiVersion", line)) {
      inApps ||= mayBeApps(text, line + 10);
    } else if (!isWordStart(lead) && lead !== CR) return true;
  }
  if (kind === "") return mayLackKind(text, first, end);
  return (inApps && !APPS_KINDS.has(kind)) || (late.has(kind) && kind);
}

function isBlank(c: number): boolean {
  return c === SPACE || c === TAB || c === LF || c === CR;
}

function isWordStart(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39) || c === 0x5f;
}

/** Start of the next line that may hold a key of the document itself; -1 where there is none. */
function nextLead(text: string, at: number): number {
  LEAD.lastIndex = at;
  return LEAD.test(text) ? LEAD.lastIndex - 1 : -1;
}

function nextLine(text: string, at: number, end: number): number {
  const next = text.indexOf("\n", at);
  return next < 0 ? end : next + 1;
}

/** Offset of the line that holds the first content, behind comments, blank lines and one separator. */
function firstContent(text: string, start: number, end: number): number {
  SEPARATOR.lastIndex = start;
  let at = start + (SEPARATOR.exec(text)?.[0].length ?? 0);
  while (at < end) {
    let content = at;
    while (text.charCodeAt(content) === SPACE) content++;
    const c = text.charCodeAt(content);
    const breaks = c === LF || (c === CR && text.charCodeAt(content + 1) === LF);
    if (c !== HASH && !breaks) return at;
    at = nextLine(text, content, end);
  }
  return end;
}

/** The plain key that a line starts with, or "". */
function keyAt(text: string, line: number): string {
  SIMPLE_KEY.lastIndex = line;
  return SIMPLE_KEY.exec(text)?.[0] ?? "";
}

/** The kind that a line `kind: Word` says; undefined where it isn't plain what it says, "" where it says nothing. */
function kindAt(text: string, at: number, end: number): string | undefined {
  const c = text.charCodeAt(at);
  if (c !== 0x3a && !isBlank(c)) return "";
  SIMPLE_KIND.lastIndex = at;
  const match = SIMPLE_KIND.exec(text);
  if (match === null || NO_WORD.test(match[1] as string)) return undefined;
  // The value would go on in a line that is indented.
  let next = SIMPLE_KIND.lastIndex;
  while (next < end && (text.charCodeAt(next) === LF || text.charCodeAt(next) === CR)) next++;
  return next < end && isBlank(text.charCodeAt(next)) ? undefined : match[1];
}

function isWanted(word: string, kinds: ReadonlySet<string>): boolean {
  return kinds.has(word) || word.endsWith("List") || isNearKind(word);
}

function mayBeApps(text: string, at: number): boolean {
  SIMPLE_VERSION.lastIndex = at;
  const value = SIMPLE_VERSION.exec(text)?.[0];
  return value === undefined || value.includes("apps");
}

/** True where a map without a kind may be an object that lacks it, or has misspelt it. */
function mayLackKind(text: string, first: number, end: number): boolean {
  for (let line = first; line < end; line = nextLine(text, line, end)) {
    if (!isWordStart(text.charCodeAt(line))) continue;
    const key = keyAt(text, line);
    if (key === "" || key === "apiVersion" || key === "spec" || nearest(key, ["kind"]) !== undefined) return true;
  }
  return false;
}
