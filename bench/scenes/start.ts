import { BARE_NODE, lxcOverlay } from "../command.ts";
import type { Scene } from "../row.ts";

/** What nobody may wait for. */
export const start = (): Scene => ({
  rounds: 15,
  rows: [
    {
      name: "version",
      what: "`--version`",
      unit: "seconds",
      ours: lxcOverlay("version", ["--version"], []),
      beside: [BARE_NODE],
      aim: 1.25,
    },
  ],
});
