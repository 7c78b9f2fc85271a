import { normalizePath } from "../linux/path-spelling.ts";
import type { ContainerFacts } from "./container-facts.ts";

/** A library of the host. */
export interface HostLibrary {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

type Host = Pick<ContainerFacts, "hostLibraries">;

/** Whether an entry of LibsRoBindMounts brings a library of one of the directories to its path, and no other file. */
export const isExact = ({ hostLibraries }: Host, directories: readonly string[], entry: string, { path }: HostLibrary): boolean => {
  const matches = hostLibraries.find(directories, entry);
  const own = matches.find((each) => normalizePath(`${each.directory}/${each.name}`) === normalizePath(path))?.follow();
  if (own?.kind !== "found") return false;
  return matches.every((each) => {
    const found = each.follow();
    return found.kind === "found" && found.node.contentOffset === own.node.contentOffset;
  });
};

/** The shortest entry that does, and brings no more names than the whole name does; undefined where none does. */
export const exactEntry = (host: Host, directories: readonly string[], library: HostLibrary): string | undefined => {
  const count = (entry: string): number => host.hostLibraries.find(directories, entry).length;
  const whole = library.name;
  const short = whole.replace(/\.so(\..*)?$/, "");
  if (!isExact(host, directories, whole, library)) return undefined;
  return isExact(host, directories, short, library) && count(short) <= count(whole) ? short : whole;
};
