import type { Fix } from "../../src/engine/finding.ts";
import type { Report } from "../../src/engine/rule.ts";
import { fix, renameKey, setField } from "../../src/fix/edits.ts";
import type { Field } from "../../src/model/field.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { ApiError } from "../../src/validation/types.ts";

/** What the API server says, as a finding at its place. */
export function reportOf(resource: Resource, error: ApiError): Report {
  const at = resource.fields.walk(error.path);
  return {
    at,
    message: error.message,
    path: error.field,
    api: error.type,
    fix: fixOf(at, error),
    ...(error.part === undefined ? {} : { part: error.part }),
  };
}

function fixOf(at: Field, { type, part, suggestion, quotes }: ApiError): Fix | undefined {
  if (quotes)
    return fix(
      "safe",
      "put the value in quotes",
      literal(at, (text) => JSON.stringify(text)),
    );
  if (suggestion === undefined || !at.written) return undefined;
  if (part === "key") {
    const onlyCase = String(at.key).toLowerCase() === suggestion.toLowerCase();
    return fix(onlyCase ? "safe" : "unsafe", `write \`${suggestion}\``, renameKey(at, suggestion));
  }
  const value = at.node?.kind === "scalar" ? at.node.value : undefined;
  const isText = typeof value === "string";
  // The same without quotes is what was meant; anything else is a guess.
  const safety = type === "DecodeError" && isText && value.trim() === suggestion ? "safe" : "unsafe";
  // A number or a truth value is written as the suggestion says it; a text may need quotes.
  const edits = type === "DecodeError" || !isText ? literal(at, () => suggestion) : setField(at, suggestion);
  return fix(safety, `write \`${suggestion}\``, edits);
}

/** An edit of a scalar's own text. */
function literal(at: Field, rewrite: (text: string) => string): ReturnType<typeof setField> {
  const { node } = at;
  if (
    node?.kind !== "scalar" ||
    node.alias !== undefined ||
    !["plain", "single", "double", "json"].includes(node.style)
  )
    return undefined;
  const source = at.resource.origin.lines.text.slice(node.start, node.end);
  return [{ offset: node.start, length: node.end - node.start, text: rewrite(source) }];
}
