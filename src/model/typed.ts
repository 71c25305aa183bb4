import { NumberLiteral } from "../input/tree.ts";
import type { LabelSelector, Labels, Requirement } from "../kubernetes/label-selector.ts";
import type { Field } from "./field.ts";

/*
 * Only DaemonSets are decoded. What other kinds hold may be of any type, though the API server takes no object in which
 * one is wrong.
 */

/** Whether a value is of a type. */
type Is<T> = (value: unknown) => value is T;

/** The value of a field where all of it is of a type and can be used; undefined where it is absent, too. */
export function typed<T>(field: Field, is: Is<T>): T | undefined {
  if (!field.whole) return undefined;
  const { value } = field;
  return is(value) ? value : undefined;
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** Null stands for what is not set, and for an empty item. */
export function isListOf<T>(is: Is<T>): Is<readonly (T | null)[]> {
  return (value): value is readonly (T | null)[] =>
    Array.isArray(value) && value.every((item) => item === null || is(item));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof NumberLiteral);
}

/** A map with fields of these types, which may be left out or null. */
export function isMapWith<T>(fields: { readonly [K in keyof T]-?: Is<NonNullable<T[K]>> }): Is<T> {
  const all = Object.entries(fields) as [string, Is<unknown>][];
  return (value): value is T => isMap(value) && all.every(([key, is]) => value[key] == null || is(value[key]));
}

export function isLabels(value: unknown): value is Labels {
  return isMap(value) && Object.values(value).every((label) => label === null || isText(label));
}

const isRequirement = isMapWith<Requirement>({ key: isText, operator: isText, values: isListOf(isText) });

export const isSelector = isMapWith<LabelSelector>({
  matchLabels: isLabels,
  matchExpressions: isListOf(isRequirement),
});
