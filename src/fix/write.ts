/** What a fix may write. */
export type FixValue = string | number | boolean | readonly FixValue[] | { readonly [key: string]: FixValue };

/** A scalar as YAML, quoted where plain text would be read as something else. */
export function scalarText(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z/][A-Za-z0-9._/@%-]*$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

/** A value in flow style: `{ key: [a, b] }`. */
export function inFlow(value: FixValue): string {
  if (isList(value)) return `[${value.map(inFlow).join(", ")}]`;
  if (typeof value !== "object") return scalarText(value);
  const entries = Object.entries(value).map(([key, of]) => `${scalarText(key)}: ${inFlow(of)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** An entry of a block map, as lines indented by `column` blanks. */
export function inLines(key: string, value: FixValue, column: number): string[] {
  const head = `${" ".repeat(column)}${scalarText(key)}:`;
  if (isList(value)) {
    if (value.every((item) => typeof item !== "object")) return [`${head} ${inFlow(value)}`];
    const items = value.flatMap((item) => {
      const [first = "", ...rest] = Object.entries(item as Record<string, FixValue>).flatMap(([name, of]) =>
        inLines(name, of, column + 4),
      );
      return [`${" ".repeat(column + 2)}- ${first.trimStart()}`, ...rest];
    });
    return [head, ...items];
  }
  if (typeof value !== "object") return [`${head} ${scalarText(value)}`];
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${head} {}`];
  return [head, ...entries.flatMap(([name, of]) => inLines(name, of, column + 2))];
}

function isList(value: FixValue): value is readonly FixValue[] {
  return Array.isArray(value);
}
