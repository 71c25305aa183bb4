import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { LATEST_KUBERNETES, OLDEST_KUBERNETES } from "../../src/engine/kubernetes-version.ts";
import { NEWEST_MINOR, OLDEST_MINOR } from "../../src/validation/generated/schema.ts";
import { existsIn, fieldsOf } from "../../src/validation/structure/schema.ts";

test("the generated schema and validator are in step with their sources", () => {
  execFileSync(process.execPath, ["scripts/schema/generate.mjs", "--check"], { stdio: "pipe" });
});

test("the schema reaches from the oldest Kubernetes to the newest", () => {
  expect([1, OLDEST_MINOR]).toEqual(OLDEST_KUBERNETES);
  expect([1, NEWEST_MINOR]).toEqual(LATEST_KUBERNETES);
});

test("knows types of fields, and which releases have them", () => {
  const fields = fieldsOf("PodSpec");
  expect(fields?.get("containers")).toMatchObject({ shape: "list", of: "Container", since: undefined });
  expect(fields?.get("nodeSelector")).toMatchObject({ shape: "map", of: "string" });
  const os = fields?.get("os");
  expect(os && [existsIn(os, 22), existsIn(os, 23)]).toEqual([false, true]);
  const source = fieldsOf("PodResourceClaim")?.get("source");
  expect(source && [existsIn(source, 30), existsIn(source, 31)]).toEqual([true, false]);
  expect(fieldsOf("string")).toBeUndefined();
});
