import { join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// What test/provision unpacked comes last on PATH.
const TOOLS = join(import.meta.dirname, ".cache/tools/usr/bin");

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    env: { PATH: `${process.env["PATH"]}:${TOOLS}` },
    testTimeout: 60_000,
    hookTimeout: 600_000,
    reporters: ["default", "./test/support/count-reporter.ts"],
  },
});

export default config;
