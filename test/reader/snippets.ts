/** Manifests to read, whose meaning to kubectl is kept in expected.jsonl (scripts/reader-cases.mjs). */

const SIGNS = ["", "+", "-"];
const NUMBERS = [
  ...[
    "0",
    "7",
    "10",
    "00",
    "017",
    "08",
    "0o17",
    "0O7",
    "0o9",
    "0x",
    "0x1f",
    "0XfF",
    "0xg",
    "0b",
    "0b101",
    "0B1",
    "0b2",
  ],
  ...[
    "0b-1",
    "0b+11",
    "1_0",
    "1__0",
    "1_",
    "0_7",
    "0x_f",
    "1_000.5",
    "1.5",
    "1.",
    ".5",
    ".",
    "._5",
    ".5_0",
    ".5__0",
    "1.5.5",
  ],
  ...["1e3", "1E+3", "1e-7", "1e", "e3", "1e400", "1e-400", ".5e3", "1.e2", "1e21", "123456789e12", "0x1p3", "0.1e1_0"],
  ...["9007199254740991", "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808"],
  ...[
    "18446744073709551615",
    "18446744073709551616",
    "0xffffffffffffffff",
    "0x1ffffffffffffffff",
    "0777777777777777777777",
  ],
  ...[
    "123456789012345678901234567890",
    "1e20",
    "1e22",
    "0.1",
    "100000.5",
    "1000000.5",
    "16777217.0",
    "1:30",
    "1,5",
    "1 5",
  ],
];
const WORDS = [
  ...[
    "y",
    "Y",
    "yes",
    "Yes",
    "YES",
    "yEs",
    "n",
    "N",
    "no",
    "NO",
    "true",
    "True",
    "TRUE",
    "tRUE",
    "false",
    "on",
    "oN",
    "off",
  ],
  ...[
    "~",
    "null",
    "Null",
    "NULL",
    "nil",
    ".inf",
    ".Inf",
    ".iNF",
    "+.inf",
    "-.INF",
    ".nan",
    ".NaN",
    "nan",
    "inf",
    "=",
    "<<",
  ],
  ...[
    "2001-12-14",
    "2001-1-1",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43",
    "2001-13-45",
    "20:30:40",
    "v1.2",
  ],
  ...[
    "a:b",
    "a#b",
    "a #b",
    "a: b",
    "a,b",
    "[a",
    "a]",
    "{a}",
    "-a",
    "?a",
    ":a",
    "- a",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
  ],
  ...["|a", ">a", "'a", '"a', "#a", "---", "...", "--- a", "a\tb", "a  b", "a ", "é", "😀", "a\u00a0b", "\u00a0"],
];
const TAGS = [
  "!!str",
  "!!int",
  "!!float",
  "!!bool",
  "!!null",
  "!!timestamp",
  "!!binary",
  "!!seq",
  "!own",
  "!",
  "!!merge",
];
const TAGGED = [
  "1",
  "1.5",
  "yes",
  "~",
  "",
  "0x10",
  '"3"',
  "'yes'",
  "abc",
  "2001-12-14",
  "2001-02-30",
  "YWJj",
  "YWI=",
  "YWI",
  "/w==",
  "<<",
];

function* scalars(): Generator<string> {
  for (const sign of SIGNS) for (const number of NUMBERS) yield sign + number;
  yield* WORDS;
}

function* inPlaces(): Generator<string> {
  for (const scalar of scalars()) {
    yield `${scalar}: ${scalar}\n`;
    yield `[${scalar}, x]\n`;
    yield `value: "${scalar}"\n`;
  }
  for (const tag of TAGS) for (const text of TAGGED) yield `a: ${tag} ${text}\n? ${tag} ${text}\n: b\n`;
}

