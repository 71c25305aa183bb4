import fc from "fast-check";

/** Pieces that mean something to YAML or JSON, and words that mean something as values or kinds. */
const PIECES = [
  ..."abxy0123:-?,[]{}#&*!|>'\"%@`~<=.\\/_+",
  ..." \t\n\r",
  ...["kind", "DaemonSet", "List", "items", "apiVersion", "name", "x y", "a b: c", "it's", "http://x.y/z?q#f"],
  ...["yes", "No", "on", "null", "true", "y", "0644", "08", "0x1F", "0b11", "1_000", "1.5", "1.", ".5_0", "-0", "-0.0"],
  ...["1e3", "1e400", ".inf", ".nan", "12345678901234567890", "9007199254740993", "2001-12-14", "1:30", "+1", "0o17"],
  ...[": ", ":\n", "- ", "-\n", "? ", ", ", " #", "# c\n", "&x ", "*x", "*x ", "&y\n", "*y", "<<: *x", "<<", "<<: "],
  ...["! ", "!!str ", "!!int ", "!!float ", "!!bool ", "!!null ", "!!binary ", "!!timestamp ", "!!merge ", "!foo "],
  ...["!<tag:yaml.org,2002:str> ", "!!%73tr ", "!e!x ", "|\n", ">\n", "|-\n", "|+\n", ">2\n", "|1-\n", "| # c\n", ">-"],
  ...[
    "''",
    '""',
    "'a\n b'",
    '"a\n b"',
    '"\\x53"',
    '"\\u0053"',
    "\\n",
    "\\\n",
    '\\"',
    "\\t",
    "\\U0001F600",
    "\\ud83d",
    "\\/",
  ],
  ...[
    "\n  ",
    "\n    ",
    "\n ",
    "\n- ",
    "\n  - ",
    "\n\n",
    "\n \n",
    "\n\t",
    "  ",
    "    ",
    "\r\n",
    "\n? ",
    "\n: ",
    "\n  : ",
  ],
  ...[
    "---",
    "\n---\n",
    "\n---\n---\n",
    "\n--- # c\n",
    "\n--- x\n",
    "\n...\n",
    "...",
    "\n%YAML 1.1\n",
    "\n%TAG ! !a\n",
    "\r---\r",
  ],
  ...[
    "[a, b]",
    "{a: b}",
    "{a, b: }",
    "[]",
    "{}",
    "[a: b]",
    "[? a : b]",
    '{"a":1}',
    '{"a":1,"a":2}\n',
    "[[",
    "]]",
    "{{ x }}",
    "\na: 1\n",
    "a: {? : b}",
    "[?]",
  ],
  ...["é", "😀", "\u00a0", "\u0085", "\u2028", "\ufeff", "\ufffd", "\x07", "\x7f", "\uffff"],
];
const piece = fc.constantFrom(...PIECES);

/** Pieces thrown together: mostly refused, and so a test of what is refused. */
export const soup: fc.Arbitrary<string> = fc
  .array(piece, { minLength: 1, maxLength: 14 })
  .map((pieces) => pieces.join(""));

const word = fc.constantFrom(
  "a",
  "b",
  "c d",
  "yes",
  "1",
  "0644",
  "~",
  "x-y",
  "k8s.io/a",
  "é",
  "'q'",
  '"d\\n"',
  "1.5",
  "*x",
);
const key = fc.constantFrom("a", "b", "kind", "1", "yes", '"q"', "'s'", "c d", "&x k", "!!str 2", "<<", "? e");
const { node } = fc.letrec<{ node: Shape; map: Shape; list: Shape }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, depthSize: "small" }, word, tie("map"), tie("list")) as fc.Arbitrary<Shape>,
  map: fc.array(fc.tuple(key, tie("node")), { minLength: 1, maxLength: 4 }).map((entries) => ({ entries })),
  list: fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((items) => ({ items })),
}));
type Shape = string | { readonly entries: (readonly [string, Shape])[] } | { readonly items: Shape[] };

function write(shape: Shape, indent: string): string {
  if (typeof shape === "string") return ` ${shape}\n`;
  const deeper = `${indent}  `;
  if ("entries" in shape) {
    return `\n${shape.entries.map(([name, value]) => `${indent}${name}:${write(value, deeper)}`).join("")}`;
  }
  return `\n${shape.items.map((item) => `${indent}-${write(item, deeper)}`).join("")}`;
}

/** Block collections, mostly accepted. */
export const tidy: fc.Arbitrary<string> = node.map((shape) => write(shape, "").replace(/^\s/, ""));

