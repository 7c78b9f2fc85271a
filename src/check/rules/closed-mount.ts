import { changeOptions } from "../../diagnostics/fix.ts";
import { mayAccess } from "../../linux/access.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import { isListed, isUnder } from "../../rootfs/paths.ts";
import { tmpfilesPaths } from "../../rootfs/tmpfiles.ts";
import { emptyFileSystem } from "../../view/empty-file-system.ts";
import { pathArguments } from "../arguments.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { grantsRights } from "../file-capabilities.ts";
import { flagHolds } from "../flag-holds.ts";
import { launchedProcesses } from "../launched-processes.ts";
import { realSource } from "../made-at-boot.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** What a command names is told of where it is named. A program that nobody may execute is another finding. */
export const closedMount: ContainerRule<"closed-mount"> = {
  kind: "container",
  isOfLxc: true,
  code: "closed-mount",
  severity: "warning",
  title: "A mount shows a file or directory that no process of the container may use.",
  judge: (context) => {
    const closed = closedMounts(context);
    const tmpfs = closedTmpfs(context);
    if ((closed.length === 0 && tmpfs.length === 0) || mayGainRights(context)) return [];
    const named = pathArguments(context).map(({ path }) => path);
    const isNamed = ({ mount }: Closed): boolean => named.some((path) => isUnder(path, mount.place));
    const isChanged = changedAtBoot(context);
    return [
      ...closed
        .filter((each) => !isNamed(each) && !isChanged(each.node.path))
        .map(({ mount, node }) => ({
          location: locationOf(context, mount),
          message: messageOf(node.type === "directory" ? "enter" : "read or write", mount, node),
          help: "set its mode, owner or group in the host rootfs, or leave the entry out",
        })),
      ...tmpfs
        .filter((each) => !isNamed(each))
        .map(({ mount, node }) => ({
          location: locationOfPart(context, mount, "options"),
          message: messageOf("write", mount, node),
          help: changeOptions(mount.parts?.options, { add: ["mode=1777"] }, "write mode=1777 in its Options"),
        })),
    ];
  },
};

const messageOf = (may: string, { place }: Mount, { mode, uid, gid }: HostNode): string => {
  const octal = (mode & 0o7777).toString(8).padStart(4, "0");
  return `no process of the container may ${may} /${place}: it has mode ${octal}, uid ${uid}, gid ${gid}`;
};

interface Closed {
  readonly mount: Mount;
  /** What it shows, at its path on the host. */
  readonly node: HostNode;
}

/** What lies where a device writes may get another mode there. */
const closedMounts = (context: ContainerContext): readonly Closed[] => {
  const { plan, host, config } = context;
  const processes = launchedProcesses(plan);
  // Root may change to any user.
  if (processes.length === 0 || processes.some(({ uid }) => uid === 0)) return [];
  return entryMounts(context).flatMap((mount) => {
    if (mount.host === undefined || mount.inside !== undefined || !bindsSource(mount) || isListed(mount.source, config.writable)) return [];
    const node = host.nodes.get(mount.host);
    const isData = node?.type === "directory" || (node?.type === "file" && (node.mode & ANY_X) === 0);
    return isData &&
      !processes.some((who) => WAYS[node.type === "directory" ? "directory" : "file"].some((want) => mayAccess(node, who, want)))
      ? { mount, node }
      : [];
  });
};

/** Those where programs make files: file-hierarchy(7), shm_open(3). Elsewhere an empty directory may be meant. */
const closedTmpfs = (context: ContainerContext): readonly Closed[] => {
  const processes = launchedProcesses(context.plan);
  if (processes.length === 0 || processes.some(({ uid }) => uid === 0)) return [];
  return entryMounts(context).flatMap((mount) => {
    const node = mount.fsType === "tmpfs" && SHARED.has(mount.place) ? emptyFileSystem(mount) : undefined;
    const isHidden = context.view.originOf(mount.place)?.mount !== mount;
    return node === undefined || isHidden || processes.some((who) => mayAccess(node, who, "wx")) ? [] : { mount, node };
  });
};

const SHARED = new Set(["tmp", "var/tmp", "dev/shm"]);

const ANY_X = 0o111;

const WAYS = { directory: ["x"], file: ["r", "w"] } as const;

/** Whether something of the container may be a program that gives rights to who executes it: setuid, setgid or with capabilities. */
const mayGainRights = ({ plan, host, executions, ownContent }: ContainerContext): boolean =>
  executions().some(({ files }) => files.some(grantsRights)) ||
  [...ownContent().values()].some(({ mode, xattrs }) => (mode & 0o6000) !== 0 || xattrs.has("security.capability")) ||
  plan.mounts.some((mount) => {
    if (!bindsSource(mount) || flagHolds(plan, mount, "nosuid")) return false;
    const node = mount.host === undefined ? undefined : host.nodes.get(mount.host);
    return node === undefined || node.type === "directory" || grantsRights(node);
  }) ||
  plan.conf.settings.some(({ row }) => row.element === "LxcInclude");

/** Tells whether boot may change a path's mode or owner. */
const changedAtBoot = ({ host, madeAtBoot }: ContainerContext): ((path: string) => boolean) => {
  const named = tmpfilesPaths(host).map((path) => realSource(host, path));
  return (path) => madeAtBoot()(path) || named.some((each) => isUnder(path, each));
};
