import { itemAt } from "../../src/bytes/item-at.ts";
import type { Linked } from "../../src/loader/link.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { type Answer, oneSlash } from "./answers.ts";
import { type Executing, startsIn } from "./start-of.ts";

/** What we say that a loader of a rootfs loads for its files on the newest processor, in the words of the loader's own answers. */
export const loadsOf = (rootfs: HostRootfs, loader: string, executing: Executing = {}): ((file: string) => Answer) => {
  const starts = startsIn(rootfs, executing);
  const found = lookup(rootfs, loader);
  const own = found.kind === "found" ? found.node.contentOffset : undefined;
  return (file) => answerOf(itemAt(starts(file, loader), 0), own);
};

/** Each object under the name that had it loaded first; not the program, nor the loader itself. A name that is missing once stays so. */
const answerOf = ({ needs, objects }: Linked, loader: number | undefined): Answer => {
  const answer = new Map<string, string | undefined>();
  const told = new Set([objects[0]?.node.contentOffset, loader]);
  for (const { name, resolution } of needs) {
    if (resolution.kind === "unknown") throw new Error(`${name} is unknown`);
    if (resolution.kind === "missing") answer.set(name, undefined);
    else if (!answer.has(name) && !told.has(resolution.node.contentOffset)) answer.set(name, oneSlash(`/${resolution.path}`));
    if (resolution.kind === "found") told.add(resolution.node.contentOffset);
  }
  return answer;
};
