import type { Span } from "../../diagnostics/diagnostic.ts";
import type { Mount } from "../../plan/mount.ts";
import { baseOf } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";
import { isUnwinderInUse } from "../run-time/c-library.ts";

/** Under any of their names, by entry. Those of the name service (nsswitch.conf(5)), and what it unwinds stacks with, are loaded by libc itself. */
export const unusedLibrary: ContainerRule<"unused-library"> = {
  kind: "container",
  code: "unused-library",
  severity: "warning",
  title: "An entry of LibsRoBindMounts brings libraries that nothing in the container needs.",
  judge: (context) =>
    (isComplete(context) ? unusedByEntry(context) : []).map((mounts) => ({
      location: locationOf(context, mounts[0]),
      message: `nothing in the container needs ${mounts.map((mount) => baseOf(mount.place)).join(", ")}`,
      help: "remove the entry or name the library more exactly, unless a program loads it at run time",
    })),
};

/** Whether all commands, and the scripts that they run, have their programs: what a missing one needs can't be known. */
const isComplete = (context: ContainerContext): boolean =>
  [...context.executions(), ...context.shellExecutions()].every(({ end }) => typeof end !== "object" || end.kind !== "missing");

const unusedByEntry = (context: ContainerContext): readonly (readonly Mount[])[] => {
  const closure = context.closure();
  const libraries = context.plan.mounts.filter(({ kind }) => kind === "library");
  const inodeOf = ({ host }: Mount): number | undefined => context.host.nodes.get(host ?? "")?.contentOffset;
  const names = new Set([...closure.names, ...context.preloads().map(({ name }) => baseOf(name))]);
  const named = libraries.filter(({ place }) => names.has(baseOf(place)));
  const inodes = new Set([...closure.inodes, ...named.map(inodeOf)]);
  const unused = new Map<Span | undefined, readonly Mount[]>();
  for (const mount of libraries) {
    const name = baseOf(mount.place);
    const inode = inodeOf(mount);
    if (name.startsWith("libnss_") || names.has(name) || (inode !== undefined && inodes.has(inode))) continue;
    if (isUnwinderInUse(context, name)) continue;
    unused.set(mount.why.span, [...(unused.get(mount.why.span) ?? []), mount]);
  }
  return [...unused.values()];
};
