/**
 * Amounts of resources, with the value, order and spelling that `k8s.io/apimachinery/pkg/api/resource.Quantity` gives
 * them. A quantity is exact: `mantissa × 10^exponent`, the mantissa without trailing zeros. Exponents are never written
 * out, so that `1e999999999` costs no more than `1`.
 */
export interface Quantity {
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly format: QuantityFormat;
  /** The spelling that upstream keeps, where it takes the text to be canonical already. */
  readonly text?: string;
  /**
   * The power of ten whose multiple upstream holds in an int64; undefined where it holds a decimal of any length. Only
   * overflow tells them apart.
   */
  readonly scale: number | undefined;
}

export type QuantityFormat = "DecimalSI" | "BinarySI" | "DecimalExponent";

const MAX_INT64 = 2n ** 63n - 1n;
/** Whole units whose thousandths, a thousandfold, fit into an int64. */
const SURELY_WHOLE = 10n ** 12n;
/** Digits that always fit into an int64. */
const INT64_DIGITS = 18;
const NANO = -9;

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** Sign, whole digits, fraction digits, suffix: upstream's scanner lets all of them be empty. */
const SHAPE = /^([+-]?)([0-9]*)(?:\.([0-9]*))?((?:[eEinumkKMGTP]+[+-]?|[+-])[0-9]*)?$/;
/** What decoding trims: blanks that JSON writes unescaped. */
const BLANKS =
  /^[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/g;

/** The server takes numbers of any length, in time that grows faster than they do. Nobody writes longer ones. */
const LONGEST = 10_000;

/** What was read lately, by its text; null where it is no quantity. Manifests write few amounts, and each again and again. */
const recent = new Map<string, Quantity | null>();
/** Texts that are kept, and how long one may be: bounds on hostile manifests. */
const MOST_RECENT = 1000;
const LONGEST_RECENT = 20;

/**
 * Reads a quantity as the API server decodes it: `resource.Quantity.UnmarshalJSON`. Undefined where that refuses.
 * A number is read by its text, so pass the source's spelling where it matters.
 */
export function parseQuantity(value: string | number | bigint): Quantity | undefined {
  const written = typeof value === "string" ? value : String(value);
  if (written.length > LONGEST_RECENT) return readQuantity(written);
  let quantity = recent.get(written);
  if (quantity === undefined) {
    if (recent.size >= MOST_RECENT) recent.clear();
    quantity = readQuantity(written) ?? null;
    recent.set(written, quantity);
  }
  return quantity ?? undefined;
}

function readQuantity(written: string): Quantity | undefined {
  if (written.length > LONGEST) return undefined;
  const text = written.replace(BLANKS, "");
  if (text === "") return undefined;
  if (text === "0") return { mantissa: 0n, exponent: 0, format: "DecimalSI", text, scale: 0 };
  const shape = SHAPE.exec(text);
  if (shape === null) return undefined;
  const [, sign, leading = "", fraction = "", suffix = ""] = shape;
  const digits = leading.replace(/^0+/, "");
  // A text that ends within its leading zeros is zero before its suffix is looked at, a bare sign too.
  if (digits === "" && shape[3] === undefined && suffix === "") return zero("DecimalSI");
  const unit = interpretSuffix(suffix);
  if (unit === undefined) return undefined;
  const whole = digits === "" ? "0" : digits;
  const shifted = whole + fraction;

  if (unit.format === "BinarySI") {
    const exact = 15 - whole.length - Math.trunc((unit.exponent * 3) / 10) - 1;
    if (fraction === "" && exact >= 0) {
      const value = BigInt(whole);
      const result = value << BigInt(unit.exponent);
      return make(sign === "-" ? -result : result, 0, "BinarySI", 0, (value & 7n) !== 0n ? text : undefined);
    }
  } else {
    const scale = (unit.exponent - fraction.length) | 0;
    if (shifted.length <= INT64_DIGITS && scale >= NANO) {
      const kept = scale % 3 === 0 && !shifted.endsWith("000") && !shifted.startsWith("0");
      const value = BigInt(shifted);
      return make(sign === "-" ? -value : value, scale, unit.format, scale, kept ? text : undefined);
    }
  }
  if (!/[0-9]/.test(text.slice(0, text.length - suffix.length))) return undefined;
  return parseLong(sign === "-", shifted, -fraction.length, unit);
}

/** What an int64 can't hold: rounded up to whole nanos, away from zero; of binary ones the largest are capped. */
function parseLong(negative: boolean, digits: string, scale: number, unit: Unit): Quantity {
  let magnitude: bigint;
  let exponent = scale;
  if (unit.format === "BinarySI") {
    magnitude = BigInt(digits) << BigInt(unit.exponent);
  } else {
    magnitude = BigInt(digits);
    exponent += unit.exponent;
  }
  if (magnitude !== 0n && exponent < NANO) {
    const drop = NANO - exponent;
    // A magnitude of fewer digits than are dropped is less than one nano.
    magnitude = drop > digits.length + 20 ? 1n : divideUp(magnitude, 10n ** BigInt(drop));
    exponent = NANO;
  }
  let { format } = unit;
  if (format === "BinarySI") {
    const one = 10n ** BigInt(-exponent);
    if (magnitude > MAX_INT64 * one) {
      magnitude = MAX_INT64;
      exponent = 0;
    } else if (magnitude > 0n && magnitude < one) {
      format = "DecimalSI";
    }
  }
  return make(negative ? -magnitude : magnitude, exponent, format, undefined);
}

interface Unit {
  readonly format: QuantityFormat;
  /** Power of ten, of two for `BinarySI`. */
  readonly exponent: number;
}

function interpretSuffix(suffix: string): Unit | undefined {
  const decimal = Object.hasOwn(DECIMAL, suffix) ? DECIMAL[suffix] : undefined;
  if (decimal !== undefined) return { format: "DecimalSI", exponent: decimal };
  const binary = Object.hasOwn(BINARY, suffix) ? BINARY[suffix] : undefined;
  if (binary !== undefined) return { format: "BinarySI", exponent: binary };
  if (!/^[eE][+-]?[0-9]+$/.test(suffix) || suffix.length > 1000) return undefined;
  const exponent = BigInt(suffix.slice(1).replace("+", ""));
  if (BigInt.asIntN(64, exponent) !== exponent) return undefined;
  return { format: "DecimalExponent", exponent: Number(BigInt.asIntN(32, exponent)) };
}

function zero(format: QuantityFormat): Quantity {
  return { mantissa: 0n, exponent: 0, format, scale: 0 };
}

function make(
  mantissa: bigint,
  exponent: number,
  format: QuantityFormat,
  scale: number | undefined,
  text?: string,
): Quantity {
  const [bare, power] = mantissa === 0n ? [0n, 0] : withoutTrailingZeros(mantissa, exponent);
  return { mantissa: bare, exponent: power, format, scale, ...(text === undefined ? {} : { text }) };
}

function withoutTrailingZeros(mantissa: bigint, exponent: number): [bigint, number] {
  if (mantissa % 10n !== 0n) return [mantissa, exponent];
  const digits = mantissa.toString();
  const bare = digits.replace(/0+$/, "");
  return [BigInt(bare), exponent + digits.length - bare.length];
}

/** Division of a positive number, rounded up. */
function divideUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}

