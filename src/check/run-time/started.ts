import { lookup } from "../../rootfs/lookup.ts";
import { baseOf, parentOf } from "../../rootfs/paths.ts";
import { readHostText } from "../../rootfs/read-file.ts";
import { isUnknown } from "../../view/container-view.ts";
import type { Loaded } from "../../loader/loaded.ts";
import type { ContainerContext } from "../container-context.ts";
import { once } from "../once.ts";

/** What the programs of a container load at their start, for what they are known to open later. */
export interface Started {
  readonly context: ContainerContext;
  readonly programs: readonly Loaded[];
  /** Programs and libraries, each file once. */
  readonly objects: readonly Loaded[];
  /** Whether anything but the C library itself uses one of these functions of it. */
  readonly uses: (...functions: readonly string[]) => boolean;
}

/** What a program is known to open: any of these paths does, absolute, the usual one first. */
export type Opened = readonly string[];

/** What programs are known to open at run time because of what they are, or load. */
export type Row = (started: Started) => readonly Opened[];

export const startedIn = (context: ContainerContext): Started => {
  const starts = context.starts();
  const objects = new Map(
    starts.flatMap(({ linked }) => linked.flatMap((each) => each.objects)).map((each) => [each.node.contentOffset, each]),
  );
  const names = once(() =>
    [...objects.values()].filter((each) => !NO_CALLER.test(nameOf(each))).map(({ node }) => Buffer.from(context.dynamicStrings(node))),
  );
  const uses = (...functions: readonly string[]): boolean =>
    names().some((table) => functions.some((each) => table.includes(`\0${each}\0`)));
  return { context, programs: starts.map(({ running }) => running.main), objects: [...objects.values()], uses };
};

/** What has these functions itself (glibc, musl), and libraries that call them in parts which few programs use: the network of libcrypto, the character sets of libunistring and libidn2. */
const NO_CALLER = /^(ld[-.]|lib(c|m|dl|rt|pthread|resolv|anl|nsl|util|nss_\w+|crypto|unistring|idn2)[-.])/;

/** What others call a file: its DT_SONAME, else its name. */
export const nameOf = ({ elf, node }: Loaded): string => elf.soname ?? baseOf(node.path);

/** The objects whose names begin with one of these, up to a dot or a dash with a digit. */
export const loadedOf = ({ objects }: Started, ...names: readonly string[]): readonly Loaded[] =>
  objects.filter((each) => {
    const whole = nameOf(each);
    return names.some((name) => whole.startsWith(name) && /^[-.]?\d*(\.|$)/.test(whole.slice(name.length)));
  });

/** The same path in the library directories that an object may belong to: its own, and the same one of a merged /usr. */
export const besideOf = ({ path }: Loaded, below: string): Opened => {
  const directory = parentOf(path);
  return [...new Set([directory, directory.replace(/^usr\//, ""), `usr/${directory.replace(/^usr\//, "")}`])].map(
    (each) => `/${each}/${below}`,
  );
};

/** Whether the container has a path, or might. */
export const isSeen = ({ view }: ContainerContext, path: string): boolean => {
  const found = lookup(view.rootfs, path);
  return found.kind === "found" || (found.kind === "missing" && isUnknown(view, found.path));
};

export const isOnHost = ({ host }: ContainerContext, path: string): boolean => lookup(host, path, { followLast: false }).kind === "found";

/** The text of a file as the container has it, if it has one. */
export const textIn = (context: ContainerContext, path: string): string | undefined => {
  const found = lookup(context.view.rootfs, path);
  return found.kind === "found" && found.node.type === "file" ? readHostText(context.before, found.node) : undefined;
};
