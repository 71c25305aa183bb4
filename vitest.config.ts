import { defineConfig } from "vitest/config";

// A limit that only something which hangs reaches: tests must not fail because a machine is slow.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000 } });
