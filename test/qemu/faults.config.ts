import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: { include: ["test/qemu/faults.ts"], globalSetup: "test/support/install-setup.ts", reporters: ["verbose"], root: "." },
});

export default config;
