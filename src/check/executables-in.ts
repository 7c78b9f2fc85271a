import type { Nodes } from "../rootfs/host-rootfs.ts";

/** The regular files at and below a real path of the host that somebody may execute: noexec on a mount of it would keep them from it. */
export const executablesIn = (nodes: Pick<Nodes, "get" | "namesIn">, path: string): readonly string[] => {
  const node = nodes.get(path);
  if (node?.type === "file") return (node.mode & 0o111) === 0 ? [] : [path];
  if (node?.type !== "directory") return [];
  return nodes.namesIn(path).flatMap((name) => executablesIn(nodes, path === "" ? name : `${path}/${name}`));
};
