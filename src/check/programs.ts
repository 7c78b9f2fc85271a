import type { Location } from "../diagnostics/diagnostic.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";
import type { CommandExecution } from "./executions.ts";

/** The files that the container is likely to execute: what its commands do, and what is moved, hard-linked or mounted as a file and may be. */
export const executedFiles = (scope: ContainerFacts, executions: readonly CommandExecution[]): ReadonlyMap<HostNode, Location> => {
  const files = new Map<HostNode, Location>();
  for (const { node, origin } of scope.view.layers.values()) {
    const isSingle = origin?.mount === undefined || origin.mount.kind === "entry";
    if (isSingle && node?.type === "file" && (node.mode & 0o111) !== 0) files.set(node, locationOf(scope, origin));
  }
  for (const execution of executions) {
    for (const file of execution.files) {
      if (!files.has(file)) files.set(file, execution.location);
    }
  }
  return files;
};
