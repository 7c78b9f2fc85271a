import { join } from "node:path";
import { defineConfig, type TestProjectInlineConfiguration, type ViteUserConfig } from "vitest/config";

// What test/provision unpacked comes last on PATH.
const TOOLS = join(import.meta.dirname, ".cache/tools/usr/bin");

/** Where the tests are that need more than this checkout and Node, by what they need. All others are the project `fast`. */
const PLACES = {
  /** Programs to start: shells, tar, LXC's tools, and ours as it would be installed. */
  process: [
    "test/apply/reality",
    "test/check/beside-lxc-info",
    "test/cli/completion",
    "test/cli/fix-files",
    "test/cli/man-page",
    "test/cli/process",
    "test/cli/rootfs-inputs",
    "test/diff/diff-lines",
    "test/docs/editor",
    "test/docs/makefile",
    "test/docs/migration",
    "test/docs/readme",
    "test/io/open-tarball",
    "test/io/outputs",
    "test/linux/access",
    "test/linux/capability-attribute",
    "test/load-command",
    "test/manifest/write-elf",
    "test/oci/base",
    "test/render/container-log",
    "test/lxc/launcher",
    "test/lxc/lxccpid",
    "test/render/quote",
    "test/lxc/remount",
    "test/rootfs/elf",
    "test/rpm/database",
    "test/schema/mutations",
    "test/schema/misspellings",
    "test/schema/repository",
    "test/shell/dash",
    "test/start",
    "test/support/linked-elf",
    "test/tar/first-name",
    "test/tar/foreign-format",
    "test/tar/write-archive",
    "test/units/systemd-analyze",
    "test/yocto/appends",
    "test/yocto/functions",
    "test/yocto/python",
  ],
  /** Programs as well, and time: every golden case, liblxc and shells for each of many texts, inputs made to be costly, every reader of tar, the package, a browser. */
  slow: [
    "test/bench/quick",
    "test/loader/beside-ld-so",
    "test/loader/real-loaders",
    "test/cli/many-overlays",
    "test/entries/remove-script",
    "test/golden/accepted",
    "test/golden/launchers",
    "test/hostile/process",
    "test/package",
    "test/page/browser",
    "test/lxc/lxc-conf",
    "test/tar/oracles",
    "test/yocto/apply",
    "test/yocto/variants",
  ],
  /** A registry. */
  registry: ["test/registry/*"],
  /** Root file systems of Debian devices, and other versions of Node. */
  real: ["test/real/*", "test/determinism/*"],
  /** Guests of QEMU. */
  device: ["test/qemu/*"],
} as const;

const filesOf = (places: readonly string[]): string[] => places.map((place) => `${place}.test.ts`);

const SETUP = ["test/support/produced-codes-setup.ts", "test/support/json-schemas-setup.ts"];

const needing = (name: keyof typeof PLACES): TestProjectInlineConfiguration => ({
  test: {
    name,
    include: filesOf(PLACES[name]),
    setupFiles: SETUP,
    globalSetup: "test/support/install-setup.ts",
    testTimeout: 300_000,
    hookTimeout: 600_000,
    css: true,
  },
});

/** They share nothing that changes, and so need no module of their own. */
const fast: TestProjectInlineConfiguration = {
  test: {
    name: "fast",
    include: ["test/**/*.test.ts"],
    setupFiles: SETUP,
    exclude: Object.values(PLACES).flatMap(filesOf),
    testTimeout: 60_000,
    isolate: false,
    css: true,
  },
};

const config: ViteUserConfig = defineConfig({
  test: {
    env: { PATH: `${process.env["PATH"]}:${TOOLS}` },
    maxWorkers: "100%",
    reporters: ["default", "./test/support/count-reporter.ts"],
    projects: [fast, needing("process"), needing("slow"), needing("registry"), needing("real"), needing("device")],
  },
});

export default config;
