import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runDevice } from "../../qemu/device.ts";
import { MACHINES } from "../../qemu/machines.ts";
import { MODES } from "../../qemu/modes.ts";
import { readScenarios } from "../../qemu/scenarios.ts";
import { readVerdicts, type Verdict } from "../../qemu/verdicts.ts";
import { installed } from "../support/installed.ts";
import { needs } from "../support/needs.ts";

const LOGS = resolve(import.meta.dirname, "../../.cache/qemu/logs");

/** Seconds that a device may run, several times what it takes on a core of its own. */
const LIMIT = 900;

/** Boots a device once for each directory of scenarios; each of their checks is a test, which fails unless the device says that it passed. */
export const testDevice = (name: keyof typeof MACHINES, modes: readonly (keyof typeof MODES)[]): void => {
  const machine = MACHINES[name];
  needs(
    machine.qemu[0],
    "mmdebstrap",
    "bsdtar",
    "busybox",
    "mke2fs",
  )(name, () => {
    const main = installed();
    describe.each(modes)("%s", (mode) => {
      const scenarios = readScenarios(join(import.meta.dirname, mode));
      const log = join(LOGS, `${name}-${mode}.log`);
      let verdicts: ReadonlyMap<string, Verdict> = new Map();
      let accused: ReadonlyMap<string, readonly string[]> = new Map();
      beforeAll(
        async () => {
          mkdirSync(LOGS, { recursive: true });
          const { console, accusations } = await runDevice({
            machine,
            mode: MODES[mode],
            programs: dirname(main),
            scenarios,
            log,
            limit: LIMIT,
          });
          const said = readVerdicts(console);
          if (!said.complete) process.stderr.write(`${name}: no end of checks; the console was\n${console}\n`);
          accused = accusations;
          verdicts = said.complete ? said.verdicts : new Map();
        },
        2 * LIMIT * 1000,
      );
      const titles = scenarios.flatMap((scenario) => scenario.titles.map((title) => `${scenario.name}: ${title}`));
      it.each(titles)(`${name}: %s`, (title) => {
        const verdict = verdicts.get(title) ?? { passed: false, detail: `the device said nothing of it (console: ${log})` };
        expect(verdict, verdict.detail).toMatchObject({ passed: true });
      });
      const mistaken = scenarios.flatMap((scenario) => (scenario.accused ? [{ title: scenario.name, ...scenario.accused }] : []));
      it.each(mistaken)(`${name}: $title: check accuses each mistake`, ({ title, accusations }) => {
        expect(accused.get(title)).toEqual(accusations);
      });
    });
  });
};
