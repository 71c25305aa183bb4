import type { Format } from "./formats.ts";
import type { ReportInput } from "./input.ts";

export type { Format } from "./formats.ts";
export { FORMATS } from "./formats.ts";
export type { RanRule, ReportInput, ReportOptions } from "./input.ts";

type Report = (input: ReportInput) => string;

/** A format's code is evaluated only if the format is asked for. */
const REPORTS: Readonly<Record<Format, () => Promise<Report>>> = {
  text: async () => (await import("./text.ts")).text,
  compact: async () => (await import("./compact.ts")).compact,
  json: async () => (await import("./json.ts")).json,
  sarif: async () => (await import("./sarif.ts")).sarif,
  github: async () => (await import("./github.ts")).github,
  gitlab: async () => (await import("./gitlab.ts")).gitlab,
  junit: async () => (await import("./junit.ts")).junit,
  markdown: async () => (await import("./markdown.ts")).markdown,
  html: async () => (await import("./html.ts")).html,
};

/** The report in a format, ending in a line break where there is anything to say. */
export async function renderReport(format: Format, input: ReportInput): Promise<string> {
  const report = await REPORTS[format]();
  return report(input);
}
