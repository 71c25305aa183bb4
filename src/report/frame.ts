import type { Place } from "../model/place.ts";
import { printable } from "../text/printable.ts";
import { characterWidth, NARROW } from "./width.ts";

const TAB = 4;
const MARGIN = 12;

/** A source line as a terminal shows it, and the marks that go under the place. */
export interface Frame {
  readonly source: string;
  readonly marks: string;
}

/**
 * Sets a place's source line and its underline into at most `width` columns. Tabs become blanks, wide characters count
 * as the two columns that they take, and of a long line the part around the place is kept.
 */
export function frame(place: Pick<Place, "source" | "sourceColumn" | "column" | "endColumn">, width: number): Frame {
  const from = Math.max(0, place.column - place.sourceColumn);
  const to = Math.max(from + 1, place.endColumn - place.sourceColumn);
  if (place.source.length < width && to <= place.source.length && NARROW.test(place.source)) {
    return { source: printable(place.source), marks: underline(from, to) };
  }
  let text = "";
  let columns = 0;
  let start = -1;
  let end = -1;
  const cells: { readonly text: string; readonly column: number; readonly end: number }[] = [];
  let offset = 0;
  for (const character of place.source.split("\t").map(printable).join("\t")) {
    if (start === -1 && offset + character.length > from) start = columns;
    text = character === "\t" ? " ".repeat(TAB - (columns % TAB)) : character;
    const next = columns + (character === "\t" ? text.length : characterWidth(text));
    cells.push({ text, column: columns, end: next });
    columns = next;
    offset += character.length;
    if (end === -1 && offset >= to) end = columns;
  }
  if (start === -1) start = columns;
  if (end <= start) end = Math.max(columns, start + 1);

  if (columns <= width) return { source: cells.map((cell) => cell.text).join(""), marks: underline(start, end) };

  const left = end + MARGIN <= width ? 0 : Math.max(0, Math.min(start - MARGIN, Math.max(columns, end) - width + 1));
  const shown = cells.filter((cell) => cell.column >= left && cell.end <= left + width - (left > 0 ? 2 : 1));
  const first = shown[0]?.column ?? left;
  const lead = left > 0 ? 1 : 0;
  const last = shown.at(-1) === cells.at(-1);
  const source = `${lead ? "…" : ""}${shown.map((cell) => cell.text).join("")}${last ? "" : "…"}`;
  return {
    source,
    marks: underline(Math.max(0, start - first) + lead, Math.min(end - first + lead, width)),
  };
}

function underline(start: number, end: number): string {
  return " ".repeat(start) + "^".repeat(Math.max(1, end - start));
}
