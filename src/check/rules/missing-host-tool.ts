import { lookup } from "../../rootfs/lookup.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const missingHostTool: ContainerRule<"missing-host-tool"> = {
  kind: "container",
  code: "missing-host-tool",
  severity: "warning",
  title: "A program that the launcher calls is not on the host.",
  judge: (context) => {
    const { launcher } = context.plan;
    const notifies = launcher !== undefined && [launcher.start, ...launcher.attaches].some(({ command }) => command.notify !== undefined);
    if (!notifies) return [];
    return TOOLS.filter(({ path, isAdded }) => lookup(context.before, path).kind !== "found" && !isAdded(context.options)).map(
      ({ path, help }) => ({
        location: locationOf(context, launcher),
        message: `the launcher calls ${path}, which is not in the host rootfs`,
        help,
      }),
    );
  },
};

interface Tool {
  readonly path: string;
  readonly isAdded: (options: { readonly withLxccpid: boolean }) => boolean;
  readonly help: string;
}

/** What a launcher with a notify calls. */
const TOOLS: readonly Tool[] = [
  { path: "/bin/systemd-notify", isAdded: () => false, help: "add systemd-notify to the host rootfs" },
  {
    path: "/usr/bin/lxccpid",
    isAdded: ({ withLxccpid }) => withLxccpid,
    help: "--with-lxccpid puts one into the overlay",
  },
];
