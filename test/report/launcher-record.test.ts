import { describe, expect, it } from "vitest";
import { launcherRecord } from "../../src/report/launcher-record.ts";
import { attachPlan, commandPlan, containerPlan, launcherPlan, notifyPlan, startPlan } from "../support/plans.ts";

describe("what a report tells of a launcher", () => {
  it("is its path on the device, and what each word starts", () => {
    const launcher = launcherPlan({
      start: startPlan("/usr/bin/app", notifyPlan()),
      stop: { reason: "test", span: undefined },
      attaches: [
        attachPlan("probe"),
        attachPlan("computed", { command: { ...commandPlan("$PROGRAM -x"), words: [undefined, "-x"], nameLength: 8 } }),
      ],
    });
    expect(launcherRecord(containerPlan({ name: "APP", launcher }))).toEqual({
      path: "/container/APP/launcher/app.sh",
      stop: true,
      programs: [
        { name: "start", program: "/usr/bin/app", notify: true },
        { name: "probe", program: "/bin/sh", notify: false },
        { name: "computed", program: "$PROGRAM", notify: false },
      ],
    });
  });

  it("is nothing where there is none", () => expect(launcherRecord(containerPlan())).toBeUndefined());
});
