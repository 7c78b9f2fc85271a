import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({ test: { include: ["test/qemu/faults.ts"], reporters: ["verbose"], root: "." } });

export default config;
