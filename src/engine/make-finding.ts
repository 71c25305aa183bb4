import type { Field } from "../model/field.ts";
import type { Place } from "../model/place.ts";
import { cut } from "../text/cut.ts";
import { own } from "../text/own.ts";
import type { Finding, Fix, Related } from "./finding.ts";
import { isPodSecurity } from "./presets.ts";
import type { Report } from "./rule.ts";
import type { ActiveRule, Settings } from "./settings.ts";

const NONE: readonly never[] = [];

/** What a manifest brings into a finding may be as long as itself, in each of its findings. */
export const LONGEST_MESSAGE = 5_000;
const LONGEST_PATH = 2_000;

/**
 * What a rule reports of a place, as the settings there grade it.
 *
 * @param once makes texts that keep nothing else in memory, and are kept once: a message hardly ever comes twice
 */
export function findingOf(
  active: ActiveRule,
  settings: Settings,
  report: Report<Field | Place>,
  place: Place,
  once: (text: string) => string,
): Finding {
  const { rule, severity, configured } = active;
  const { path = place.path } = report;
  const related: readonly Related[] =
    report.related?.map(({ message, at }) => ({ message: own(cut(message, LONGEST_MESSAGE)), place: placeOf(at) })) ??
    NONE;
  // What is optional follows: spread into the literal, it would make every finding a third larger.
  const finding: { -readonly [key in keyof Finding]: Finding[key] } = {
    rule: rule.id,
    category: rule.category,
    // A check may grade a finding, unless the user did or the preset takes everything for an error.
    severity: configured || isPodSecurity(settings.preset) ? severity : (report.severity ?? severity),
    message: own(cut(report.message, LONGEST_MESSAGE)),
    place: path.length <= LONGEST_PATH && path === place.path ? place : { ...place, path: cut(path, LONGEST_PATH) },
    related,
  };
  if (report.api !== undefined) finding.api = report.api;
  if (report.pss !== undefined) finding.pss = report.pss;
  if (report.fix !== undefined) finding.fix = ownFix(report.fix, once);
  return finding;
}

/** A fix that keeps nothing of the file's text but what it writes. */
function ownFix({ safety, description, edits }: Fix, once: (text: string) => string): Fix {
  const kept = edits.map(({ offset, length, text }) => ({ offset, length, text: once(text) }));
  return { safety, description: once(description), edits: kept };
}

/** Where a report points, as plain data. */
export function placeOf(at: Field | Place, part?: "key"): Place {
  return "placeOf" in at.resource ? at.resource.placeOf(at as Field, part) : (at as Place);
}