/** -1, 0 or 1, as `Quantity.Sign`. */
export function signOf(quantity: Quantity): -1 | 0 | 1 {
  return quantity.mantissa > 0n ? 1 : quantity.mantissa < 0n ? -1 : 0;
}

/** Less than, equal to or more than zero as `a` is to `b`: `Quantity.Cmp`. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const sign = signOf(a);
  if (sign !== signOf(b)) return sign < signOf(b) ? -1 : 1;
  if (sign === 0) return 0;
  const less = -sign as -1 | 1;
  const more = sign as -1 | 1;
  // Orders of magnitude first: powers of ten too large to write out then never are.
  const [orderA, orderB] = [magnitudeOf(a), magnitudeOf(b)];
  if (orderA !== orderB) return orderA < orderB ? less : more;
  const shift = a.exponent - b.exponent;
  const left = shift > 0 ? a.mantissa * 10n ** BigInt(shift) : a.mantissa;
  const right = shift < 0 ? b.mantissa * 10n ** BigInt(-shift) : b.mantissa;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Places before the decimal point. */
function magnitudeOf({ mantissa, exponent }: Quantity): number {
  return mantissa.toString().length - (mantissa < 0n ? 1 : 0) + exponent;
}

/** The sum, in the format of the first that isn't zero: `Quantity.Add`. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const { format } = a.mantissa === 0n ? b : a;
  if (a.mantissa === 0n || b.mantissa === 0n) {
    const { mantissa, exponent, scale } = a.mantissa === 0n ? b : a;
    return { mantissa, exponent, format, scale };
  }
  const gap = magnitudeOf(a) - magnitudeOf(b);
  // So far apart that the smaller doesn't show.
  if (Math.abs(gap) > 10_000) return gap < 0 ? b : a;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = a.mantissa * 10n ** BigInt(a.exponent - exponent) + b.mantissa * 10n ** BigInt(b.exponent - exponent);
  return make(sum, exponent, format, undefined);
}

/**
 * The value in units of `10^scale`, rounded away from zero, as an int64: `Quantity.ScaledValue`. What overflows is 0
 * or loses its high bits, as upstream.
 */
