import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { DiscoveredFile } from "../input/discover.ts";
import { readBounded } from "../input/discover-read.ts";
import { baselineFiles } from "./baseline-file.ts";
import type { PreparedProject } from "./project.ts";

/**
 * A digest of all that a run's output follows from: what was asked for, every manifest, configuration and baseline, what
 * discovery and git say. Two runs of one key say the same. Undefined where programs take part whose answer can't be told
 * beforehand, or where the run is to write what it reads.
 *
 * @param about what decides besides the working tree, as JSON has it: the program's build, flags, the terminal
 */
export function runKey(prepared: PreparedProject, about: unknown): string | undefined {
  const { request, found, sources, context, config, configFiles, changed } = prepared;
  if (request.render !== undefined || request.updateBaseline) return undefined;
  const hash = createHash("sha256");
  const add = (part: string | Uint8Array): void => {
    hash.update(`${Buffer.byteLength(part)}:`);
    hash.update(part);
  };
  const baseline = request.baseline ?? config?.baseline;
  const baselinePath = baseline === undefined ? undefined : resolve(request.cwd, baseline);
  const changes = changed && [changed.by, [...changed.files]];
  add(JSON.stringify([about, found, context, sources.map(({ file }) => file), configFiles, baselinePath, changes]));
  for (const { content } of sources) add(content);
  for (const file of configFiles) add(contentOf(file));
  if (baselinePath !== undefined) {
    add(contentOf(baselinePath));
    // What it accepts in a file is stale once the file is gone.
    add(JSON.stringify(baselineFiles(baselinePath)));
  }
  const addFile = ({ file, path }: DiscoveredFile): void => {
    if (config?.excludes?.(file)) return;
    const read = readBounded(path, request.limits?.fileBytes);
    add("content" in read ? "read" : "refused");
    add("content" in read ? read.content : read.refused);
  };
  for (const file of found.files) addFile(file);
  for (const file of context?.files ?? []) addFile(file);
  return hash.digest("hex");
}

function contentOf(file: string): Uint8Array | string {
  try {
    return readFileSync(file);
  } catch (thrown) {
    return String((thrown as NodeJS.ErrnoException).code);
  }
}
