import { join } from "node:path";
import { BARE_NODE } from "../command.ts";
import { madeContainers } from "../inputs/made-container.ts";
import { madeRootfs } from "../inputs/tarballs.ts";
import type { Row, Scene } from "../row.ts";
import type { Scale } from "../scale.ts";
import { type Subject, subjectOf } from "../subject.ts";

const FEW = 10;
const MANY = 100;

export const deviceOf = ({ directory, device }: Scale): Subject =>
  subjectOf(madeRootfs(join(directory, "device.tar"), device), madeContainers(device, 1 + MANY));

/** A rootfs of a gigabyte: builds, and the overlay applied. */
export const onDevice = (scale: Scale): Scene => {
  const { build, apply, list, concatenate, concatenateToDisk } = deviceOf(scale);
  const one = build("build", {});
  const further = (containers: number, aim: number): Row => ({
    name: `further-${containers}`,
    what: `each of ${containers} further containers`,
    unit: "seconds",
    ours: build(`build of ${1 + containers}`, { containers: 1 + containers }),
    less: { command: one, fewer: containers },
    beside: [],
    aim,
  });
  const merge = apply("tar");
  return {
    rounds: 5,
    rows: [
      { name: "build", what: "build, one container, 1 GB", unit: "seconds", ours: one, beside: [list, BARE_NODE], aim: 1.15 },
      { name: "build-memory", what: "its memory", unit: "megabytes", ours: one, beside: [], aim: 256 },
      further(FEW, 0.004),
      further(MANY, 0.002),
      { name: "apply", what: "apply, 1 GB", unit: "seconds", ours: merge, beside: [concatenate], aim: 1.2 },
      { name: "apply-disk", what: "apply, 1 GB", unit: "seconds", ours: merge, beside: [concatenateToDisk] },
      { name: "apply-memory", what: "its memory", unit: "megabytes", ours: merge, beside: [], aim: 100 },
    ],
  };
};
