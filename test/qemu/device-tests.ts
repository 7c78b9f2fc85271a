import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { runDevice } from "../../qemu/device.ts";
import { MACHINES } from "../../qemu/machines.ts";
import { MODES } from "../../qemu/modes.ts";
import { readScenarios } from "../../qemu/scenarios.ts";
import { readVerdicts, type Verdict } from "../../qemu/verdicts.ts";
import { installed } from "../support/installed.ts";
import { needs } from "../support/needs.ts";

const LOGS = resolve(import.meta.dirname, "../../.cache/qemu/logs");

/** Boots a device once for each directory of scenarios; each of their checks is a test, which fails unless the device says that it passed. */
export const testDevice = (name: keyof typeof MACHINES, modes: readonly (keyof typeof MODES)[]): void => {
  const machine = MACHINES[name];
  needs(machine.qemu[0], "mmdebstrap", "bsdtar", "busybox", "mke2fs")(name, () => {
    const main = installed();
    for (const each of modes) {
      const scenarios = readScenarios(join(import.meta.dirname, each));
      const log = join(LOGS, `${name}-${each}.log`);
      let verdicts: ReadonlyMap<string, Verdict> = new Map();
      beforeAll(async () => {
        mkdirSync(LOGS, { recursive: true });
        const text = await runDevice({ machine, programs: dirname(main), scenarios, mode: MODES[each], log, limit: 420 });
        const said = readVerdicts(text);
        if (!said.complete) process.stderr.write(`${name}: no end of checks; the console was\n${text}\n`);
        verdicts = said.complete ? said.verdicts : new Map();
      }, 900_000);
      it.each(scenarios.flatMap((scenario) => scenario.titles.map((title) => `${scenario.name}: ${title}`)))(`${name}: %s`, (title) => {
        const verdict = verdicts.get(title) ?? { passed: false, detail: `the device said nothing of it (console: ${log})` };
        expect(verdict, verdict.detail).toMatchObject({ passed: true });
      });
    }
  });
};
