import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agree, isRefused, outcomes, outcomesOf } from "./outcome.ts";

type Case = [string | { base64: string }, (string | null)[]];

test("every manifest reads as kubectl reads it", () => {
  const lines = readFileSync(new URL("expected.jsonl", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const wrong: unknown[] = [];
  for (const line of lines) {
    const [manifest, documents] = JSON.parse(line) as Case;
    const bytes =
      typeof manifest === "string" ? new TextEncoder().encode(manifest) : Buffer.from(manifest.base64, "base64");
    const ours = outcomes(bytes);
    const kubectls = outcomesOf(documents);
    if (!agree(ours, kubectls) && !isRefused(ours)) wrong.push({ manifest, ours, kubectls });
  }
  expect(wrong).toEqual([]);
  expect(lines.length).toBeGreaterThan(3000);
});
