/**
 * What a scalar's text and tag mean: YAML 1.1 as go.yaml.in/yaml/v2 resolves it (resolve.go), in the form in which
 * sigs.k8s.io/yaml hands it on as JSON. `yes` and `on` are booleans, `0644` is octal, dates are strings.
 */
import { ReadFailure } from "./failure.ts";
import { NumberLiteral, type ScalarValue } from "./tree.ts";

const TAG_PREFIX = "tag:yaml.org,2002:";
const BINARY_TAG = `${TAG_PREFIX}binary`;
const TIMESTAMP_TAG = `${TAG_PREFIX}timestamp`;

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** As {@link FLOAT}, but from a dot on, where Go allows underscores between digits. */
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9][0-9]*|0))$/;
/** Binary digits with the sign after the prefix, which are read too. */
const ODD_BINARY = /^0b([-+])([01]+)$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/** A float apart from integers, since keys are written differently for the two. */
class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
type Resolved = string | boolean | null | number | bigint | Float;

const NAN = new Float(Number.NaN);
const INFINITY = new Float(Number.POSITIVE_INFINITY);
const MINUS_INFINITY = new Float(Number.NEGATIVE_INFINITY);

/** Words that mean something but themselves. */
function wordValue(text: string): Resolved | undefined {
  switch (text) {
    case "y":
    case "Y":
    case "yes":
    case "Yes":
    case "YES":
    case "true":
    case "True":
    case "TRUE":
    case "on":
    case "On":
    case "ON":
      return true;
    case "n":
    case "N":
    case "no":
    case "No":
    case "NO":
    case "false":
    case "False":
    case "FALSE":
    case "off":
    case "Off":
    case "OFF":
      return false;
    case "":
    case "~":
    case "null":
    case "Null":
    case "NULL":
      return null;
    case ".nan":
    case ".NaN":
    case ".NAN":
      return NAN;
    case ".inf":
    case ".Inf":
    case ".INF":
    case "+.inf":
    case "+.Inf":
    case "+.INF":
      return INFINITY;
    case "-.inf":
    case "-.Inf":
    case "-.INF":
      return MINUS_INFINITY;
  }
  return undefined;
}

/** What a text may be by its first character: a word, a number, or only itself. */
function hint(text: string): "word" | "number" | "dot" | "text" {
  const c = text.charCodeAt(0);
  if (c >= 0x30 && c <= 0x39) return "number";
  switch (c) {
    case 0x2b: // +
    case 0x2d: // -
      return "number";
    case 0x2e: // .
      return "dot";
    case 0x79: // y
    case 0x59:
    case 0x6e: // n
    case 0x4e:
    case 0x74: // t
    case 0x54:
    case 0x66: // f
    case 0x46:
    case 0x6f: // o
    case 0x4f:
    case 0x7e: // ~
      return "word";
  }
  return text === "" ? "word" : "text";
}

/** A plain scalar without a tag. */
function resolvePlain(text: string): Resolved {
  const kind = hint(text);
  if (kind === "text" || (kind === "word" && text.length > 5)) return text;
  const word = wordValue(text);
  if (word !== undefined) return word;
  if (kind === "number") return numberValue(text) ?? text;
  if (kind === "dot" && DOT_FLOAT.test(text)) return finite(text.replaceAll("_", "")) ?? text;
  return text;
}

function numberValue(text: string): Resolved | undefined {
  if (isSmallCount(text)) return Number(text);
  // `10m`, `64Mi`: only hexadecimal numbers end in a letter.
  if (isLetter(text.charCodeAt(text.length - 1)) && !text.includes("x") && !text.includes("X")) return undefined;
  const plain = text.includes("_") ? text.replaceAll("_", "") : text;
  const [, sign, hex, binary, octal, decimal] = INTEGER.exec(plain.replace(ODD_BINARY, "$10b$2")) ?? [];
  if (decimal !== undefined && decimal.length < 16) return Number(plain) + 0;
  const value =
    integer("0x", hex, 16) ?? integer("0b", binary, 64) ?? integer("0o", octal, 22) ?? integer("", decimal, 20);
  if (value !== undefined) {
    if (sign === "-" && value <= MAX_INT64 + 1n) return value <= MAX_SAFE ? -Number(value) + 0 : -value;
    if (sign !== "-" && value <= (sign === "+" ? MAX_INT64 : MAX_UINT64)) {
      return value <= MAX_SAFE ? Number(value) : value;
    }
  }
  return FLOAT.test(plain) ? finite(plain) : undefined;
}

/** A decimal number as most are, told without the patterns that tell all. */
function isSmallCount(text: string): boolean {
  if (text.length > 15 || (text.length > 1 && text.charCodeAt(0) === 0x30)) return false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return true;
}

