import { readFileSync } from "node:fs";
import { error, setFailed } from "@actions/core";
import type { RunError } from "../engine/finding.ts";
import { runAction } from "./action.ts";

runAction({
  workspace: process.env["GITHUB_WORKSPACE"] ?? process.cwd(),
  temporary: process.env["RUNNER_TEMP"] ?? ".",
  event: readEvent(process.env["GITHUB_EVENT_PATH"]),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    const { errors = [] } = thrown as { errors?: readonly RunError[] };
    for (const { file, line, message } of errors) error(message, { file, startLine: line });
    setFailed(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 2;
  },
);

/** What GitHub says of the event; nothing where it says nothing. */
function readEvent(path: string | undefined): unknown {
  if (path === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
