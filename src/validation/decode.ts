import {
  NumberLiteral,
  type PlainValue,
  plainMap,
  toPlain,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../input/tree.ts";
import { parseQuantity } from "../kubernetes/quantity.ts";
import { formatVersion, type KubernetesVersion } from "../kubernetes/versions.ts";
import { isFreeMap } from "../model/free-maps.ts";
import type { DaemonSetObject } from "./decoded.ts";
import { validate as isSurelyWellFormed } from "./generated/gate.ts";
import { NEWEST_MINOR } from "./generated/schema.ts";
import { Path } from "./path.ts";
import { quote } from "./semantics/words.ts";
import { duplicateFields } from "./structure/duplicates.ts";
import { readPlain } from "./structure/plain.ts";
import { meantQuantity } from "./structure/quantity-spelling.ts";
import { existsIn, type FieldType, fieldsOf } from "./structure/schema.ts";
import { wrongType } from "./structure/type-words.ts";
import { unknownField } from "./structure/unknown-field.ts";
import { type ApiError, ErrorList } from "./types.ts";

export interface DecodeResult {
  /** What could be decoded. With a `DecodeError` among the errors the API server looks no further. */
  readonly object: DaemonSetObject;
  readonly errors: readonly ApiError[];
  /** What was left out of it for its type, be the value unknown or not. */
  readonly refused: readonly YamlNode[];
}

/**
 * Decodes a DaemonSet as the API server of a release does with strict field validation: `apimachinery`,
 * `pkg/runtime/serializer/json`, and `sigs.k8s.io/json`. Where the server stops at the first value of a wrong type, all
 * are told; where it gives no path, we do. A value that `isUnknown` is taken for a right one.
 */
export function decodeDaemonSet(
  root: YamlMap,
  target: KubernetesVersion,
  isUnknown: (node: YamlNode) => boolean = () => false,
): DecodeResult {
  const errors = new ErrorList();
  const { value, hasDuplicates, hasLiterals } = readPlain(root);
  if (hasDuplicates) duplicateFields(root, errors);
  const minor = target[0] > 1 ? NEWEST_MINOR : Math.min(target[1], NEWEST_MINOR);
  const isWellFormed = minor === NEWEST_MINOR && !hasLiterals && isSurelyWellFormed(value);
  const decoder = new Decoder(minor, errors, isUnknown);
  const object = (isWellFormed ? value : decoder.struct(root, "DaemonSet", Path.root)) as DaemonSetObject;
  convert(object, errors);
  return { object, errors: errors.errors, refused: decoder.refused };
}

/** What can go wrong when the decoded object is turned into the server's own: `pkg/apis/apps/v1/conversion.go`. */
function convert(object: DaemonSetObject, errors: ErrorList): void {
  const generation = object.metadata?.annotations?.[TEMPLATE_GENERATION];
  if (generation === undefined || isInt64(generation)) return;
  const path = Path.root.child("metadata", "annotations").key(TEMPLATE_GENERATION);
  const message = `${TEMPLATE_GENERATION} must be a whole number, not ${quote(generation)}; the server keeps it itself: delete it`;
  errors.add("DecodeError", path, message);
}

const TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

type Value = PlainValue | undefined;

/** Walks a document beside the schema. A field that is left out of the result is absent, as null is. */
class Decoder {
  readonly #minor: number;
  readonly #errors: ErrorList;
  readonly #isUnknown: (node: YamlNode) => boolean;
  readonly refused: YamlNode[] = [];

  constructor(minor: number, errors: ErrorList, isUnknown: (node: YamlNode) => boolean) {
    this.#minor = minor;
    this.#errors = errors;
    this.#isUnknown = isUnknown;
  }

  struct(node: YamlMap, type: string, path: Path): { [key: string]: PlainValue } {
    const fields = fieldsOf(type);
    const object = plainMap();
    for (const { key, value } of node.entries) {
      const field = fields?.get(key);
      const at = path.child(key);
      if (field === undefined || !existsIn(field, this.#minor)) {
        if (field === undefined || field.until !== undefined) {
          const { message, ...details } = unknownField(key, value, at, this.#minor);
          this.#errors.add("UnknownField", at, message, { part: "key", ...details });
          continue;
        }
        const since = [1, field.since ?? 0] as const;
        const message = `${key} came with Kubernetes ${formatVersion(since)}: ${formatVersion([1, this.#minor])} does not know it`;
        this.#errors.add("UnknownField", at, message, { part: "key", since });
      }
      const decoded = this.#field(value, field, at);
      if (decoded !== undefined) object[key] = decoded;
    }
    return object;
  }

  #field(node: YamlNode, field: FieldType, path: Path): Value {
    if (field.shape === "one") return this.#one(node, field.of, path);
    if (isNull(node)) return undefined;
    if (field.shape === "list") {
      if (node.kind !== "sequence") return this.#refuse(node, field, path);
      return node.items.map((item, index) => this.#one(item, field.of, path.index(index)) ?? zeroOf(field.of));
    }
    if (node.kind !== "map") return this.#refuse(node, field, path);
    const object = plainMap();
    for (const { key, value } of node.entries) {
      object[key] = this.#one(value, field.of, path.key(key)) ?? zeroOf(field.of);
    }
    return object;
  }

  #one(node: YamlNode, type: string, path: Path): Value {
    if (isNull(node)) return undefined;
    if (fieldsOf(type) !== undefined) {
      return node.kind === "map" ? this.struct(node, type, path) : this.#refuse(node, { shape: "one", of: type }, path);
    }
    if (type === "Raw") return toPlain(node);
    const value = node.kind === "scalar" ? leaf(node, type) : undefined;
    if (value !== undefined) return value;
    if (type === "Quantity" && node.kind === "scalar" && typeof node.value === "string") {
      return this.#refuseQuantity(node, node.value, path);
    }
    return this.#refuse(node, { shape: "one", of: type }, path);
  }

  #refuse(node: YamlNode, type: Pick<FieldType, "shape" | "of">, path: Path): undefined {
    this.refused.push(node);
    if (this.#isUnknown(node)) return;
    const { message, ...details } = wrongType(nameOf(path), type, node);
    this.#errors.add("DecodeError", path, message, details);
  }

  #refuseQuantity(node: YamlScalar, text: string, path: Path): undefined {
    this.refused.push(node);
    if (this.#isUnknown(node)) return;
    const suggestion = meantQuantity(text);
    const said = text === "" ? "an empty text" : quote(text);
    const hint = suggestion === undefined ? "a number with a unit such as m, M, Gi" : suggestion;
    this.#errors.add("DecodeError", path, `${path.segment} is ${said}, which is no quantity: write ${hint}`, {
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** What null stands for as an item of a list or a value of a map. */
function zeroOf(type: string): PlainValue {
  if (fieldsOf(type) !== undefined) return plainMap();
  if (type === "string") return "";
  if (type === "Quantity") return "0";
  return type === "boolean" ? false : 0;
}

const INT32 = 2 ** 31;
const INT64 = 2n ** 63n;

/** The value of a scalar of a type; undefined where it is none. */
function leaf(node: YamlScalar, type: string): Value {
  // The only whole number whose text a JavaScript number can't keep.
  const value = node.value instanceof NumberLiteral && node.value.text === "-0" ? 0 : node.value;
  switch (type) {
    case "string":
      return typeof value === "string" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "int32":
      return isInt32(value) ? value : undefined;
    case "int64":
      if (typeof value === "bigint") return value >= -INT64 && value < INT64 ? Number(value) : undefined;
      return typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? value : undefined;
    case "IntOrString":
      return typeof value === "string" || isInt32(value) ? value : undefined;
    case "Quantity": {
      if (typeof value === "boolean" || value === null) return undefined;
      const text = value instanceof NumberLiteral ? value.text : String(value);
      return parseQuantity(text) === undefined ? undefined : text;
    }
    default:
      return typeof value === "string" && isTime(value) ? value : undefined;
  }
}

function isInt32(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= -INT32 && value < INT32;
}

function isInt64(text: string): boolean {
  if (!/^[+-]?[0-9]+$/.test(text)) return false;
  const digits = text.replace(/^[+-]?0*/, "");
  return digits.length < 19 || (digits.length === 19 && BigInt(digits) < INT64 + (text.startsWith("-") ? 1n : 0n));
}

/** As Go's `time.Parse` reads RFC 3339. */
function isTime(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  const inDay = hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute <= 60;
  return day >= 1 && day <= days && inDay;
}

/** A field as a message names it: its key, in quotes where the author chose it, or key and index of an item. */
function nameOf(path: Path): string {
  const { segment, parent } = path;
  if (typeof segment === "number") return `${String(parent?.segment ?? "")}[${segment}]`;
  if (isFreeMap(parent?.segment)) return quote(String(segment));
  return String(segment ?? "the object");
}
