import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { type Command, OUTPUT, writes } from "./command.ts";
import type { Cost } from "./sampler.ts";

/**
 * Runs a command. What the last one wrote is removed first if this one writes, too: the kernel then has pages at hand that were in use a
 * moment ago. Those that were freed long before go back to the host of a virtual machine, and whoever touches them first waits for it.
 */
export const measure = (command: Command): Cost => {
  if (writes(command)) {
    rmSync(OUTPUT, { recursive: true, force: true });
    mkdirSync(OUTPUT);
  }
  const { status, stdout, stderr } = spawnSync("python3", ["bench/cost.py", ...command.words], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command.name}: ${stderr}`);
  const { seconds, processor, kilobytes } = JSON.parse(stdout);
  return { seconds, processor, megabytes: kilobytes / 1024 };
};
