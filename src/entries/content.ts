import type { ContainerPlan, LogPlan, Plan } from "../plan/plan.ts";
import type { GeneratedFile } from "../plan/planned-node.ts";
import { removedPaths } from "../plan/removed-paths.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { readExtent } from "../bytes/content.ts";
import type { Extent } from "../bytes/source.ts";
import { renderGroup, renderPasswd } from "../render/accounts.ts";
import { renderContainerLog } from "../render/container-log.ts";
import { joinLines } from "../render/text-line.ts";
import { EXTRAS, lowerContainer } from "../targets.ts";
import { renderRemoveScript } from "./remove-script.ts";

/** What a generated file is made from. */
export interface Origin {
  readonly plan: Plan;
  readonly rootfs: HostRootfs;
  /** All containers of the overlay. */
  readonly containers: readonly ContainerPlan[];
  /** The one whose file it is; extras belong to none. */
  readonly container: ContainerPlan | undefined;
}

/** The content of a host file, where it lies. The path is a real one. */
export const hostContent = (rootfs: HostRootfs, path: string): Extent => {
  const node = planned(rootfs.nodes.get(path), path);
  return { source: rootfs.source, offset: node.contentOffset, length: node.size };
};

/** The bytes of a generated file, text in UTF-8. */
export const renderGenerated = (what: GeneratedFile, origin: Origin): Uint8Array =>
  what === "container-log" ? containerLog(origin) : Buffer.from(what === "lxccpid" ? EXTRAS.lxccpid() : ownText(what, origin));

/** The bytes of what the container's target writes to a path. */
export const renderLowered = (path: string, { plan, container }: Origin): Uint8Array => {
  const { files } = lowerContainer(plan, planned(container, path)).value;
  const file = files.find((each) => each.path === path);
  return Buffer.from(joinLines(planned(file, path).lines()));
};

/** All containers of an overlay share the one file. */
const containerLog = ({ rootfs, containers }: Origin): Uint8Array => {
  const logs = containers.flatMap(({ log }): readonly LogPlan[] => (log === undefined ? [] : [log]));
  const hostPath = logs[0]?.hostPath;
  return renderContainerLog(logs, hostPath === undefined ? new Uint8Array() : readExtent(hostContent(rootfs, hostPath)));
};

const ownText = (what: Exclude<GeneratedFile, "container-log" | "lxccpid">, { rootfs, container: owner }: Origin): string => {
  const container = planned(owner, what);
  switch (what) {
    case "remove":
      return renderRemoveScript(rootfs, removedPaths(container));
    case "removed":
      return removedPaths(container)
        .map((path) => `${path}\n`)
        .join("");
    case "passwd":
      return renderPasswd(planned(container.users, what));
    case "group":
      return renderGroup(planned(container.groups, what));
  }
};

/** A plan never asks for what it does not hold; one that does is a bug. */
const planned = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what} was planned without what it is made from`);
  return value;
};
