import type { Severity } from "../engine/finding.ts";
import { fingerprints } from "../engine/fingerprint.ts";
import { printableJson } from "../text/printable.ts";
import { sha256 } from "../text/sha256.ts";
import { activeFindings, type ReportInput } from "./input.ts";
import { repositoryPath } from "./repository-path.ts";
import { messageOf } from "./resource-name.ts";

const SEVERITY: Readonly<Record<Severity, string>> = { error: "critical", warning: "major", note: "info" };

/** GitLab's code quality report. What could not be checked is in it too, as `blocker`, lest it look clean. */
export function gitlab({ result, options }: ReportInput): string {
  const findings = activeFindings(result);
  const keys = fingerprints(findings, "file");
  return printableJson([
    ...result.errors.map(({ file, line, message }, i) => ({
      description: `could not be checked: ${message}`,
      check_name: "could-not-check",
      fingerprint: sha256(JSON.stringify(["could-not-check", file, message, i])).slice(0, 32),
      severity: "blocker",
      location: { path: repositoryPath(file, options), lines: { begin: line } },
    })),
    ...findings.map((finding, i) => ({
      description: messageOf(finding),
      check_name: finding.rule,
      fingerprint: keys[i],
      severity: SEVERITY[finding.severity],
      location: {
        path: repositoryPath(finding.place.file, options),
        lines: { begin: finding.place.line, end: finding.place.endLine },
      },
    })),
  ]);
}
