import { join } from "node:path";
import { madeContainers } from "../inputs/made-container.ts";
import { madeRootfs } from "../inputs/tarballs.ts";
import type { Scene } from "../row.ts";
import type { Scale } from "../scale.ts";
import { subjectOf } from "../subject.ts";

/** A gigabyte of small files. */
export const ofMillion = ({ directory, million }: Scale): Scene => {
  const { build, apply, list, concatenate } = subjectOf(madeRootfs(join(directory, "million.tar"), million), madeContainers(million, 1));
  const one = build("build", {});
  const merge = apply("tar");
  return {
    rounds: 3,
    rows: [
      { name: "million-build", what: "build, 1M entries of 300 bytes", unit: "seconds", ours: one, beside: [list], aim: 1.1 },
      { name: "million-build-memory", what: "its memory", unit: "megabytes", ours: one, beside: [], aim: 150 },
      { name: "million-apply", what: "apply, 1M entries of 300 bytes", unit: "seconds", ours: merge, beside: [concatenate], aim: 1.5 },
      { name: "million-apply-memory", what: "its memory", unit: "megabytes", ours: merge, beside: [], aim: 250 },
    ],
  };
};
