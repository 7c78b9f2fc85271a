import type { Location } from "../diagnostics/diagnostic.ts";
import { formatCapabilities } from "../linux/capabilities-text.ts";
import { isSetuid } from "../linux/set-id.ts";
import { hasFlag } from "../plan/mount-kind.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { ContainerContext } from "./container-context.ts";
import { capabilitiesOf } from "./file-capabilities.ts";

/** A file that the container executes, and what that gives a process that is not root. */
export interface GainedRights {
  readonly path: string;
  /** In words. */
  readonly rights: string;
  readonly location: Location;
}

/** What a container's processes gain by the files that they execute, as far as no mount takes it. */
export const gainedRights = (context: ContainerContext): readonly GainedRights[] => {
  const { conf, launcher } = context.plan;
  const processes = [conf.init, ...(launcher?.attaches ?? []).map((attach) => attach.process)];
  if (!processes.some((each) => each !== undefined && each.uid !== 0)) return [];
  return [...context.executed()].flatMap(([file, location]) => {
    const rights = rightsOf(file);
    const mount = context.view.originOf(file.path)?.mount;
    if (rights === undefined || (mount !== undefined && hasFlag(mount, "nosuid"))) return [];
    return [{ path: file.path, rights, location }];
  });
};

const rightsOf = (file: HostNode): string | undefined => {
  const capabilities = capabilitiesOf(file);
  if (capabilities !== undefined) return formatCapabilities(capabilities);
  return isSetuid(file.mode) ? "its setuid bit" : undefined;
};
