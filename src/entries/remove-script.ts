import { sha256OfContent } from "../bytes/sha256.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { REMOVE_PROGRAM } from "./remove-program.ts";

/**
 * The script that removes from a device what moved into a container, where a tar extracts the overlay that does not know what whiteouts
 * mean. `removed` are the absolute paths that moved. The script reads what was moved from a here-document, a line each.
 */
export const renderRemoveScript = (rootfs: HostRootfs, removed: readonly string[]): string => {
  const digestOf = fileDigests(rootfs);
  const records = removed.flatMap((path) => [
    `move ${path}`,
    // What a directory holds comes before the directory.
    ...[...subtreeOf(rootfs, path.slice(1))].reverse().flatMap((node) => recordOf(node, digestOf)),
  ]);
  return [REMOVE_PROGRAM, ...records, "END", 'exit "$status"', ""].join("\n");
};

/** A path is all that follows the first slash of a line, blanks included, so a symlink's target has a line of its own. */
const recordOf = (node: HostNode, digestOf: (file: HostNode) => string): readonly string[] => {
  if (node.type === "directory") return [`dir /${node.path}`];
  if (node.type === "symlink") return [`link /${node.path}`, `to ${node.target}`];
  return [`file ${node.size} ${digestOf(node)} /${node.path}`];
};

/** Finds the sha256 of a host file; of several names of one inode once. */
const fileDigests = ({ source }: HostRootfs): ((file: HostNode) => string) => {
  const known = new Map<number, string>();
  return ({ contentOffset, size }) => {
    const digest = known.get(contentOffset) ?? sha256OfContent({ source, offset: contentOffset, length: size });
    known.set(contentOffset, digest);
    return digest;
  };
};
