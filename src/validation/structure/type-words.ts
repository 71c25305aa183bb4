import { NumberLiteral, type YamlNode } from "../../input/tree.ts";
import { quote } from "../semantics/words.ts";
import type { FieldType } from "./schema.ts";

const WANTED: Readonly<Record<string, string>> = {
  string: "a text",
  boolean: "true or false",
  int32: "a whole number",
  int64: "a whole number",
  IntOrString: "a whole number or a text",
  Quantity: "a quantity",
  Time: 'a time such as "2024-05-01T12:00:00Z"',
  MicroTime: 'a time such as "2024-05-01T12:00:00.000000Z"',
};

/** A value as a message names it. */
export function describe(node: YamlNode): string {
  if (node.kind !== "scalar") return node.kind === "map" ? "a map" : "a list";
  const { value } = node;
  if (value === null) return "null";
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${quote(value)}`;
  if (typeof value === "boolean") return String(value);
  return `the number ${value instanceof NumberLiteral ? value.text : value}`;
}

interface Words {
  readonly message: string;
  readonly suggestion?: string;
  readonly quotes?: boolean;
}

/** What to say of a value of the wrong type, `name` being the field's key or item (`args[1]`). */
export function wrongType(name: string, type: Pick<FieldType, "shape" | "of">, node: YamlNode): Words {
  const found = describe(node);
  if (type.shape === "list") return { message: `${name} must be a list, not ${found}${listHint(node)}` };
  if (type.shape === "map") return { message: `${name} must be a map of names to values, not ${found}` };
  const wanted = WANTED[type.of];
  if (wanted === undefined) return { message: `${name} must be a map of fields, not ${found}` };
  if (node.kind !== "scalar") return { message: `${name} must be ${wanted}, not ${found}` };
  const { value } = node;
  if (type.of === "string")
    return { message: `${name} must be ${wanted}, not ${found}: put it in quotes`, quotes: true };
  if (typeof value === "string") {
    const meant = literalOf(type.of, value);
    if (meant !== undefined)
      return { message: `${name} must be ${wanted}, not ${found}: write ${meant} without quotes`, suggestion: meant };
    return { message: `${name} must be ${wanted}, not ${found}` };
  }
  if (value instanceof NumberLiteral && /^int/i.test(type.of) && Number.isSafeInteger(Number(value))) {
    const meant = String(Number(value));
    return { message: `${name} must be a whole number without point or exponent: write ${meant}`, suggestion: meant };
  }
  if (typeof value !== "boolean" && /^int/i.test(type.of) && Number.isInteger(Number(value))) {
    const limit = type.of === "int64" ? "9223372036854775807" : "2147483647";
    return { message: `${name} ${value} is beyond what the API holds, at most ${limit} either side of 0` };
  }
  return { message: `${name} must be ${wanted}, not ${found}` };
}

function listHint(node: YamlNode): string {
  if (node.kind === "map") return ': begin each item with "- "';
  const short = node.kind === "scalar" && typeof node.value === "string" && node.value.length <= 40;
  return short ? `: write [${JSON.stringify(node.value)}]` : "";
}

/** The literal that a quoted text holds, as a field of that type wants it. */
function literalOf(type: string, text: string): string | undefined {
  if (type === "boolean") {
    const lower = text.toLowerCase();
    if (["true", "yes", "on", "y"].includes(lower)) return "true";
    return ["false", "no", "off", "n"].includes(lower) ? "false" : undefined;
  }
  return type.startsWith("int") && /^\s*-?\d{1,9}\s*$/.test(text) ? String(Number(text)) : undefined;
}
