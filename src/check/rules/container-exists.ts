import { atSpan } from "../../diagnostics/diagnostic.ts";
import { CONTAINERS, containerPaths } from "../../plan/container-paths.ts";
import { lookup } from "../../rootfs/lookup.ts";
import type { ContainerRule } from "../rule.ts";

export const containerExists: ContainerRule<"container-exists"> = {
  kind: "container",
  code: "container-exists",
  severity: "error",
  title: "The host rootfs already has the directory of this container.",
  judge: ({ plan: { name, span }, before }) => {
    const parent = lookup(before, CONTAINERS, { followLast: false });
    const isDirectory = parent.kind === "found" && parent.node.type === "directory";
    if (!isDirectory || lookup(before, containerPaths(name).directory, { followLast: false }).kind !== "found") return [];
    const message = `${before.file} already has container/${name}`;
    return [{ location: atSpan(span), message, help: "build from a host rootfs without containers" }];
  },
};
