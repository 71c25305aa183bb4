import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Finding, Result } from "../engine/finding.ts";
import { applyFixes, type WantedFixes } from "../fix/apply.ts";
import { decodeBytes } from "../input/decode.ts";
import { addTo } from "../model/group-by.ts";
import { UsageError } from "./usage-error.ts";

export interface FixedFiles {
  /** Fixes made, in all. */
  readonly fixes: number;
  readonly files: readonly string[];
}

/**
 * Makes the fixes of a result in its files, every other byte kept. What a finding says of a file that is not UTF-8, or
 * not a file, is left alone. Throws {@link UsageError} where a file can't be written.
 */
export function fixFiles(result: Result, wanted: WantedFixes, cwd: string): FixedFiles {
  const byFile = new Map<string, Finding[]>();
  for (const finding of result.findings) {
    if (finding.fix === undefined || finding.suppressed !== undefined) continue;
    addTo(byFile, finding.place.file, finding);
  }
  const files: string[] = [];
  let fixes = 0;
  for (const [file, findings] of byFile) {
    const path = resolve(cwd, file);
    const before = read(path);
    if (before === undefined) continue;
    const { text, applied } = applyFixes(before.text, findings, wanted);
    if (applied.length === 0) continue;
    try {
      writeFileSync(path, before.mark + text);
    } catch (thrown) {
      throw new UsageError(`can't write the fixed ${file}: ${(thrown as NodeJS.ErrnoException).code ?? thrown}`);
    }
    files.push(file);
    fixes += applied.length;
  }
  return { fixes, files };
}

/** A file's text as findings count it, and what stands before that text; undefined where it is not UTF-8. */
function read(path: string): { text: string; mark: string } | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  const decoded = decodeBytes(bytes);
  if ("error" in decoded) return undefined;
  const mark =
    bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) && !decoded.text.startsWith("\ufeff") ? "\ufeff" : "";
  return Buffer.from(mark + decoded.text).equals(bytes) ? { text: decoded.text, mark } : undefined;
}
