import { printable } from "../text/printable.ts";
import { codeSpans } from "./words.ts";

const ZERO_WIDTH_SPACE = "\u200b";

/**
 * Text in GitHub's Markdown, in which only backticks mean something: no markup, HTML, mathematics, link, mention of a
 * person or of an issue comes of it. The result is one line and may stand in a table.
 */
export function markdownText(text: string): string {
  return codeSpans(printable(text), escapePlain, markdownCode);
}

function escapePlain(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~&$!]/g, "\\$&")
    .replace(/@|#(?=\d)|\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/(https?|ftp)(:\/\/)|\bwww\./gi, (match) => match.replace(/[:.]/, "\\$&"));
}

/** A code span that holds exactly this text, for a table cell too. */
export function markdownCode(text: string): string {
  const safe = printable(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...Array.from(safe.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = safe.startsWith("`") || safe.endsWith("`") || safe.trim() === "" ? " " : "";
  return `${fence}${pad}${safe}${pad}${fence}`;
}
