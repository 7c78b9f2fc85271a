import { hasHostSource } from "../plan/mount-kind.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { flagHolds } from "./flag-holds.ts";
import { type FileOpener, fileOpener } from "../loader/open-file.ts";
import type { Invocation } from "../loader/invocation.ts";
import type { ContainerView } from "../view/container-view.ts";
import { isSecureExecution } from "./secure-execution.ts";

/** What programs are told that a container's main process executes. */
export const invocationIn = (plan: ContainerPlan, view: ContainerView): Invocation => {
  const { uid, gid } = plan.conf.init ?? ROOT;
  const files: FileOpener = fileOpener({ rootfs: view.rootfs, unknown: view.unknown });
  const noNewPrivs = plan.conf.settings.some(({ row, value }) => row.element === "NoNewPrivs" && value === "1");
  const isNosuid = (program: HostNode): boolean => {
    const mount = view.originOf(program.path)?.mount;
    return mount !== undefined && flagHolds(plan.conf, mount, "nosuid");
  };
  return {
    files,
    libraryPath: [...plan.environment].reverse().find(({ name }) => name === "LD_LIBRARY_PATH")?.value ?? "",
    preloads: plan.preloads.map(({ name }) => name),
    isSecure: (program) => isSecureExecution(program, { uid, gid, isNosuid: isNosuid(program), noNewPrivs }),
    hasProc: hasProc(plan),
  };
};

/** Whether something shows the container its processes: a mount of proc, or one that LXC makes. */
const hasProc = ({ rootfs, mounts, conf }: ContainerPlan): boolean =>
  rootfs === undefined ||
  mounts.some((mount) => mount.place === "proc" && (!hasHostSource(mount) || mount.source === "/proc")) ||
  conf.settings.some(({ row, value }) => row.element === "AutoMount" && value.startsWith("proc"));

const ROOT = { uid: 0, gid: 0 };
