import { writeFileSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

/** Writes a report to a file. Throws {@link UsageError}. */
export function writeReport(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    throw new UsageError(`can't write the report to ${file}: ${code ?? message}`);
  }
}