export function scaledValue(quantity: Quantity, scale: number): bigint {
  const { mantissa, exponent } = quantity;
  const shift = exponent - scale;
  if (quantity.scale === undefined && mantissa < 0n && !isCapped(quantity)) {
    // Upstream counts nanos in an int64, divides towards zero and adds one.
    const nanos = exponent - NANO >= 64 ? 0n : BigInt.asIntN(64, mantissa * 10n ** BigInt(exponent - NANO));
    const divisor = 10n ** BigInt(scale - NANO);
    return nanos / divisor + (nanos % divisor === 0n ? 0n : 1n);
  }
  if (shift < 0) {
    if (-shift > 100 + mantissa.toString().length) return mantissa === 0n ? 0n : mantissa > 0n ? 1n : -1n;
    const divisor = 10n ** BigInt(-shift);
    const value = mantissa < 0n ? -divideUp(-mantissa, divisor) : divideUp(mantissa, divisor);
    return BigInt.asIntN(64, value);
  }
  // From 10^64 on the low 64 bits are zero.
  const value = shift >= 64 ? 0n : mantissa * 10n ** BigInt(shift);
  const low = BigInt.asIntN(64, value);
  if (quantity.scale === undefined || (low === value && shift < 64)) return low;
  // An int64 that overflows wraps around where one multiplication does it, and is nothing otherwise.
  return WRAPPING_SHIFTS.includes(quantity.scale - scale) ? low : 0n;
}

const WRAPPING_SHIFTS: readonly number[] = [1, 2, 3, 6, 9];

/** True for what {@link parseQuantity} cut down to the largest binary amount. */
function isCapped({ mantissa, exponent, format }: Quantity): boolean {
  return format === "BinarySI" && exponent === 0 && (mantissa === MAX_INT64 || mantissa === -MAX_INT64);
}

/** The quantity rounded up to a multiple of `10^scale`, away from zero: `Quantity.RoundUp`. */
export function roundUpQuantity(quantity: Quantity, scale: number): Quantity {
  const { mantissa, exponent, format } = quantity;
  if (exponent >= scale) return quantity;
  const drop = scale - exponent;
  const magnitude = mantissa < 0n ? -mantissa : mantissa;
  // A magnitude of fewer digits than are dropped rounds to one.
  const rounded = drop > magnitude.toString().length ? 1n : divideUp(magnitude, 10n ** BigInt(drop));
  return make(mantissa < 0n ? -rounded : rounded, scale, format, quantity.scale === undefined ? undefined : scale);
}

/** True where the value in thousandths, as {@link scaledValue} gives it, comes to whole units. */
export function isWhole(quantity: Quantity): boolean {
  const { mantissa, exponent } = quantity;
  if (exponent >= 0 && exponent <= 3 && mantissa < SURELY_WHOLE && mantissa > -SURELY_WHOLE) return true;
  return scaledValue(quantity, -3) % 1000n === 0n;
}

/** True for a whole number of units. */
export function isIntegral(quantity: Quantity): boolean {
  return quantity.exponent >= 0;
}

/** The nearest floating-point number, for sums and shares that are shown. */
export function quantityToNumber(quantity: Quantity): number {
  return Number(`${quantity.mantissa}e${quantity.exponent}`);
}

/** The canonical spelling: `Quantity.String`. */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.mantissa === 0n) return "0";
  if (quantity.format === "BinarySI" && quantity.exponent >= 0 && quantity.exponent < 1000) {
    const value = quantity.mantissa * 10n ** BigInt(quantity.exponent);
    if (value <= -1024n || value >= 1024n) return formatBinary(value);
  }
  return formatDecimal(quantity);
}

function formatBinary(value: bigint): string {
  let rest = value;
  let power = 0;
  while (rest % 1024n === 0n) {
    rest /= 1024n;
    power++;
  }
  return `${rest}${["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][power] ?? ""}`;
}

/** The power of ten is the largest multiple of three that leaves a whole mantissa. */
function formatDecimal({ mantissa, exponent, format }: Quantity): string {
  const extra = ((exponent % 3) + 3) % 3;
  const power = exponent - extra;
  const digits = `${mantissa}${"0".repeat(extra)}`;
  if (format === "DecimalExponent") return power === 0 ? digits : `${digits}e${power}`;
  // Beyond the suffixes upstream writes none, and so another number.
  const suffix = Object.keys(DECIMAL).find((key) => DECIMAL[key] === power);
  return `${digits}${suffix ?? ""}`;
}