function* quoted(): Generator<string> {
  for (let code = 0x20; code < 0x7f; code++) yield `a: "x\\${String.fromCharCode(code)}41y"\n`;
  for (const digits of [
    "x4",
    "x41",
    "xzz",
    "u004",
    "u00e9",
    "ud83d",
    "udc00",
    "ufffe",
    "U0001F600",
    "U00110000",
    "UFFFFFFFF",
  ]) {
    yield `a: "\\${digits}"\n`;
  }
  for (const quote of ["'", '"', ""]) {
    for (const joint of [
      "\n",
      "\n\n",
      "\n  ",
      " \n \n  ",
      "\t\n  ",
      "\n\t",
      "\r\n  ",
      "\r  ",
      "\u0085  ",
      "\u2028  ",
      "\u2029\n  ",
    ]) {
      yield `k: ${quote}a${joint}b${quote}\n`;
      yield `k: [${quote}a${joint}b${quote}, c]\n`;
    }
  }
  for (const joint of ["\\\n", "\\\n  ", " \\\n  ", "\\\n\n  ", "\\\r\n  ", "\\ \n", "\\\t\n"])
    yield `k: "a${joint}b"\n`;
  yield* [
    "a: 'x''y'\n",
    "a: ''\n",
    "a: ''''\n",
    "a: 'x\n...\ny'\n",
    'a: "x\n... y"\n',
    "a: 'x\n",
    'a: "x\\"\n',
    "'a' 'b'\n",
  ];
  yield* [
    "'a':b\n",
    "'a': b\n",
    "{'a':b}\n",
    '["a":1]\n',
    "'a\n b': c\n",
    "'a'#c\n: b\n",
    `"${"k".repeat(1023)}": a\n`,
  ];
  yield* [
    `"${"k".repeat(1021)}": a\n`,
    `"${"k".repeat(1022)}": a\n`,
    `"${"😀".repeat(1022)}": a\n`,
    `"${"😀".repeat(1023)}": a\n`,
  ];
}

const BODIES = [
  " x\n",
  "  x\n  y\n",
  "    x\n  y\n",
  "  x\n    y\n  z\n",
  "\n  x\n\n\n  y\n\n",
  "   \n  x\n",
  "  x\n   \n \n",
  "  x  \n\ty\n",
  "  x\n  # y\n # z\nb: 1\n",
  "  x",
  "  x\n\n  \ty\n  z\n",
  "",
  "b: 1\n",
  "  x\r\n  y\r\n",
  "  x\u2028  y\u0085  z\n",
];

function* blocks(): Generator<string> {
  for (const style of ["|", ">"]) {
    for (const header of ["", "-", "+", "1", "2-", "+3", "-4", " # c", "# c", "0", "10", "x", "--", "  "]) {
      for (const body of header.length > 1 ? BODIES.slice(0, 4) : BODIES) yield `a: ${style}${header}\n${body}`;
    }
    yield* [
      `- ${style}\n  x\n- ${style}-\n  y\n`,
      `${style}\nx\n`,
      `${style}\n x\n`,
      `a:\n- ${style}\n  x\n b\n`,
      `[${style}]\n`,
    ];
    yield* [
      `a: !!str ${style}\n  1\n`,
      `a: &x ${style}\n  1\nb: *x\n`,
      `? ${style}\n  k\n: v\n`,
      `a:\n  ${style}\n  x\n`,
    ];
  }
}

