import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recordPlan } from "../../src/check/recorded-plan.ts";
import { confPlan, containerPlan, mountPlan, networkPlan, variablePlan } from "../support/plans.ts";

const plan = containerPlan({
  conf: confPlan({ networks: [networkPlan("veth", { Name: "eth0" })] }),
  mounts: [mountPlan("usr/bin/app")],
  environment: [variablePlan("A", "1"), variablePlan("B", "2")],
});

describe("a recorded plan", () => {
  it("is what it records", () => {
    const recorded = recordPlan(plan);
    expect({ ...recorded.plan, conf: { ...recorded.plan.conf } }).toEqual(plan);
    expect(recorded.variables("A")).toEqual([variablePlan("A", "1")]);
  });

  it("looks like others that differ in what was not read", () => {
    const recorded = recordPlan(plan);
    expect(recorded.plan.conf.autoDev).toBe(true);
    expect(recorded.variables("A")).toHaveLength(1);
    expect(recorded.variables("C")).toHaveLength(0);
    expect(recorded.variablesLike(/\$/)).toEqual([]);
    const like = (given: Partial<typeof plan>): boolean => recorded.looksLike({ ...plan, ...given });
    expect(like({ name: "B", environment: [variablePlan("A", "1"), variablePlan("D", "2")] })).toBe(true);
    expect(like({ conf: confPlan({ networks: [] }) })).toBe(true);
    expect(like({ mounts: [mountPlan("usr/bin/app")] })).toBe(true);
    expect(like({ mounts: [mountPlan("usr/bin/app", { options: ["ro"] })] })).toBe(false);
    expect(like({ environment: [variablePlan("A", "3")] })).toBe(false);
    expect(like({ environment: [variablePlan("A", "1"), variablePlan("B", "$A")] })).toBe(false);
    expect(like({ environment: [variablePlan("A", "1"), variablePlan("C", "1")] })).toBe(false);
    expect(like({ conf: confPlan({ autoDev: false }) })).toBe(false);
  });

  it("tells maps and lists apart by what they hold", () => {
    const rootfs = (mode: number) => ({ owner: { uid: 0, gid: 0 }, directoryMode: mode, tree: new Map() });
    expect(recordPlan({ ...plan, rootfs: rootfs(0o550) }).looksLike({ ...plan, rootfs: rootfs(0o550) })).toBe(true);
    expect(recordPlan({ ...plan, rootfs: rootfs(0o550) }).looksLike({ ...plan, rootfs: rootfs(0o551) })).toBe(false);
    expect(recordPlan({ ...plan, rootfs: rootfs(0o550) }).looksLike({ ...plan, rootfs: undefined })).toBe(false);
  });
});

it("is asked for variables by their names, so that others make no difference", () => {
  const directory = join(import.meta.dirname, "../../src/check");
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const reading = files.filter((name) => readFileSync(join(directory, name), "utf8").includes("plan.environment"));
  expect(reading).toEqual([]);
});
