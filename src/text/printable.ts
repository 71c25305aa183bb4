// A leaf that every room may use. What dslint says is partly written by strangers: names, values and paths of
// manifests under test. Such text must steer neither a terminal nor a build server that reads its log.

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
// Controls; marks that reorder or hide text; separators of lines and paragraphs; what is no character.
const UNSAFE =
  /[\0-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]/gu;
// Azure Pipelines and TeamCity obey `##vso[…]` and `##teamcity[…]`, and GitHub `##[…]`, anywhere in a line of a log.
const LOG_COMMAND = /##(?=\w*\[)/g;

/**
 * A text on one line in which nothing acts. Each unsafe UTF-16 unit gives way to one that is shown, a tab to a blank
 * and other controls to their pictures (`␛`), so that lengths and columns stay the same.
 */
export function printable(text: string): string {
  const safe = PRINTABLE_ASCII.test(text) ? text : text.replace(UNSAFE, picture);
  return safe.includes("##") ? safe.replace(LOG_COMMAND, "#♯") : safe;
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 9) return " ";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : "\ufffd";
}

/** JSON that is inert when it is printed: what {@link printable} replaces is escaped here, so the value stays the same. */
export function printableJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)
    .replace(
      /[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replace(LOG_COMMAND, "#\\u0023")}\n`;
}
