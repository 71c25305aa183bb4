import type { TemplateOrigin } from "../input/rendered.ts";
import type { Place } from "../model/place.ts";
import type { Finding } from "./finding.ts";

/** A line that a place shows whole is shorter than this; see `Lines.excerpt`. */
const CUT = 200;

/** Where a line stands in a template: null where it stands several times. */
type LinesByText = ReadonlyMap<string, { readonly line: number; readonly indent: number } | null>;

/** Moves findings from rendered text to the templates that it was made from. */
export class Relocations {
  readonly #texts = new Map<string, string | undefined>();
  readonly #lines = new Map<string, LinesByText>();

  add({ file, text }: TemplateOrigin): void {
    this.#texts.set(file, text);
  }

  has(file: string): boolean {
    return this.#texts.has(file);
  }

  /**
   * A finding at the one line of the template that reads like the rendered one; at the template's first line, and saying
   * so, where there is no such line or several.
   *
   * @param masked the finding as it may be shown: what a source line hides stays hidden
   */
  apply(finding: Finding, masked: Finding): Finding {
    if (this.#texts.size === 0) return masked;
    const related = finding.related.map((at, i) => {
      const { place, message } = masked.related[i] ?? at;
      const moved = this.#moved(at.place, place);
      return { message: said(message, moved), place: moved?.place ?? place };
    });
    const moved = this.#moved(finding.place, masked.place);
    if (!this.#texts.has(finding.place.file)) return { ...masked, related };
    // Edits are of the rendered text, which nobody keeps.
    const { fix: _, ...rest } = masked;
    return { ...rest, message: said(masked.message, moved), place: moved?.place ?? masked.place, related };
  }

  #moved(place: Place, shown: Place): { place: Place; found: boolean } | undefined {
    const text = this.#texts.get(place.file);
    if (text === undefined) return undefined;
    const indent = place.source.length - place.source.trimStart().length;
    const source = shown.source.slice(indent);
    const whole = place.sourceColumn === 1 && place.source.length < CUT;
    const lines = whole ? this.#linesOf(place.file, text) : undefined;
    const at = lines?.get(place.source.trim()) ?? lines?.get(asWritten(place.source));
    if (!at) {
      const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
      return { place: { ...shown, ...start, source, sourceColumn: 1 }, found: false };
    }
    const shift = at.indent - indent;
    const { column, endColumn } = place;
    const region = { line: at.line, column: column + shift, endLine: at.line, endColumn: endColumn + shift };
    return { place: { ...shown, ...region, source: `${" ".repeat(at.indent)}${source}` }, found: true };
  }

  #linesOf(file: string, text: string): LinesByText {
    let lines = this.#lines.get(file);
    if (lines === undefined) {
      const found = new Map<string, { line: number; indent: number } | null>();
      text.split(/\r\n|\r|\n/).forEach((source, i) => {
        const trimmed = source.trim();
        const indent = source.length - source.trimStart().length;
        for (const key of [trimmed, asWritten(source)]) {
          found.set(key, found.has(key) ? null : { line: i + 1, indent });
        }
      });
      lines = found;
      this.#lines.set(file, lines);
    }
    return lines;
  }
}

/** Of lines that read alike, such as `spec:`, the indentation may tell which is meant. */
function asWritten(source: string): string {
  return `\n${source.trimEnd()}`;
}

function said(message: string, moved: { found: boolean } | undefined): string {
  return moved?.found === false ? `${message} (rendered)` : message;
}