function* structure(): Generator<string> {
  yield* [
    "a:\n  b: 1\n c: 2\n",
    "a: 1\n b: 2\n",
    " a: 1\nb: 2\n",
    "a:\n- b\n- c\nd: 1\n",
    "a:\n  - b\n - c\n",
    "a:\n - b\n- c\n",
  ];
  yield* [
    "- - a\n  - b\n- c\n",
    "- a: 1\n  b: 2\n-\n  c: 3\n",
    "-a\n",
    "- \n- ~\n",
    "-\n -\n  -\n",
    "- a\nb: 1\n",
    "a: 1\n- b\n",
  ];
  yield* [
    "a: - b\n",
    "a: b: c\n",
    "a:\n b:\n  c:\n d: 1\n",
    "a:\nb:\n\n\n",
    "a :b\n",
    "a : b\n",
    "a:b\n",
    ": a\n",
    "a: :\n",
    "::\n",
    "a::b: c\n",
  ];
  yield* [
    "? a\n",
    "? a\n: b\n? c\n",
    "? a\n\n: b\n",
    "?\n: b\n",
    "? - a\n: b\n",
    "? {a: 1}\n: b\n",
    "? a\nb: c\n",
    "a: ? b\n",
    "? a : b\n",
  ];
  yield* [
    "a:\tb\n",
    "a:\n\tb: 1\n",
    "a: b\t# c\n",
    "a: 1\n\t\nb: 2\n",
    "-\ta\n",
    "- \ta\n",
    "?\ta\n",
    "[\ta,\tb ]\n",
    "\t\n",
    "\ta: 1\n",
    "a: [\n\t]\n",
  ];
  yield* [
    "# c\n",
    "a: 1 # c\n#d\n  # e\nb: 2\n",
    "a:\n# c\n  b: 1\n",
    "a: b\n# c\n  d\n",
    "a: b\n  # c\n  d\n",
    "a: [b, # c\n c]\n",
    "[a,#c\nb]\n",
  ];
  yield* [
    "[]\n",
    "{}\n",
    "[]: x\n",
    "{}: x\n",
    "[[]: x]\n",
    "{a}\n",
    "{a, b: }\n",
    "{a: 1, a: 2}\n",
    "[a,]\n",
    "[,]\n",
    "[a,,b]\n",
    "{,}\n",
    "[a b]\n",
  ];
  yield* [
    "[a: 1, b]\n",
    "[? a : 1]\n",
    "[? a]\n",
    "[: a]\n",
    "[a:1]\n",
    "[a :1]\n",
    "[{a: 1}: b]\n",
    "{a: {b: [c]}}\n",
    "{a: [}\n",
    "[a}\n",
    "[\n",
    "a: }\n",
  ];
  yield* [
    "a: [b,\nc]\n",
    "a: {\nb: 1\n}\n",
    "[a\n b]\n",
    "[a\n: b]\n",
    "{a\n : b}\n",
    "[a,\n- b]\n",
    "[a, -]\n",
    "[-]\n",
    "[- a]\n",
    "[?]\n",
    "[a?b]\n",
    "[a:, b]\n",
  ];
  yield* [
    "{ x }}\n",
    "{a: 1} b\n",
    "x: {a: 1} b\n",
    "x: [a] [b]\n",
    "{a: 1}\nb: 2\n",
    "[a]\n- b\n",
    "a\nb\n",
    "a\n b\n",
    "a: {{ .x }}\n",
    "{{ x }}: y\n",
  ];
  yield* [
    "a: &x 1\nb: *x\n",
    "a: *x\n",
    "a: &x {b: *x}\n",
    "&x a: *x\n",
    "a: &x\nb: *x\n",
    "a: &x 1\nb: &x 2\nc: *x\n",
    "a: &x b\n*x : c\n",
    "a: &x b\n*x: c\n",
  ];
  yield* [
    "a: &x [1]\n*x : c\n",
    "a: &x !!str 1\nb: !!str &y 2\nc: [*x, *y]\n",
    "a: &x &y b\n",
    "a: *x b\n",
    "a: &x *x\n",
    "a: &x:y b\n",
    "a: & b\n",
    "- &x a\n- *x\n",
  ];
  yield* [
    "&x\na: 1\n",
    "&x a: 1\nb: *x\n",
    "!!map\na: 1\n",
    "!!map a: 1\n",
    "- !!map\n  a: 1\n",
    "a: !!seq\n- b\n",
    "a: &x\n- b\nc: *x\n",
    "&a &b c\n",
    "!a !b c\n",
  ];
  yield* [
    "a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}\n",
    "a: &x {k: 1}\nb:\n  k: 3\n  <<: *x\n",
    "a: &x {k: 1}\nb: {<<: [*x, {k: 2, m: 3}]}\n",
    "<<: {a: 1}\n",
  ];
  yield* [
    "<<: [a]\n",
    "<<: a\n",
    "<<:\n",
    "<<: []\n",
    "'<<': {a: 1}\n",
    "! <<: {a: 1}\n",
    "!!merge <<: {a: 1}\n",
    "!!str <<: {a: 1}\n",
    "? <<\n: {a: 1}\n",
    "&x <<: {a: 1}\n",
  ];
  yield* [
    "a: &x [{k: 1}]\n<<: *x\n",
    "a: &x {k: 1}\n<<: *x\n<<: {k: 2}\n",
    "a: &x {<<: {k: 1}}\nb: {<<: *x}\n",
    "a: 1\n<<: {a: 2}\na: 3\n",
    "[<<: {a: 1}]\n",
  ];
  yield* [
    "1: a\n'1': b\n",
    "true: a\nyes: b\n",
    "a: 1\nb: {c: 1, c: 2}\na: 3\n",
    "1.0: a\n",
    "1e20: a\n",
    "1000000.0: a\n",
    "0.1: a\n",
    "1e39: a\n",
    "1e-7: a\n",
  ];
  yield* [
    "!!%73tr a: 1\n",
    "!<tag:yaml.org,2002:int> '3'\n",
    "!<x y\n",
    "!x!y z\n",
    "!! a\n",
    "!a%zz b\n",
    "!a%ff b\n",
    "!a%c3%a9 b\n",
    "a: !!str\nb: !!int\n",
    "[!!str, a]\n",
    "!a, b\n",
  ];
}

