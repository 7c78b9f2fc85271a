import { expect, test } from "vitest";
import { LXC } from "../../src/lxc/target.ts";
import { confPlan, containerPlan, launcherPlan, overlayPlan, TEST } from "../support/plans.ts";

const pathsOf = (container: ReturnType<typeof containerPlan>) => {
  const { value, diagnostics } = LXC.lower(overlayPlan({ containers: [container] }), container);
  expect(diagnostics).toEqual([]);
  return [...value.directories.map(({ path }) => path), ...value.files.map(({ path, mode }) => `${path} ${mode.toString(8)}`)];
};

test("a container has its lxc.conf", () => {
  expect(pathsOf(containerPlan())).toEqual(["container/APP/conf", "container/APP/conf/lxc.conf 440"]);
});

test("the mount hook and the launcher are there where they are planned", () => {
  const bind = { destination: "x", options: ["nosuid"], optional: false, below: undefined, why: TEST };
  const container = containerPlan({
    conf: confPlan({ remount: { script: "/r", binds: [bind] } }),
    launcher: launcherPlan({ name: "run" }),
  });
  expect(pathsOf(container)).toEqual([
    "container/APP/conf",
    "container/APP/launcher",
    "container/APP/conf/lxc.conf 440",
    "container/APP/conf/remount.sh 550",
    "container/APP/launcher/run.sh 550",
  ]);
});
