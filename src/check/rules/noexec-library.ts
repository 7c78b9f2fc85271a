import { changeOptions } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
import { locationOf } from "../container-facts.ts";
import { flagHolds } from "../flag-holds.ts";
import { noexecModules } from "../noexec-modules.ts";
import type { ContainerRule } from "../rule.ts";

/**
 * The kernel maps nothing to be executed from such a mount (mm/mmap.c, do_mmap): the loader ends the program with an error, and dlopen(3) of a module
 * fails. Found once a mount.
 */
export const noexecLibrary: ContainerRule<"noexec-library"> = {
  kind: "container",
  code: "noexec-library",
  severity: "either",
  title: "A library that a program loads lies in a mount that is noexec.",
  judge: (context) => {
    const { plan, view } = context;
    const first = new Map<Mount, { readonly library: string; readonly program: string }>();
    for (const { running, interpreter, linked } of context.starts()) {
      const { resolution } = interpreter;
      const executed = [running.main.node, ...(resolution.kind === "found" ? [resolution.node] : [])].map((node) => node.contentOffset);
      for (const { node } of linked.flatMap(({ objects }) => objects)) {
        const mount = view.originOf(node.path)?.mount;
        const isLoaded = mount !== undefined && !executed.includes(node.contentOffset);
        if (isLoaded && !first.has(mount) && flagHolds(plan, mount, "noexec"))
          first.set(mount, { library: node.path, program: running.main.path });
      }
    }
    const atStart = [...first].map(([mount, { library, program }]) => ({
      severity: "error" as const,
      location: locationOf(context, mount),
      message: `${program} does not start: it loads ${library}, and ${mount.destination} is mounted noexec`,
      help: changeOptions(mount.parts?.options, { remove: ["noexec"] }, "remove noexec from its Options"),
    }));
    const later = noexecModules(context).filter(({ mount }) => !first.has(mount));
    return [
      ...atStart,
      ...later.map(({ mount, module }) => ({
        severity: "warning" as const,
        location: locationOf(context, mount),
        message: `no program can load ${module}: ${mount.destination} has libraries alone, and is mounted noexec`,
        help: changeOptions(
          mount.parts?.options,
          { remove: ["noexec"] },
          "remove noexec from its Options; if nothing loads them, name them in an <Unused> of the mount",
        ),
      })),
    ];
  },
};
