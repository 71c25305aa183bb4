import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../rules/index.ts";
import { Context } from "../../src/engine/context.ts";
import { isDaemonSetRule, isWorkspaceRule, ruleSetOf } from "../../src/engine/rule-set.ts";
import { resolveSettings } from "../../src/engine/settings.ts";
import { readDocuments } from "../../src/input/read.ts";
import type { YamlMap, YamlNode } from "../../src/input/tree.ts";
import { DaemonSet } from "../../src/model/daemon-set.ts";
import { Lines } from "../../src/model/lines.ts";
import type { Resource } from "../../src/model/resource.ts";
import { isDaemonSet, resourcesOf } from "../../src/model/resources.ts";
import { markUnusable } from "../../src/validation/index.ts";

// A rule is not run on a DaemonSet that has none of the keys that it needs: there it would have nothing to say.

const settings = resolveSettings(RULES, {
  preset: "strict",
  cluster: { nodes: 100, nodeAllocatable: { cpu: "2", memory: "4Gi" } },
});
const needy = settings.rules.filter(
  ({ rule }) => (isDaemonSetRule(rule) || isWorkspaceRule(rule)) && rule.needs !== undefined,
);

interface Document {
  readonly root: YamlMap;
  readonly lines: Lines;
}

function documents(): Document[] {
  const files = readdirSync("fixtures", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  return files.flatMap((name) => {
    const text = readFileSync(join("fixtures", name), "utf8");
    const lines = new Lines(text);
    return [...readDocuments(text)].flatMap((document) =>
      document.kind === "tree" && document.root.kind === "map" ? [{ root: document.root, lines }] : [],
    );
  });
}

function without(node: YamlNode, keys: readonly string[]): YamlNode {
  if (node.kind === "sequence") return { ...node, items: node.items.map((item) => without(item, keys)) };
  if (node.kind === "scalar") return node;
  const kept = node.entries.filter(({ key }) => !keys.includes(key));
  return { ...node, entries: kept.map((entry) => ({ ...entry, value: without(entry.value, keys) })) };
}

function daemonSetsOf(root: YamlMap, lines: Lines): Resource[] {
  return [...resourcesOf(root, { file: "a.yaml", document: 0, lines })].filter(isDaemonSet);
}

const all = documents();

test.each(needy.map((active) => [active.rule.id, active] as const))(
  "%s says nothing without the keys that it needs",
  (_, active) => {
    const { rule } = active;
    if (!isDaemonSetRule(rule) && !isWorkspaceRule(rule)) throw new Error("judges no DaemonSet");
    let had = 0;
    for (const { root, lines } of all) {
      const needed = daemonSetsOf(root, lines).filter((resource) => resource.hasKeyOf(rule.needs ?? [])).length;
      if (needed === 0) continue;
      had += needed;
      for (const resource of daemonSetsOf(without(root, rule.needs ?? []) as YamlMap, lines)) {
        expect(ruleSetOf(settings).isNeeded(rule, resource)).toBe(false);
        markUnusable(resource, settings.kubernetes);
        const context = new Context(active, settings, resource, new DaemonSet(resource));
        const said = isDaemonSetRule(rule) ? rule.check(context) : rule.gather(context);
        expect([...said]).toEqual([]);
      }
    }
    expect(had, "a fixture in which such a key is written").toBeGreaterThan(0);
  },
);

test("under the Pod Security Standards every rule is asked, whatever is written", () => {
  const literal = ruleSetOf(resolveSettings(RULES, { preset: "pss-restricted" }));
  const [first] = all.flatMap(({ root, lines }) => daemonSetsOf(root, lines));
  for (const { rule } of literal.daemonSet) expect(literal.isNeeded(rule, first as Resource)).toBe(true);
});