function isLetter(c: number): boolean {
  return (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
}

/** Digits as an integer; undefined where there are more than 64 bits can have, which would be costly to count. */
function integer(prefix: string, digits: string | undefined, longest: number): bigint | undefined {
  const significant = digits?.replace(/^0+(?=.)/, "");
  return significant === undefined || significant.length > longest ? undefined : BigInt(prefix + significant);
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function finite(text: string): Float | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? new Float(value) : undefined;
}

/** A scalar with a tag, whatever its style. */
function resolveTagged(tag: string, text: string, offset: number): Resolved {
  const name = tag.startsWith(TAG_PREFIX) ? tag.slice(TAG_PREFIX.length) : "";
  if (tag === BINARY_TAG) return decodeBase64(text, offset);
  if (tag === TIMESTAMP_TAG && isTimestamp(text)) return text;
  if (!["bool", "int", "float", "null", "timestamp"].includes(name)) return text;
  const value = resolvePlain(text);
  const type = typeOf(value);
  if (type === name) return value;
  if (name === "float" && type === "int" && typeof value === "number") return new Float(value);
  if (name === "float" && typeof value === "bigint" && value <= MAX_INT64) return new Float(Number(value));
  throw new ReadFailure(`"${excerpt(text)}" can't be read as !!${name}`, offset);
}

function typeOf(value: Resolved): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  return value instanceof Float ? "float" : "int";
}

function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/**
 * The value of a scalar. `tag` is its full tag, "" where it has none; `plain` is false for quoted and block scalars.
 * Where JSON has no such value, that is returned as a failure: kubectl minds only if the value isn't replaced.
 * @throws ReadFailure where the tag doesn't fit
 */
export function scalarValue(text: string, tag: string, plain: boolean, offset: number): ScalarValue | ReadFailure {
  const value = tag !== "" ? resolveTagged(tag, text, offset) : plain ? resolvePlain(text) : text;
  if (!(value instanceof Float)) return value;
  const float = value.value;
  if (!Number.isFinite(float)) return new ReadFailure(`"${excerpt(text)}" is no number that JSON knows`, offset);
  return Object.is(float, -0) ? new NumberLiteral("-0") : float;
}

/**
 * The text of a scalar as a key; numbers and booleans are written out. Null, and integers beyond int64, are returned as a
 * failure: kubectl doesn't take them as keys of a map that isn't replaced.
 * @throws ReadFailure where the tag doesn't fit
 */
export function keyText(text: string, tag: string, plain: boolean, offset: number): string | ReadFailure {
  const value = tag !== "" ? resolveTagged(tag, text, offset) : plain ? resolvePlain(text) : text;
  if (typeof value === "string") return value;
  if (value === null) return new ReadFailure("null can't be a key", offset);
  if (typeof value === "bigint" && value > MAX_INT64)
    return new ReadFailure("this integer is too large for a key", offset);
  return value instanceof Float ? floatKey(value.value) : String(value);
}

/** A float as a key: the shortest digits that make the same 32-bit float, as Go's FormatFloat(f, 'g', -1, 32). */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return ".nan";
  if (!Number.isFinite(single)) return single > 0 ? ".inf" : "-.inf";
  if (single === 0) return Object.is(single, -0) ? "-0" : "0";
  let precision = 1;
  while (Math.fround(Number(single.toExponential(precision - 1))) !== single) precision++;
  const [digits = "", exponentText = "0"] = single.toExponential(precision - 1).split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return fixed(digits, exponent);
  const size = Math.abs(exponent);
  return `${digits}e${exponent < 0 ? "-" : "+"}${size < 10 ? "0" : ""}${size}`;
}

function fixed(digits: string, exponent: number): string {
  const sign = digits.startsWith("-") ? "-" : "";
  const all = digits.replace(/[-.]/g, "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${all}`;
  const whole = all.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const rest = all.slice(exponent + 1);
  return rest === "" ? sign + whole : `${sign}${whole}.${rest}`;
}

/** The text that `!!binary` holds; bytes that are no UTF-8 become U+FFFD one by one, as Go writes them in JSON. */
function decodeBase64(text: string, offset: number): string {
  const compact = text.replace(/[\r\n]/g, "");
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) {
    throw new ReadFailure("this !!binary value is no base64", offset);
  }
  const bytes = Uint8Array.from(atob(compact), (c) => c.charCodeAt(0));
  let value = "";
  for (let at = 0; at < bytes.length; ) {
    let length = 4;
    for (; length > 1; length--) {
      const piece = decodeExactly(bytes.subarray(at, at + length));
      if (piece !== undefined && [...piece].length === 1) {
        value += piece;
        break;
      }
    }
    if (length === 1) value += (bytes[at] as number) < 0x80 ? String.fromCharCode(bytes[at] as number) : "\ufffd";
    at += length;
  }
  return value;
}

function decodeExactly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The formats of dates and times that `!!timestamp` takes (go.yaml.in/yaml/v2, parseTimestamp). */
function isTimestamp(text: string): boolean {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d)))| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/.exec(
      text,
    );
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate())
    return false;
  const [hour, minute, second] = [match[4] ?? match[9], match[5] ?? match[10], match[6] ?? match[11]].map((t) =>
    Number(t ?? 0),
  );
  return (
    (hour ?? 0) < 24 &&
    (minute ?? 0) < 60 &&
    (second ?? 0) < 60 &&
    Number(match[7] ?? 0) <= 24 &&
    Number(match[8] ?? 0) < 60
  );
}
