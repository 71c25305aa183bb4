import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const report = process.env["DSLINT_TEST_REPORT"];

export default defineConfig({
  define: { DSLINT_VERSION: JSON.stringify(version), DSLINT_BUILD: JSON.stringify("sources") },
  test: {
    // A limit that only something which hangs reaches: tests must not fail because a machine is slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
