import { normalizePath } from "../linux/path-spelling.ts";
import { judgeAsAny } from "../loader/fit.ts";
import type { Elf } from "../rootfs/elf.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Lack } from "./lack.ts";

/** How the container gets a library that it lacks, in a way that its loader finds it; where the host was searched if that has none. */
export const libraryHelp = (facts: ContainerFacts, { files }: ElfFiles, lack: Lack): string => {
  const { name, by } = lack.need;
  const wanted = { name, directories: searchedIn(lack), like: by.elf };
  const there = name.includes("/")
    ? undefined
    : files.find(({ path, elf }) => baseOf(path) === name && judgeAsAny(elf, by.elf) === "taken");
  if (there !== undefined) return findHelp(facts, lack, `/${there.path}`) ?? mountHelp(lack, `/${there.path}`);
  const onHost = findOnHost(facts, wanted);
  if (onHost === undefined) return hostLacks(facts, wanted);
  const behind = behindLink(facts, onHost);
  if (behind !== undefined) return bringHelp(facts, baseOf(behind), behind);
  const find = name.includes("/") ? undefined : findHelp(facts, lack, onHost);
  return `${bringHelp(facts, name, onHost)}${find === undefined ? "" : `, and ${find}`}`;
};

export interface WantedLibrary {
  readonly name: string;
  /** Where it is searched in the container, absolute. */
  readonly directories: readonly string[];
  /** What it has to fit. */
  readonly like: Elf | undefined;
}

/** The library's path on the host, absolute, as entries and loaders name it. */
export const findOnHost = (facts: ContainerFacts, { name, directories, like }: WantedLibrary): string | undefined => {
  const all = [...facts.plan.libraryDirectories, ...directories, ...facts.confDirectories];
  const paths = name.includes("/") ? [name] : all.map((directory) => `/${normalizePath(directory)}/${name}`);
  return paths.find((path) => {
    const found = lookup(facts.host, path);
    return found.kind === "found" && judgeAsAny(facts.readElf(found.node), like) === "taken";
  });
};

/** The file to which a symlink leads that the container has in the library's place, and that leads nowhere there. */
const behindLink = ({ view, host }: ContainerFacts, onHost: string): string | undefined => {
  if (view.rootfs.nodes.get(normalizePath(onHost))?.type !== "symlink") return undefined;
  const found = lookup(host, onHost);
  return found.kind === "found" ? `/${found.node.path}` : undefined;
};

/** Says that the host rootfs has no library either, and where it was searched. */
export const hostLacks = ({ plan }: ContainerFacts, { name, directories }: WantedLibrary): string =>
  name.includes("/")
    ? `the host rootfs has no ${name} either`
    : `the host rootfs has no ${name} that fits in ${[...new Set([...plan.libraryDirectories, ...directories])].join(", ")}`;

/** What brings a library of the host into the container, at its path. */
export const bringHelp = ({ plan, hostLibraries }: ContainerFacts, name: string, path: string): string => {
  const entry = baseOf(name).replace(/\.so(\..*)?$/, "");
  const add = `<Entry>${entry}</Entry> to LibsRoBindMounts`;
  if (name.includes("/")) {
    const isBrought = hostLibraries.find(plan.libraryDirectories, entry).some((each) => isSamePath(`${each.directory}/${each.name}`, path));
    return isBrought ? `add ${add}` : `add a MountPoints entry for ${name}`;
  }
  const directory = parentOf(path);
  const isScanned = plan.libraryDirectories.some((each) => isSamePath(each, directory));
  return isScanned ? `add ${add}` : `add <LibsScanDir>${directory}</LibsScanDir> and ${add}`;
};

/** The directories that the loader searches for a need, absolute. */
const searchedIn = ({ need, running, loader }: Lack): readonly string[] =>
  loader.placesFor(need.by, running).flatMap((place) => (place.kind === "directory" ? [place.path] : []));

/** What makes the loader find a library that the container shows at its path of the host; nothing where it does already. */
const findHelp = (facts: ContainerFacts, lack: Lack, path: string): string | undefined => {
  const { need, running, loader } = lack;
  if (loader.family === "unknown" || searchedIn(lack).some((each) => isSamePath(each, parentOf(path)))) return undefined;
  const places = loader.placesFor(need.by, running);
  if (places.some((place) => place.kind === "cache" && place.libraries.get(need.name)?.some((each) => each.path === path)))
    return undefined;
  if (loader.family === "glibc" && facts.isCached(need.name, path)) return "mount the host's /etc/ld.so.cache, which names it";
  if (running.isSecure) return mountHelp(lack, path);
  const value = [running.invocation.libraryPath, parentOf(path)].filter((each) => each !== "").join(":");
  return `set <Variable>LD_LIBRARY_PATH=${value}</Variable> in Environment`;
};

const mountHelp = (lack: Lack, path: string): string => {
  const [directory = "/usr/lib"] = searchedIn(lack).slice(-1);
  return `mount it where it is searched: a MountPoints entry of ${path} with the Destination ${normalizePath(directory)}/${baseOf(lack.need.name)}`;
};

const isSamePath = (a: string, b: string): boolean => normalizePath(a) === normalizePath(b);
