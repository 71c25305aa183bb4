import { once } from "node:events";
import { expect, test } from "vitest";
import { commandLine, daemonSet } from "../support/cli.ts";

const { start, write } = commandLine();

test("--watch lints again when a file changes, and ends with the last exit code", async () => {
  write("w/a.yaml", daemonSet("a"));
  const child = start(["w", "--watch", "--format", "compact"]);
  let said = "";
  const seen = (words: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (said.includes(words)) resolve();
      };
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      look();
    });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await seen("watching w");
  expect(said).not.toContain("host-pid");
  // A system may lose a change while it is busy: it is made until it is seen.
  const again = setInterval(() => write("w/a.yaml", daemonSet("a", "      hostPID: true\n")), 500);
  await seen("[host-pid]");
  clearInterval(again);
  const ended = once(child, "exit");
  child.kill("SIGINT");
  expect((await ended)[0]).toBe(1);
}, 60_000);
