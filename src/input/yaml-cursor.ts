import { breakLength, isBlankOrEnd } from "./yaml-characters.ts";

/** A place in the text of a document, with the line it is on. */
export class Cursor {
  readonly text: string;
  /** End of the document. The last character before it is a line break. */
  readonly end: number;
  pos: number;
  /** Offset of the first character of the current line. */
  lineStart: number;
  /** End of the scalar that was scanned last, without what follows it. */
  scalarEnd = 0;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.end = end;
    this.pos = start;
    this.lineStart = start;
  }

  /** Steps over the line break at the current place. */
  skipBreak(): void {
    this.pos += breakLength(this.text, this.pos);
    this.lineStart = this.pos;
  }

  /** True at `---` or `...` alone at the start of a line. */
  atDocumentMarker(): boolean {
    const { text, pos } = this;
    if (pos !== this.lineStart || pos >= this.end) return false;
    const c = text.charCodeAt(pos);
    return (
      (c === 0x2d || c === 0x2e) &&
      text.charCodeAt(pos + 1) === c &&
      text.charCodeAt(pos + 2) === c &&
      isBlankOrEnd(text.charCodeAt(pos + 3))
    );
  }
}