/** What JSON can't have counts only where it isn't replaced. */
function* replacedBadValues(): Generator<string> {
  for (const bad of [
    "{~: 1}",
    ".inf",
    "{18446744073709551615: 1}",
    "{a: .nan}",
    "[{? : x}]",
    "&x .inf",
    "*x",
    "{[a]: 1}",
  ]) {
    yield `a: ${bad}\n`;
    yield `a: ${bad}\na: 1\n`;
    yield `b: {a: ${bad}}\nb: 1\n`;
    yield `<<: {a: ${bad}}\na: 1\n`;
    yield `a: &x ${bad.startsWith("&") ? ".inf" : bad}\na: 1\nb: *x\nb: 2\n`;
    yield `a: &x ${bad.startsWith("&") ? ".inf" : bad}\na: 1\nb: *x\n`;
  }
  yield* [
    "a: [[?]]]\na: 1\n",
    "a: [? : : x]\na: 1\n",
    "a: [?, : x]\na: 1\n",
    "a:\n  ? \n  : x\na: 1\n",
    "a:\n  ? : x\na: 1\n",
    "a: {?}\na: 1\n",
  ];
  yield* ["<<: {~: 1}\na: 1\n", "a: &x {~: 1}\na: 1\n<<: *x\n", "a: &x {b: .inf}\na: 1\n<<: *x\nb: 1\n"];
}

function* streams(): Generator<string> {
  yield* [
    "",
    "\n",
    " \n\n",
    "---",
    "---\n",
    "---\n---\n",
    "\n---\n",
    "a: 1\n---\n",
    "a: 1\n---",
    "---\n\n---\na: 1\n",
    "a: 1\n---\n---\nb: 2\n",
    "# c\n---\na: 1\n",
  ];
  for (const rest of [
    "",
    " ",
    "\t",
    " # c",
    "#c",
    "\u00a0",
    " a",
    "a",
    "-",
    " {a: 1}",
    " |",
    "\r",
    "\u2003",
    "\ufeff",
  ]) {
    yield `a: 1\n---${rest}\nb: 2\n`;
    yield `---${rest}\nb: 2\n`;
  }
  yield* [
    "a: 1\n...\nb: 2\n",
    "a: 1\n...\n---\nb: 2\n",
    "...\na: 1\n",
    "a: 1\n... # c\n",
    "a: 1\n...b: 2\n",
    "...\n...\n",
    "[a\n...\n]\n",
    "a: |\n  x\n...\n",
  ];
  yield* [
    "a: |\n  x\n---\n  y\n",
    "a: 'x\n---\n'\n",
    "a: 1\n---\nb: [\n---\nc: 3\n",
    "a: 1\r\n---\r\nb: 2\r\n",
    "a: 1\r---\rb: 2\r",
    "a: 1\r\r\nb: 2\n",
    "a: |+\n  x\r\r\n\r\n",
  ];
  yield* [
    "%YAML 1.1\n---\na: 1\n",
    "%YAML 1.1\r---\ra: yes\r",
    "%YAML 1.2\r---\ra: 1\r",
    "%TAG !e! tag:yaml.org,2002:\r---\ra: !e!str 1\r",
    "%TAG ! !a\r%TAG ! !b\r---\ra\r",
  ];
  yield* [
    "%FOO\n",
    "a: 1\n%YAML 1.1\n",
    "a: 1\n%FOO\n",
    "%YAML 1.1",
    "%YAML 1\r---\ra\r",
    "%YAML 1.1 x\r---\ra\r",
    "%YAML 1.1#c\r---\ra\r",
    "%TAG !e tag:x\r---\ra\r",
    "---\n%YAML 1.1\n",
  ];
  yield* [
    "\ufeffa: 1\n",
    "a: 1\n---\n\ufeffb: 2\n",
    "---\n\ufeffa: 1\n",
    "\ufeff---\na: 1\n",
    "a: b\ufeffc\n",
    "null\n---\n~\n---\n''\n",
    "hello\n",
    "42\n---\n- a\n",
  ];
  for (const code of [1, 7, 0x0b, 0x0c, 0x1b, 0x7f, 0x80, 0x84, 0x9f, 0xfffd, 0xfffe, 0xffff]) {
    yield `a: 1\nb: "x${String.fromCharCode(code)}y" # c\n`;
    yield `a: 1\n...\n${String.fromCharCode(code)}\n`;
    yield `a: 1\n...\n${"# c\n".repeat(200)}${String.fromCharCode(code)}\n`;
  }
}

