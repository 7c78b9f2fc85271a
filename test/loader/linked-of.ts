import { link, type Linked } from "../../src/loader/link.ts";
import type { Loaded, Resolution } from "../../src/loader/loaded.ts";
import { MISSING } from "../../src/loader/loaded.ts";
import { symbolReader, type SymbolReader } from "../../src/loader/symbol-reader.ts";
import { versionReader, type VersionReader } from "../../src/loader/version-reader.ts";
import { readHostElf } from "../../src/rootfs/elf.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { rootfsOf } from "../rootfs/rootfs-of.ts";
import { type LinkedElfSketch, writeLinkedElf } from "../support/linked-elf.ts";

/** ELF files for x86-64 by their names; those named `lib…` have their name as DT_SONAME unless said otherwise. */
export type Sketches = Readonly<Record<string, Omit<LinkedElfSketch, "machine">>>;

export const filesOf = (sketches: Sketches): readonly { readonly path: string; readonly content: Uint8Array }[] =>
  Object.entries(sketches).map(([path, sketch]) => ({
    path,
    content: writeLinkedElf({ machine: "x86_64", ...(path.startsWith("lib") ? { soname: path } : {}), ...sketch }),
  }));

/** What the program `main` loads, where all files lie in one directory and that is searched. */
export const linkedOf = (
  sketches: Sketches,
): { readonly linked: Linked; readonly symbolsOf: SymbolReader; readonly versionsOf: VersionReader } => {
  const rootfs = rootfsOf(...filesOf(sketches));
  const main = loadedFrom(rootfs, "main");
  if (main === undefined) throw new Error("there is no main");
  const find = (name: string): Resolution => {
    const found = loadedFrom(rootfs, name);
    return found === undefined ? MISSING : { kind: "found", path: name, node: found.node, elf: found.elf };
  };
  const linked = link(main, { preloads: [], preset: new Map(), find, knowsSonames: true, counts: () => true });
  return { linked, symbolsOf: symbolReader(rootfs), versionsOf: versionReader(rootfs) };
};

const loadedFrom = (rootfs: HostRootfs, path: string): Loaded | undefined => {
  const node = rootfs.nodes.get(path);
  const elf = node === undefined ? undefined : readHostElf(rootfs, node);
  return node === undefined || elf?.kind !== "elf" ? undefined : { path, node, elf, parent: undefined };
};
