import { atSpan } from "../../diagnostics/diagnostic.ts";
import { CONTAINERS } from "../../plan/container-paths.ts";
import { kindOf } from "../../plan/finding-words.ts";
import { lookup } from "../../rootfs/lookup.ts";
import type { ContainerRule } from "../rule.ts";

export const containerNotDirectory: ContainerRule<"container-not-directory"> = {
  kind: "container",
  code: "container-not-directory",
  severity: "error",
  title: "container in the host rootfs is a symlink or a file.",
  judge: ({ plan: { span }, before }) => {
    const found = lookup(before, CONTAINERS, { followLast: false });
    if (found.kind !== "found" || found.node.type === "directory") return [];
    const { type, target } = found.node;
    const message = `container in the host rootfs is a ${kindOf(type)}${target === "" ? "" : ` to ${target}`}, not a directory`;
    return [{ location: atSpan(span), message, help: "make /container a directory in the host rootfs" }];
  },
};
