import { type Command, script } from "../command.ts";
import { packed } from "../inputs/tarballs.ts";
import type { Row, Scene } from "../row.ts";
import type { Scale } from "../scale.ts";
import { deviceOf } from "./device.ts";

/** The rootfs of a gigabyte as it is often kept: packed. */
export const onPackedDevice = (scale: Scale): Scene => {
  const { rootfs, build } = deviceOf(scale);
  const plain = build("plain build", {});
  const row = (ending: string, packer: readonly [string, ...string[]], aim: number, others: readonly Command[]): Row => {
    const input = packed(rootfs, ending, packer);
    const unpack = `${packer[0]} -dc`;
    return {
      name: `from-${ending}`,
      what: `build from .tar.${ending}, 1 GB`,
      unit: "seconds",
      ours: build(`build from ${ending}`, { from: input }),
      beside: [script(`${unpack} to cat`, `${unpack} ${input.path} | cat`, [input], [packer[0]]), ...others],
      aim,
    };
  };
  return {
    rounds: 3,
    rows: [
      row("gz", ["gzip", "-6"], 1.2, []),
      row("zst", ["zstd", "-T0", "-q"], 1.05, [plain]),
      row("xz", ["xz", "-T0", "-1"], 1.05, [plain]),
    ],
  };
};
