import { execFileSync } from "node:child_process";

/** The directory's entries with all their metadata, and which names share an inode. */
export const treeOf = (directory: string): readonly string[] => {
  const run = (script: string): string[] => execFileSync("sh", ["-c", script], { cwd: directory, encoding: "utf8" }).trim().split("\n");
  const metadata = run("find . -mindepth 1 -printf '%P %y %m %U:%G %l %T@\\n' | LC_ALL=C sort");
  const contents = run("find . -type f -exec sha256sum {} + | LC_ALL=C sort");
  const attributes = run("getfattr -R -h -d -m - -e hex . 2>/dev/null");
  const names = new Map<string, string[]>();
  for (const line of run("find . -type f -links +1 -printf '%i %P\\n' | LC_ALL=C sort")) {
    const [inode = "", name = ""] = line.split(" ");
    names.set(inode, [...(names.get(inode) ?? []), name]);
  }
  return [...metadata, ...contents, ...attributes, ...[...names.values()].map((group) => group.join(" = ")).toSorted()];
};
