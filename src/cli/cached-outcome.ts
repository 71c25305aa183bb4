import { type PreparedProject, type ProjectRequest, prepareProject } from "../project/project.ts";
import { runKey } from "../project/run-key.ts";
import { keepOutcome, type Outcome, readOutcome, resultFolder } from "./result-cache.ts";

/**
 * What an earlier run of the same key has said; else what `judge` makes of the project, which is kept for the next.
 * Throws `UsageError` for a location that can't be trusted, and what preparing and judging throw.
 *
 * @param about what decides besides the working tree: see {@link runKey}
 */
export async function cachedOutcome(
  request: ProjectRequest,
  location: string | undefined,
  about: unknown,
  judge: (prepared: PreparedProject) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = resultFolder(location, request.cwd);
  const prepared = await prepareProject(request);
  const key = folder === undefined ? undefined : runKey(prepared, about);
  if (folder === undefined || key === undefined) return judge(prepared);
  const kept = readOutcome(folder, key);
  if (kept !== undefined) return kept;
  const judged = await judge(prepared);
  const outcome = { ...judged, stdout: [...judged.stdout] };
  // Files may have changed since the key was made.
  if (runKey(await prepareProject(request), about) === key) keepOutcome(folder, key, outcome);
  return outcome;
}
