import { normalizePath } from "../linux/path-spelling.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { ContainerFacts } from "./container-facts.ts";

/** What a path of the container leads to through symlinks, absolute, where the container lacks that and the host has it. */
export const behindLink = ({ view, host }: ContainerFacts, path: string): string | undefined => {
  const shown = lookup(view.rootfs, path);
  const isLed = shown.kind === "missing" && shown.path !== normalizePath(path);
  return isLed && lookup(host, shown.path).kind === "found" ? `/${shown.path}` : undefined;
};
