/** What reports call standard input. */
export const STDIN = "<stdin>";

/** What a document of a rendered stream was made from, where findings on it belong. */
export interface TemplateOrigin {
  /** The file as reports name it. */
  readonly file: string;
  /** Its text, to find a rendered line in it again. Where it is not known, lines are those of the stream. */
  readonly text?: string;
}

/** Says what a document was made from, given the name in its comment `# Source:`; undefined for the stream itself. */
export type OriginOf = (template: string | undefined) => TemplateOrigin | undefined;

const SOURCE = /\s*(?:---[^\n]*\n\s*)?# Source: ([^\n]*)/y;
const LONGEST_NAME = 4096;

/** The template that Helm names above a document that it rendered. A name that leads out of the chart is none. */
export function templateNamed(text: string, documentStart: number): string | undefined {
  SOURCE.lastIndex = documentStart;
  const name = SOURCE.exec(text)?.[1]?.trim() ?? "";
  if (name === "" || name.length > LONGEST_NAME || name.startsWith("/") || /[\\\0]/.test(name)) return undefined;
  return name.split("/").includes("..") ? undefined : name;
}

/** For a stream of which only the names are at hand: they are the files. */
export function byTemplateName(template: string | undefined): TemplateOrigin | undefined {
  return template === undefined ? undefined : { file: template };
}
