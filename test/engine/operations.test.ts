import { expect, test } from "vitest";
import { RULES } from "../../rules/index.ts";
import { mixedTexts } from "../../scripts/bench-inputs.mjs";
import { lateKinds } from "../../src/engine/late.ts";
import type { Rule } from "../../src/engine/rule.ts";
import { Run } from "../../src/engine/run.ts";
import { resolveSettings } from "../../src/engine/settings.ts";
import { uniform } from "../../src/engine/settings-source.ts";
import { readDocuments } from "../../src/input/read.ts";
import type { YamlNode } from "../../src/input/tree.ts";

// What a run does, not how long it takes: a number that grows here makes every run slower. Lower it when it has shrunk;
// raise it only with a reason.
const DOCUMENTS = 1000;
const DAEMON_SETS = 100;

const texts: string[] = [...mixedTexts(DOCUMENTS)];
const settings = resolveSettings(RULES, {});

function nodesOf(node: YamlNode): number {
  if (node.kind === "scalar") return 1;
  const inside = node.kind === "map" ? node.entries.map(({ value }) => value) : node.items;
  return inside.reduce((sum, child) => sum + nodesOf(child), 1);
}

test("documents are composed only where a rule wants them, and can't wait for the DaemonSets", () => {
  const wants = uniform(settings).kinds("a.yaml");
  const late = lateKinds(RULES);
  let documents = 0;
  let composed = 0;
  let nodes = 0;
  for (const text of texts) {
    for (const document of readDocuments(text, { wants, late })) {
      documents++;
      if (document.kind !== "tree") continue;
      composed++;
      nodes += nodesOf(document.root);
    }
  }
  expect(documents).toBe(DOCUMENTS);
  expect(composed).toBeLessThanOrEqual(100);
  expect(nodes).toBeLessThanOrEqual(10_000);
});

test("a rule looks at a resource once, and across resources once a run", () => {
  const counts = { check: 0, checkResource: 0, gather: 0, checkWorkspace: 0 };
  const counted = RULES.map((rule) => {
    const copy = { ...rule } as Record<string, unknown>;
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) {
      const own = copy[name] as ((context: unknown) => unknown) | undefined;
      if (own === undefined) continue;
      copy[name] = (context: unknown) => {
        counts[name]++;
        return own.call(copy, context);
      };
    }
    return copy as unknown as Rule;
  });
  const run = new Run({ settings: resolveSettings(counted, {}) });
  for (const [n, content] of texts.entries()) run.add({ file: `${n}.yaml`, content });
  expect(run.finish().summary).toMatchObject({ documents: DOCUMENTS, daemonSets: DAEMON_SETS });
  const acrossRun = settings.rules.filter(({ rule }) => "checkWorkspace" in rule).length;
  expect(counts.check).toBeLessThanOrEqual(DAEMON_SETS * 37);
  expect(counts.checkWorkspace).toBeLessThanOrEqual(acrossRun);
  expect(counts.checkResource).toBeLessThanOrEqual(200);
  expect(counts.gather).toBeLessThanOrEqual(700);
});