interface Edit {
  readonly how: "insert" | "delete" | "double line" | "indent" | "join";
  readonly at: number;
  readonly length: number;
  readonly piece: string;
}
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    how: fc.constantFrom("insert", "insert", "delete", "double line", "indent", "join"),
    at: fc.nat(1_000_000),
    length: fc.integer({ min: 1, max: 4 }),
    piece,
  }),
  { minLength: 1, maxLength: 3 },
);

function edit(text: string, { how, at, length, piece }: Edit): string {
  const place = at % (text.length + 1);
  const line = text.lastIndexOf("\n", place - 1) + 1;
  const next = text.indexOf("\n", place);
  const lineEnd = next < 0 ? text.length : next + 1;
  switch (how) {
    case "insert":
      return text.slice(0, place) + piece + text.slice(place);
    case "delete":
      return text.slice(0, place) + text.slice(place + length);
    case "double line":
      return text.slice(0, lineEnd) + text.slice(line, lineEnd) + text.slice(lineEnd);
    case "indent":
      return text.slice(0, line) + " ".repeat(length) + text.slice(line);
    case "join":
      return text.slice(0, Math.max(lineEnd - 1, line)) + text.slice(lineEnd);
  }
}

/** Texts changed in a few places. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const from = fc.constantFrom(...texts).chain((text) => {
    const lines = text.split("\n");
    return fc
      .tuple(fc.nat(lines.length - 1), fc.integer({ min: 1, max: 40 }))
      .map(([start, count]) => lines.slice(start, start + count).join("\n"));
  });
  return fc.tuple(fc.oneof(from, tidy), edits).map(([text, changes]) => changes.reduce(edit, text));
}

const jsonText = fc
  .tuple(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(undefined, 1, "\t"))
  .map(([value, space]) => JSON.stringify(value, undefined, space));
const jsonNumber = fc.constantFrom("1.0", "1e3", "-0", "12345678901234567890", "1E400", "01", "1.", "+1", ".5", "0x1");
const jsonObject = fc.oneof(
  fc.tuple(jsonText, jsonText).map(([a, b]) => `{"a":${a},"b":${b}}`),
  fc.tuple(jsonNumber, jsonText).map(([a, b]) => `{"a":${a},"a":[${b},${b}]}`),
  jsonText,
  jsonNumber,
);

/** Streams that begin as JSON, whole or changed in a few places. */
export const json: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "\n", " \t\r\n", "\u00a0", "\f", "\u2003\n"),
    fc.array(fc.tuple(jsonObject, fc.constantFrom("", "\n", " ", "\n---\n", "\n--- # c\n", ",", "\n\n", "\t#c\n")), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.option(edits, { nil: [] }),
  )
  .map(([space, parts, changes]) => changes.reduce(edit, `${space}{"k":1}${parts.flat().join("")}`.slice(0, 400)));

/** A text as bytes: mostly UTF-8, at times with a byte-order mark, as UTF-16, or with a byte that doesn't belong. */
export function encoded(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const how = fc.oneof(
    { weight: 40, arbitrary: fc.constant("utf-8") },
    { weight: 1, arbitrary: fc.constantFrom("marked", "utf-16le", "utf-16be", "broken", "marked and broken", "nul") },
  );
  return fc.tuple(text, how, fc.nat(), fc.nat(255)).map(([own, encoding, at, byte]) => {
    if (encoding.startsWith("utf-16")) return utf16(own, encoding === "utf-16le", at % 7 === 0);
    const bytes = [...new TextEncoder().encode(own)];
    if (encoding.endsWith("broken")) bytes.splice(at % (bytes.length + 1), at % 2, byte);
    if (encoding === "nul") bytes.splice(at % (bytes.length + 1), 0, 0);
    return Uint8Array.from(encoding.startsWith("marked") ? [0xef, 0xbb, 0xbf, ...bytes] : bytes);
  });
}

function utf16(text: string, little: boolean, cut: boolean): Uint8Array {
  const bytes = [...`\ufeff${text}`].flatMap((character) =>
    Array.from({ length: character.length }, (_, i) => {
      const unit = character.charCodeAt(i);
      return little ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff];
    }).flat(),
  );
  return Uint8Array.from(cut ? bytes.slice(0, -1) : bytes);
}

/** Manifests of every sort, to compare readers on. */
export function manifests(texts: readonly string[]): fc.Arbitrary<Uint8Array> {
  return encoded(
    fc.oneof(
      { weight: 6, arbitrary: mutated(texts) },
      { weight: 3, arbitrary: soup },
      { weight: 1, arbitrary: tidy },
      { weight: 1, arbitrary: json },
    ),
  );
}
