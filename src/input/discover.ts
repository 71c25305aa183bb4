import { readdirSync, statSync } from "node:fs";
import type { RunError, Skipped } from "../engine/finding.ts";
export interface DiscoverOptions {
  cwd: string;
}
export interface Discovery {
  readonly files: readonly { file: string; path: string; explicit: boolean }[];
  readonly errors: readonly RunError[];
  readonly skipped: readonly Skipped[];
}
export async function discoverFiles(paths: readonly string[], _o: DiscoverOptions): Promise<Discovery> {
  const files: { file: string; path: string; explicit: boolean }[] = [];
  for (const p of paths) {
    if (statSync(p).isDirectory())
      for (const f of readdirSync(p, { recursive: true }) as string[]) {
        if (/\.(ya?ml|json)$/.test(f)) files.push({ file: `${p}/${f}`, path: `${p}/${f}`, explicit: false });
      }
    else files.push({ file: p, path: p, explicit: true });
  }
  return { files, errors: [], skipped: [] };
}
