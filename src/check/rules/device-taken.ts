import { isUnder } from "../../rootfs/paths.ts";
import { locationInRun } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** Serial ports, and what the kernel opens once only (watchdog_dev.c, rtc/dev.c: EBUSY). Two programs may agree about a port. */
export const deviceTaken: RunRule<"device-taken"> = {
  kind: "run",
  code: "device-taken",
  severity: "hint",
  title: "Two containers have a device that one program can use at a time.",
  judge: (run) => {
    const first = new Map<string, string>();
    return run.plan.containers.flatMap(({ name, mounts }) =>
      mounts.flatMap(({ source, why, fsType }) => {
        if (fsType !== "none" || !EXCLUSIVE.test(source) || !isUnder(source, "dev")) return [];
        const earlier = first.get(source);
        if (earlier === undefined) first.set(source, name);
        if (earlier === undefined || earlier === name) return [];
        return {
          location: locationInRun(run, why),
          message: `${earlier} has ${source} as well as ${name}: a device that one program can use at a time`,
          help: "mount it into one of them",
        };
      }),
    );
  },
};

const EXCLUSIVE = /\/(?:tty[A-Z]+\d+|watchdog\d*|rtc\d*)$/;
