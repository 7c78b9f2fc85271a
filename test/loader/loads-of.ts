import { itemAt } from "../../src/bytes/item-at.ts";
import { interpretersOf } from "../../src/loader/interpreters.ts";
import { hostLoading } from "../../src/check/host-loading.ts";
import { elfReader } from "../../src/loader/elf-reader.ts";
import type { Invocation } from "../../src/loader/invocation.ts";
import type { Linked } from "../../src/loader/link.ts";
import { fileOpener } from "../../src/loader/open-file.ts";
import { librarySearch } from "../../src/loader/search.ts";
import { startsOf } from "../../src/loader/start.ts";
import type { HostNode, HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { type Answer, oneSlash } from "./answers.ts";

/** How a loader is asked: as by root, in whose environment nothing is said, unless told otherwise. */
export interface Asked extends Partial<Pick<Invocation, "libraryPath" | "hasProc">> {
  /** The loader's path. */
  readonly loader: string;
  readonly isSecure?: boolean;
  /** Whether the process may read what lies at a real path. */
  readonly mayRead?: (path: string) => boolean;
}

/** What we say that a loader of a rootfs loads for its files on the newest processor, in the words of the loader's own answers. */
export const loadsOf = (rootfs: HostRootfs, asked: Asked): ((file: string) => Answer) => {
  const { loader: interpreterPath, libraryPath = "", hasProc = true, isSecure = false, mayRead } = asked;
  const readElf = elfReader(rootfs);
  const files = fileOpener({ rootfs, unknown: new Set(), mayRead });
  const { readLoader } = hostLoading(rootfs);
  const input = { host: rootfs, readElf, readLoader, files, confDirectories: [], isCacheMade: false, hasName: () => false };
  const interpreterFor = interpretersOf(input);
  const invocation: Invocation = { files, libraryPath, preloads: [], isSecure: () => isSecure, hasProc };
  const searches = new Map<unknown, ReturnType<typeof librarySearch>>();
  return (file) => {
    const { node, path } = fileAt(rootfs, file);
    const elf = readElf(node);
    if (elf?.kind !== "elf") throw new Error(`${file} is no ELF file`);
    const main = { path, node, elf, parent: undefined };
    const { resolution, loader } = interpreterFor(interpreterPath, elf);
    const search = searches.get(loader) ?? librarySearch({ loader, files, readElf });
    searches.set(loader, search);
    const interpreter = { name: interpreterPath, by: main, resolution };
    const running = { main, invocation, isSecure };
    const own = resolution.kind === "found" ? resolution.node.contentOffset : undefined;
    return answerOf(itemAt(startsOf({ running, loader, search, interpreter, counts: () => true }), 0), own);
  };
};

const fileAt = (rootfs: HostRootfs, file: string): { readonly node: HostNode; readonly path: string } => {
  const found = lookup(rootfs, file);
  if (found.kind !== "found") throw new Error(`${file} is not there`);
  return { node: found.node, path: file.slice(1) };
};

/** Each object under the name that had it loaded first; not the program, nor the loader itself. */
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
