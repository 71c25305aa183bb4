import type { DaemonSet } from "kubernetes-types/apps/v1.d.ts";
import type { KubernetesVersion } from "../kubernetes/versions.ts";
import type { PlacePath } from "../model/place-set.ts";
import type { Path } from "./path.ts";

/**
 * Type of an API server error (`k8s.io/apimachinery/pkg/util/validation/field`, `ErrorType`, and
 * `pkg/apis/meta/v1`, `CauseType`), of a refusal by strict decoding, or of a warning header.
 */
export type ApiErrorType =
  | "FieldValueRequired"
  | "FieldValueInvalid"
  | "FieldValueNotSupported"
  | "FieldValueForbidden"
  | "FieldValueDuplicate"
  | "FieldValueNotFound"
  | "FieldValueTooLong"
  | "FieldValueTooMany"
  | "FieldValueTypeInvalid"
  | "FieldValueTooFew"
  | "InternalError"
  | "UnknownField"
  | "DuplicateField"
  | "DecodeError"
  | "Warning";

/** One thing that the API server says of an object, in our words. */
export interface ApiError {
  readonly type: ApiErrorType;
  /** Where it stands in the object, for its position; may point deeper than {@link field}, or at what is not written. */
  readonly path: readonly (string | number)[];
  /** The field as the API server prints it. */
  readonly field: string;
  readonly message: string;
  /** Where the key and not the value is at fault. */
  readonly part?: "key";
  /** What to write instead, where one text can take the place of the value, or of the key with `part: "key"`. */
  readonly suggestion?: string;
  /** Of a `DecodeError`: the value would do if it stood in quotes. */
  readonly quotes?: boolean;
  /** Of an `UnknownField`: where its value is meant to stand; "*" is any item of a list. */
  readonly meant?: readonly PlacePath[];
  /** True where it follows from another error of the object alone. The API server tells it; a person need not hear it. */
  readonly isConsequence?: boolean;
  /** Of an `UnknownField`: the release that brought the field, where the target is only too old for it. */
  readonly since?: KubernetesVersion;
}

/**
 * A type of `kubernetes-types` as it is after decoding: any field may be missing, since a zero value and an absent one
 * are often the same to the server, and only semantics knows which must be there. Null is gone: such a field is absent,
 * a null item of a list or value of a map is the zero value of its type, of structs an empty object. Numbers are numbers (of an int64
 * too large for one, the nearest), quantities and times keep their text, an IntOrString is the number or the string.
 * Maps have no prototype.
 */
export type Decoded<T> = T extends readonly (infer E)[]
  ? Decoded<E>[]
  : T extends object
    ? { -readonly [K in keyof T]?: Decoded<T[K]> | undefined }
    : T;

export type DecodedDaemonSet = Decoded<DaemonSet>;

interface Details {
  /** Place, where it isn't that of the printed path. */
  readonly at?: Path;
  readonly part?: "key";
  readonly suggestion?: string;
  readonly quotes?: boolean;
  readonly meant?: readonly PlacePath[];
  readonly since?: KubernetesVersion;
}

/** Faults that are gathered of an object: more than anyone reads, and what hostile manifests take memory by. */
const MOST = 100_000;

/** Gathers what is wrong with an object. */
export class ErrorList {
  readonly errors: ApiError[] = [];

  add(type: ApiErrorType, path: Path, message: string, details: Details = {}): void {
    const { at, ...rest } = details;
    if (this.errors.length >= MOST) {
      if (this.errors.length > MOST) return;
      const said = `the object has more faults than the ${MOST} that are told of one; mend these first`;
      this.errors.push({ type, path: [], field: "", message: said });
      return;
    }
    this.errors.push({ type, path: (at ?? path).segments(), field: path.toString(), message, ...rest });
  }

  required(path: Path, message: string, details?: Details): void {
    this.add("FieldValueRequired", path, message, details);
  }

  invalid(path: Path, message: string, details?: Details): void {
    this.add("FieldValueInvalid", path, message, details);
  }

  notSupported(path: Path, message: string, details?: Details): void {
    this.add("FieldValueNotSupported", path, message, details);
  }

  forbidden(path: Path, message: string, details?: Details): void {
    this.add("FieldValueForbidden", path, message, details);
  }

  duplicate(path: Path, message: string, details?: Details): void {
    this.add("FieldValueDuplicate", path, message, details);
  }

  notFound(path: Path, message: string, details?: Details): void {
    this.add("FieldValueNotFound", path, message, details);
  }

  tooLong(path: Path, message: string, details?: Details): void {
    this.add("FieldValueTooLong", path, message, details);
  }

  warning(path: Path, message: string, details?: Details): void {
    this.add("Warning", path, message, details);
  }
}
