import { hasHostSource } from "../plan/mount-kind.ts";
import type { Credentials } from "../linux/access.ts";
import { mayReadIn } from "../rootfs/access-path.ts";
import type { Dialect } from "../model/options.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { flagHolds } from "./flag-holds.ts";
import { type FileOpener, fileOpener } from "../loader/open-file.ts";
import type { Invocation } from "../loader/invocation.ts";
import type { ContainerView } from "../view/container-view.ts";
import type { ReadablePlan } from "./recorded-plan.ts";
import { isSecureExecution } from "./secure-execution.ts";

interface Container extends ReadablePlan {
  readonly view: ContainerView;
  readonly dialect: Dialect;
}

/** How a process of a container executes programs. */
export const invocationOf = (container: Container, who: Credentials): Invocation => {
  const { view } = container;
  const mayRead = mayReadIn(view.rootfs, who);
  return invocationBy(container, { ...who, files: fileOpener({ rootfs: view.rootfs, unknown: view.unknown, mayRead }) });
};

/** How a container executes what no command of it names: as its main process does, but nobody knows who reads the files. */
export const commonInvocation = (container: Container): Invocation => {
  const { plan, view } = container;
  const { uid, gid } = plan.conf.init ?? ROOT;
  return invocationBy(container, { uid, gid, files: fileOpener({ rootfs: view.rootfs, unknown: view.unknown }) });
};

interface Opening extends Pick<Credentials, "uid" | "gid"> {
  readonly files: FileOpener;
}

const invocationBy = ({ plan, variables, view, dialect }: Container, { uid, gid, files }: Opening): Invocation => {
  const noNewPrivs = plan.target !== "lxc" || plan.conf.settings.some(({ row, value }) => row.element === "NoNewPrivs" && value === "1");
  const isNosuid = (program: HostNode): boolean => {
    const mount = view.originOf(program.path)?.mount;
    return mount !== undefined && flagHolds(plan, mount, "nosuid");
  };
  return {
    files,
    libraryPath: variables("LD_LIBRARY_PATH").at(-1)?.value ?? "",
    isLibraryPathOwn: false,
    isLibraryPathOpen: false,
    preloads: plan.preloads.map(({ name }) => name),
    isSecure: (program) => isSecureExecution(program, { uid, gid, isNosuid: isNosuid(program), noNewPrivs }),
    hasProc: hasProc(plan, dialect),
  };
};

/**
 * Whether something shows the container its processes: a mount of proc, or one that LXC makes. The init of LXC 2.0 makes one by itself where it
 * may (src/lxc/lxc_init.c; taken out by "lxc_init: don't mount filesystems" before 3.0).
 */
const hasProc = ({ rootfs, mounts, conf }: ContainerPlan, dialect: Dialect): boolean =>
  rootfs === undefined ||
  (dialect === "2.0" && conf.init === undefined && mayMount(conf)) ||
  mounts.some((mount) => mount.place === "proc" && (!hasHostSource(mount) || mount.source === "/proc")) ||
  conf.settings.some(({ row, value }) => row.element === "AutoMount" && value.startsWith("proc"));

const mayMount = ({ capKeep, capDrop }: ContainerPlan["conf"]): boolean =>
  capKeep.length > 0 ? capKeep.includes("sys_admin") : !capDrop.includes("sys_admin");

const ROOT = { uid: 0, gid: 0 };
