import type { Mount } from "../../plan/mount.ts";
import { locationOf } from "../container-facts.ts";
import { filesOfStart } from "../executed-through.ts";
import { flagHolds } from "../flag-holds.ts";
import type { ContainerRule } from "../rule.ts";

/** The kernel maps nothing to be executed from such a mount (mm/mmap.c, do_mmap), and the loader ends with an error. Found once a mount. */
export const noexecLibrary: ContainerRule<"noexec-library"> = {
  kind: "container",
  code: "noexec-library",
  severity: "error",
  title: "A library that a program loads at its start lies in a mount that is noexec.",
  judge: (context) => {
    const { plan, view } = context;
    const first = new Map<Mount, { readonly library: string; readonly program: string }>();
    for (const start of context.starts()) {
      const { main } = start.running;
      for (const { path } of filesOfStart(start).filter((file) => file.contentOffset !== main.node.contentOffset)) {
        const mount = view.originOf(path)?.mount;
        if (mount !== undefined && !first.has(mount) && flagHolds(plan.conf, mount, "noexec"))
          first.set(mount, { library: path, program: main.path });
      }
    }
    return [...first].map(([mount, { library, program }]) => ({
      location: locationOf(context, mount),
      message: `${program} does not start: it loads ${library}, and ${mount.destination} is mounted noexec`,
      help: "remove noexec from its Options",
    }));
  },
};
