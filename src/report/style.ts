import type { Severity } from "../engine/finding.ts";

type Paint = (text: string) => string;

/** The few ways of setting text off that terminals agree on. */
export interface Style {
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
}

export function style(color: boolean): Style {
  const paint =
    (codes: string): Paint =>
    (text) =>
      color && text !== "" ? `\x1b[${codes}m${text}\x1b[0m` : text;
  return {
    severity: { error: paint("1;31"), warning: paint("33"), note: paint("36") },
    bold: paint("1"),
    dim: paint("2"),
    good: paint("32"),
  };
}
