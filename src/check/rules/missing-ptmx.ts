import { dialectFrom } from "../../plan/plan-context.ts";
import { locationOf } from "../container-facts.ts";
import { devptsOf, ptmxOf } from "../pseudo-terminals.ts";
import type { ContainerRule } from "../rule.ts";

/** posix_openpt(3) opens /dev/ptmx (pts(4)), which is not among what LXC makes in a fresh /dev. A program may open /dev/pts/ptmx: so this is a hint. */
export const missingPtmx: ContainerRule<"missing-ptmx"> = {
  kind: "container",
  isOfLxc: true,
  code: "missing-ptmx",
  severity: "hint",
  title: "A devpts in a fresh /dev, in which nothing brings /dev/ptmx.",
  judge: (context) => {
    const devpts = devptsOf(context);
    if (devpts === undefined || ptmxOf(context) !== undefined) return [];
    return [
      {
        location: locationOf(context, devpts),
        message: "dev/pts is mounted, and the fresh /dev has no /dev/ptmx: programs that open a pseudo terminal find none",
        help: dialectFrom(context.dialect, "3.0") ? ENTRY : "set lxc.pts in a file of LxcInclude instead: LXC makes both then",
      },
    ];
  },
};

const ENTRY =
  'add an Entry type="dev" behind it, with Source dev/pts/ptmx, Destination dev/ptmx and Options rw,bind,relative,nosuid,create=file, and ptmxmode=0666 to the Options of this one';
