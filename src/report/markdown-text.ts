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
    .replace(/[\\`*_[\]<>~&$!]/g, "\\$&")
    .replace(/@|#(?=\d)|\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/(https?|ftp)(:\/\/)|\bwww\./gi, (match) => match.replace(/[:.]/, "\\$&"))
    .replaceAll("|", "&#124;");
}

/**
 * A code span that holds exactly this text. A bar would end a table's cell in some readers even in a code span, so such
 * text is written as HTML, every sign of punctuation by its number.
 */
export function markdownCode(text: string): string {
  const safe = printable(text);
  if (!/[`|]/.test(safe) && safe.trim() !== "") return `\`${safe}\``;
  return `<code>${safe.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</code>`;
}
