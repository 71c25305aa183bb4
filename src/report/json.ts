import type { Finding, RunError, Severity, Skipped, Summary, Suppressed, TextEdit } from "../engine/finding.ts";
import type { ResourceRef } from "../model/place.ts";
import { printableJson } from "../text/printable.ts";
import type { ReportInput } from "./input.ts";

/** The report for programs, version 1; `schemas/report.schema.json` describes it. */
export interface JsonReport {
  readonly version: 1;
  readonly findings: readonly JsonFinding[];
  readonly errors: readonly RunError[];
  readonly skipped: readonly Skipped[];
  readonly summary: Summary;
}

export interface JsonFinding {
  readonly rule: string;
  readonly category: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly document: number;
  readonly resource: ResourceRef;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly api?: string;
  readonly pss?: readonly string[];
  readonly related: readonly {
    readonly message: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
  readonly fix?: {
    readonly safety: "safe" | "unsafe";
    readonly description: string;
    readonly edits: readonly TextEdit[];
  };
  readonly suppressed?: Suppressed;
}

export function json({ result }: ReportInput): string {
  const report: JsonReport = {
    version: 1,
    findings: result.findings.map(jsonFinding),
    errors: result.errors.map(({ file, line, column, message }) => ({ file, line, column, message })),
    skipped: result.skipped.map(({ file, reason }) => ({ file, reason })),
    summary: {
      files: result.summary.files,
      documents: result.summary.documents,
      daemonSets: result.summary.daemonSets,
      findings: {
        error: result.summary.findings.error,
        warning: result.summary.findings.warning,
        note: result.summary.findings.note,
      },
    },
  };
  return printableJson(report);
}

function jsonFinding(finding: Finding): JsonFinding {
  const { rule, category, severity, message, place, api, pss, related, fix, suppressed } = finding;
  const { apiVersion, kind, namespace, name } = place.resource;
  return {
    rule,
    category,
    severity,
    message,
    file: place.file,
    document: place.document,
    resource: {
      apiVersion,
      kind,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
    },
    path: place.path,
    line: place.line,
    column: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
    ...(api === undefined ? {} : { api }),
    ...(pss === undefined ? {} : { pss }),
    related: related.map(({ message, place }) => ({
      message,
      file: place.file,
      line: place.line,
      column: place.column,
    })),
    ...(fix === undefined
      ? {}
      : {
          fix: {
            safety: fix.safety,
            description: fix.description,
            edits: fix.edits.map(({ offset, length, text }) => ({ offset, length, text })),
          },
        }),
    ...(suppressed === undefined
      ? {}
      : { suppressed: { kind: suppressed.kind, justification: suppressed.justification } }),
  };
}
