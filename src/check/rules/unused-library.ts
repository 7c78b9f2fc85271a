import type { Span } from "../../diagnostics/diagnostic.ts";
import type { Mount } from "../../plan/mount.ts";
import { baseOf } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** Under any of their names, by entry. Those of the name service (nsswitch.conf(5)) are loaded by libc itself. */
export const unusedLibrary: ContainerRule<"unused-library"> = {
  kind: "container",
  code: "unused-library",
  severity: "warning",
  title: "An entry of LibsRoBindMounts brings libraries that nothing in the container needs.",
  judge: (context) =>
    unusedByEntry(context).map((mounts) => ({
      location: locationOf(context, mounts[0]),
      message: `nothing in the container needs ${mounts.map((mount) => baseOf(mount.place)).join(", ")}`,
      help: "remove the entry or name the library more exactly, unless a program loads it at run time",
    })),
};

const unusedByEntry = (context: ContainerContext): readonly (readonly Mount[])[] => {
  const isUsed = usage(context);
  const unused = new Map<Span | undefined, readonly Mount[]>();
  for (const mount of context.plan.mounts.filter(({ kind }) => kind === "library")) {
    const name = baseOf(mount.place);
    if (name.startsWith("libnss_") || isUsed(name, context.host.nodes.get(mount.host ?? "")?.contentOffset)) continue;
    unused.set(mount.why.span, [...(unused.get(mount.why.span) ?? []), mount]);
  }
  return [...unused.values()];
};

const usage = (context: ContainerContext): ((name: string, inode: number | undefined) => boolean) => {
  const closure = context.closure();
  const preloads = context.preloads();
  const names = new Set([...closure.names, ...preloads.map(({ name }) => baseOf(name))]);
  const preloaded = preloads.flatMap(({ resolution }) => (resolution.kind === "found" ? [resolution.node.contentOffset] : []));
  const inodes = new Set([...closure.inodes, ...preloaded]);
  return (name, inode) => names.has(name) || (inode !== undefined && inodes.has(inode));
};