function* jsons(): Generator<string> {
  for (const value of [
    "1.0",
    "1e3",
    "-0",
    "1E400",
    "01",
    "1.",
    "-",
    "+1",
    ".5",
    "12345678901234567890",
    "1e",
    "tru",
    "nul",
    "'a'",
    "a",
  ]) {
    yield `{"k": ${value}}`;
    yield `{"a":1}${value}\n`;
  }
  for (const escaped of [
    '\\"',
    "\\\\",
    "\\/",
    "\\b",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\u00",
    "\\x41",
    "\\'",
    "\n",
    "\t",
    "\u2028",
    "\x7f",
  ]) {
    yield `{"k": "${escaped}"}`;
  }
  yield* [
    '{"a":1}{"b":2}',
    '{"a":1}\n{"b":2}\n',
    '{"a":1},{"b":2}',
    '{"a":1}\n---\n{"b":2}\n',
    '{"a":1}{"b":2}\n---\nc: 3\n',
    '{"a":1}\n---\nb: 2\n',
  ];
  yield* [
    '{"a":1,}',
    '{"a" 1}',
    '{"a":}',
    '{"a":1',
    "{a: 1}",
    "{a}",
    "{a}\n",
    "{}",
    "{ }\n[1, 2]\n",
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":2}}',
    "[1]",
    '{"a":[1,]}',
  ];
  yield* [
    '{"a":1} x',
    '{"a":1}\nx',
    '{"a":1}\nxyz: 1\n',
    '{"a":1}  \n  b: 2\n',
    '{"a":1}\u2003\nb: 2\n',
    '{"a":1}\ufffdb: 2\n',
    '{"a":1}\nnull\n"x" true',
    '\u00a0{"a":1}',
  ];
  yield* [
    `${" ".repeat(4095)}{"a":"\\/"}`,
    `${" ".repeat(4096)}{"a":"\\/"}`,
    `${"\u2003".repeat(1365)}{"a":1}`,
    '{"a":1}\n{"b":\n---\nc: 1\n',
    '{"a":"\\/"}\n---\n{"a":"\\/"}\n',
  ];
}

const BYTES: readonly (readonly number[])[] = [
  [0x61, 0x3a, 0x20, 0xff, 0x0a],
  [0x61, 0x3a, 0x20, 0xc3, 0x0a],
  [0x61, 0x3a, 0x20, 0xe2, 0x82, 0x0a],
  [0x61, 0x3a, 0x20, 0xf0, 0x9f, 0x98, 0x0a],
  [0x61, 0x3a, 0x20, 0xc0, 0xaf, 0x0a],
  [0x61, 0x3a, 0x20, 0xed, 0xa0, 0xbd, 0x0a],
  [0xef, 0xbb, 0xbf, 0x61, 0x3a, 0x20, 0xff, 0x0a],
  [0xef, 0xbb, 0xbf, 0x61, 0x0a, 0x2d, 0x2d, 0x2d, 0x0a, 0xff, 0x0a],
  [0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00, 0x20, 0x00, 0xe9, 0x00, 0x0a, 0x00],
  [0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00, 0x20, 0x00, 0x3d, 0xd8, 0x0a, 0x00],
  [0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00, 0x20, 0x00, 0x3d, 0xd8, 0x00, 0xde],
  [0xff, 0xfe, 0x61, 0x00, 0x3a],
  [0xff, 0xfe, 0x61, 0x00, 0x3d, 0xd8, 0x61],
  [0xff, 0xfe, 0x61, 0x00, 0x00, 0xdc, 0x00, 0xdc, 0x61, 0x00],
  [0xff, 0xfe, 0x61, 0x00, 0x3d, 0xd8, 0x3d, 0xd8, 0x00, 0xde],
  [0xfe, 0xff, 0x00, 0x61, 0xdc, 0x00, 0xd8, 0x3d, 0x00, 0x61, 0xff],
  [0xff, 0xfe, 0x61],
  [0xfe, 0xff, 0x00, 0x61, 0x00, 0x3a, 0x00, 0x20, 0x30, 0x42],
  [0xff, 0xfe, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00],
  [0x00, 0x00, 0xfe, 0xff, 0x00, 0x00, 0x00, 0x61],
  [0x61, 0x00, 0x3a, 0x00],
  [0xef, 0xbb, 0xbf, ...new TextEncoder().encode('{"a":"'), 0xff, 0xc3, ...new TextEncoder().encode('"}')],
  [0xff, 0xfe],
  [0xef, 0xbb, 0xbf],
];

/** Snippets written by hand, or by loops over what matters. */
export function snippets(): Uint8Array[] {
  const texts = new Set([
    ...inPlaces(),
    ...quoted(),
    ...blocks(),
    ...structure(),
    ...streams(),
    ...replacedBadValues(),
    ...jsons(),
  ]);
  const encoder = new TextEncoder();
  return [...[...texts].map((text) => encoder.encode(text)), ...BYTES.map((bytes) => Uint8Array.from(bytes))];
}
