import { type ContainerPaths, containerPaths, CONTAINERS, launcherPath } from "../plan/container-paths.ts";
import { containerWhy } from "../plan/container-why.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import { type GeneratedFile, NO_CONTENT, type PlannedEntry } from "../plan/planned-node.ts";
import type { Why } from "../plan/why.ts";
import { NO_XATTRS } from "../tar/entry.ts";

/**
 * Everything of a container that the overlay holds, before its bytes are made: its directory, the generated files, its own tree, and what
 * it puts into the host's places. One entry a path.
 */
export const containerEntries = (plan: Plan, container: ContainerPlan): readonly PlannedEntry[] => {
  const paths = containerPaths(container.name);
  return [
    ...skeleton(plan, container, paths),
    ...generatedFiles(plan, container, paths),
    ...Array.from(container.rootfs?.tree ?? [], ([place, node]) => ({ ...node, path: `${paths.rootfs}/${place}` })),
    ...container.hostEntries.filter(({ path }) => path !== CONTAINERS),
  ];
};

const ROOT_OWNED = { uid: 0, gid: 0, target: "", xattrs: NO_XATTRS } as const;

/** `container/` and what stands in it whatever the description says; the root directory itself where there is one. */
const skeleton = ({ generatedTime: mtime }: Plan, container: ContainerPlan, paths: ContainerPaths): readonly PlannedEntry[] => {
  const made = { ...ROOT_OWNED, type: "directory", mode: 0o550, mtime, content: NO_CONTENT, why: containerWhy(container) } as const;
  const { rootfs, launcher } = container;
  return [
    { ...made, path: CONTAINERS, why: { reason: "all containers", span: undefined } },
    { ...made, path: paths.directory },
    { ...made, path: paths.confDirectory },
    ...(launcher === undefined ? [] : [{ ...made, path: paths.launcherDirectory }]),
    ...(rootfs === undefined ? [] : [{ ...made, ...rootfs.owner, path: paths.rootfs, mode: rootfs.directoryMode }]),
  ];
};

/** The files of conf/ and launcher/. */
const generatedFiles = ({ generatedTime: mtime }: Plan, container: ContainerPlan, paths: ContainerPaths): readonly PlannedEntry[] => {
  const { conf, moves, launcher } = container;
  const file = (path: string, mode: number, what: GeneratedFile, why: Why = containerWhy(container)): PlannedEntry => ({
    ...ROOT_OWNED,
    type: "file",
    mtime,
    why,
    path,
    mode,
    content: { kind: "generated", what },
  });
  return [
    file(paths.lxcConf, 0o440, "lxc.conf"),
    ...(conf.remount === undefined ? [] : [file(paths.remount, 0o550, "remount", conf.remount.binds[0]?.why)]),
    ...(moves.length === 0
      ? []
      : [file(paths.remove, 0o550, "remove", moves[0]?.why), file(paths.removed, 0o440, "removed", moves[0]?.why)]),
    ...(launcher === undefined ? [] : [file(launcherPath(paths, launcher.name), 0o550, "launcher", launcher.why)]),
  ];
};
