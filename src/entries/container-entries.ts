import { containerPaths, CONTAINERS, rootfsPath } from "../plan/container-paths.ts";
import { containerWhy } from "../plan/container-why.ts";
import { type PerContainer, perContainer } from "../plan/per-container.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import { NO_CONTENT, type PlannedContent, type PlannedEntry, type PlannedNode } from "../plan/planned-node.ts";
import type { Why } from "../plan/why.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import { lowerContainer } from "../targets.ts";
import type { Lowered } from "../render/target.ts";

/**
 * Everything of a container that the overlay holds, before its bytes are made: its directory, the generated files, its own tree, and what
 * it puts into the host's places. One entry a path.
 */
export const containerEntries: PerContainer<readonly PlannedEntry[]> = perContainer((plan, container) => {
  const lowered = lowerContainer(plan, container).value;
  const root = rootfsPath(container);
  return [
    ...skeleton(plan, container, lowered),
    ...generatedFiles(plan, container, lowered),
    ...Array.from(container.rootfs?.tree ?? [], ([place, node]) => entryAt(`${root}/${place}`, node)),
    ...container.hostEntries.filter(({ path }) => path !== CONTAINERS),
  ];
});

/** A node at its path. Of a copy that is given a property more V8 makes a hidden class for each, which takes more room than the entry. */
const entryAt = (path: string, { type, mode, uid, gid, mtime, target, xattrs, content, why }: PlannedNode): PlannedEntry => ({
  path,
  type,
  mode,
  uid,
  gid,
  mtime,
  target,
  xattrs,
  content,
  why,
});

const ROOT_OWNED = { uid: 0, gid: 0, target: "", xattrs: NO_XATTRS } as const;

/** `container/` and the directories in it; the root directory itself where there is one. */
const skeleton = (
  { generatedTime: mtime }: Plan,
  container: ContainerPlan,
  { directories, directoryMode }: Lowered,
): readonly PlannedEntry[] => {
  const made = { ...ROOT_OWNED, type: "directory", mode: 0o550, mtime, content: NO_CONTENT, why: containerWhy(container) } as const;
  const { rootfs } = container;
  const { directory, confDirectory } = containerPaths(container.name);
  // LXC's has it anyway.
  const removesFromHost = container.moves.length > 0 && container.target !== "lxc";
  return [
    // A process of a bundle's user namespace comes through here; of two overlays that are unpacked the last one's mode counts.
    entryAt(CONTAINERS, { ...made, mode: 0o551, why: { reason: "all containers", span: undefined } }),
    entryAt(directory, { ...made, mode: directoryMode }),
    ...(removesFromHost ? [entryAt(confDirectory, made)] : []),
    ...directories.map(({ path, why }) => entryAt(path, { ...made, why })),
    ...(rootfs === undefined ? [] : [entryAt(rootfsPath(container), { ...made, ...rootfs.owner, mode: rootfs.directoryMode })]),
  ];
};

/** What the target reads, and what removes from the device what moved into the container. */
const generatedFiles = ({ generatedTime: mtime }: Plan, container: ContainerPlan, { files }: Lowered): readonly PlannedEntry[] => {
  const file = (path: string, mode: number, content: PlannedContent, why: Why): PlannedEntry =>
    entryAt(path, { ...ROOT_OWNED, type: "file", mtime, why, mode, content });
  const { remove, removed } = containerPaths(container.name);
  const [first] = container.moves;
  return [
    ...files.map(({ path, mode, why }) => file(path, mode, { kind: "lowered", path }, why)),
    ...(first === undefined
      ? []
      : [
          file(remove, 0o550, { kind: "generated", what: "remove" }, first.why),
          file(removed, 0o440, { kind: "generated", what: "removed" }, first.why),
        ]),
  ];
};
