import { lookup } from "../rootfs/lookup.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Lack } from "./lack.ts";

/** Why a library is not found although it may be there, in words. */
export const whyNotFound = ({ view }: ContainerFacts, elfFiles: ElfFiles, { need, running }: Lack): string | undefined => {
  const { name, by } = need;
  const { invocation, isSecure, main } = running;
  const paths = [...by.elf.rpath, ...by.elf.runpath, name];
  if (by === main && !invocation.hasProc && paths.some((path) => path.includes("ORIGIN"))) {
    return "its $ORIGIN has no value, for the container mounts no proc";
  }
  if (isSecure && (invocation.libraryPath !== "" || paths.some((path) => path.includes("ORIGIN")))) {
    return `${main.path} gains rights when it is executed, so that LD_LIBRARY_PATH and its $ORIGIN do not count`;
  }
  const elsewhere = name.includes("/") ? undefined : elfFiles.files.find(({ path }) => baseOf(path) === name);
  if (elsewhere === undefined || view.rootfs.nodes.get(elsewhere.path) === undefined) return undefined;
  // ld.so(8): DT_RUNPATH counts for the needs of its own object only.
  const isInRunpath = by !== main && main.elf.runpath.some((each) => isDirectory(view, ownPath(main, each), parentOf(elsewhere.path)));
  return isInRunpath
    ? `${elsewhere.path} lies in the RUNPATH of ${main.path}, which does not count for what its libraries need`
    : `${elsewhere.path} lies where it is not searched`;
};

const ownPath = ({ path }: Lack["running"]["main"], text: string): string =>
  text.replaceAll(/\$(?:ORIGIN|\{ORIGIN\})/g, `/${parentOf(path)}`);

const isDirectory = ({ rootfs }: ContainerFacts["view"], path: string, directory: string): boolean => {
  const found = lookup(rootfs, path);
  return found.kind === "found" && found.node.path === directory;
};
