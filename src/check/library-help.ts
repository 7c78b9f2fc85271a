import type { Span } from "../diagnostics/diagnostic.ts";
import { type Advice, writeValue } from "../diagnostics/fix.ts";
import { CODE_OPTIONS, DATA_OPTIONS } from "../linux/bind-options.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { judgeAsAny } from "../loader/fit.ts";
import type { Elf } from "../rootfs/elf.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
import { behindLink } from "./behind-link.ts";
import { addTo, andThen, bindEntry } from "./bring-advice.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import { searchablePaths } from "./environment-value.ts";
import { exactEntry } from "./library-entry.ts";
import type { Lack } from "./lack.ts";

/** How the container gets a library that it lacks, in a way that its loader finds it; where the host was searched if that has none. */
export const libraryHelp = (facts: ContainerFacts, { files }: ElfFiles, lack: Lack, near: readonly Span[]): Advice => {
  const { name, by } = lack.need;
  const wanted = { name, directories: searchedIn(lack), like: by.elf };
  const there = name.includes("/")
    ? undefined
    : files.find(({ path, elf }) => baseOf(path) === name && judgeAsAny(elf, by.elf) === "taken");
  if (there !== undefined) return findHelp(facts, lack, `/${there.path}`, near) ?? mountHelp(lack, `/${there.path}`, near);
  const onHost = findOnHost(facts, wanted);
  if (onHost === undefined) return behindMovedLink(facts, wanted, near) ?? { help: hostLacks(facts, wanted), fix: [] };
  const behind = behindLibrary(facts, onHost);
  if (behind !== undefined) return bringHelp(facts, baseOf(behind), behind, near);
  const find = name.includes("/") ? undefined : findHelp(facts, lack, onHost, near);
  const bring = bringHelp(facts, name, onHost, near);
  return find === undefined ? bring : andThen(bring, find);
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
const behindLibrary = ({ view, host }: ContainerFacts, onHost: string): string | undefined => {
  if (view.rootfs.nodes.get(normalizePath(onHost))?.type !== "symlink") return undefined;
  const found = lookup(host, onHost);
  return found.kind === "found" ? `/${found.node.path}` : undefined;
};

/** What brings the file to which a symlink of the container leads that the host has no more; an Entry would bring the symlink as well. */
const behindMovedLink = (facts: ContainerFacts, { name, directories }: WantedLibrary, near: readonly Span[]): Advice | undefined => {
  const paths = name.includes("/") ? [name] : directories.map((directory) => `/${normalizePath(directory)}/${name}`);
  for (const path of paths) {
    const target = behindLink(facts, path);
    if (target === undefined) continue;
    const help = `add a MountPoints entry for ${target}, to which ${path} leads`;
    return addTo("MountPoints", bindEntry({ type: "file", source: target, options: CODE_OPTIONS }), near, help);
  }
  return undefined;
};

/** Says that the host rootfs has no library either, where it was searched, and where it lies all the same. */
export const hostLacks = (facts: ContainerFacts, { name, directories, like }: WantedLibrary): string => {
  if (name.includes("/")) return `the host rootfs has no ${name} either`;
  const searched = [...new Set([...facts.plan.libraryDirectories, ...directories])].join(", ");
  const elsewhere = facts.hostLibraries.elsewhere(name);
  const isThere = elsewhere !== undefined && findOnHost(facts, { name: `/${elsewhere}/${name}`, directories, like }) !== undefined;
  return `the host rootfs has no ${name} that fits in ${searched}${isThere ? `; there is one in /${elsewhere}, where nothing searches` : ""}`;
};

/** What brings a library of the host into the container, at its path. */
export const bringHelp = (facts: ContainerFacts, name: string, path: string, near: readonly Span[]): Advice => {
  const { libraryDirectories } = facts.plan;
  const directory = parentOf(path);
  const isScanned = libraryDirectories.some((each) => isSamePath(each, directory));
  const directories = isScanned ? libraryDirectories : [...libraryDirectories, directory];
  const entry = exactEntry(facts, directories, { name: baseOf(name), path });
  if (entry === undefined || (name.includes("/") && !isScanned))
    return addTo(
      "MountPoints",
      bindEntry({ type: "file", source: path, options: CODE_OPTIONS }),
      near,
      `add a MountPoints entry for ${path}`,
    );
  const scan = addTo("LibsRoBindMounts", { name: "LibsScanDir", content: directory }, near, `add <LibsScanDir>${directory}</LibsScanDir>`);
  const add = `<Entry>${entry}</Entry> to LibsRoBindMounts`;
  const library = addTo("LibsRoBindMounts", { name: "Entry", content: entry }, near, isScanned ? `add ${add}` : add);
  return isScanned ? library : { ...andThen(scan, library), help: `${scan.help} and ${library.help}` };
};

/** The directories that the loader searches for a need, absolute. */
export const searchedIn = ({ need, running, loader }: Lack): readonly string[] =>
  loader.placesFor(need.by, running).flatMap((place) => (place.kind === "directory" ? [place.path] : []));

/** What makes the loader find a library that the container shows at its path of the host; nothing where it does already. */
const findHelp = (facts: ContainerFacts, lack: Lack, path: string, near: readonly Span[]): Advice | undefined => {
  const { need, running, loader } = lack;
  if (loader.family === "unknown" || searchedIn(lack).some((each) => isSamePath(each, parentOf(path)))) return undefined;
  const places = loader.placesFor(need.by, running);
  if (places.some((place) => place.kind === "cache" && place.libraries.get(need.name)?.some((each) => each.path === path)))
    return undefined;
  if (loader.family === "glibc" && facts.isCached(need.name, path))
    return addTo(
      "MountPoints",
      bindEntry({ type: "file", source: CACHE, options: DATA_OPTIONS }),
      near,
      `mount the host's ${CACHE}, which names it`,
    );
  if (running.isSecure) return mountHelp(lack, path, near);
  if (running.invocation.isLibraryPathOwn)
    return { help: `name ${parentOf(path)} where LD_LIBRARY_PATH or --library-path is given`, fix: [] };
  const given = searchablePaths(running.invocation.libraryPath).filter((each) => !isFile(facts, each));
  return setVariable(facts, "LD_LIBRARY_PATH", [...new Set([...given, parentOf(path)])].join(":"), near);
};

/** Some write the library's own path where its directory belongs. */
const isFile = ({ view }: ContainerFacts, path: string): boolean => {
  const found = lookup(view.rootfs, path);
  return found.kind === "found" && found.node.type !== "directory";
};

const CACHE = "/etc/ld.so.cache";

/** Advice to give a variable a value. */
export const setVariable = (facts: ContainerFacts, name: string, value: string, near: readonly Span[]): Advice => {
  const text = `${name}=${value}`;
  const help = `set <Variable>${text}</Variable> in Environment`;
  const given = facts.variables(name).at(-1)?.why.span;
  return given === undefined ? addTo("Environment", { name: "Variable", content: text }, near, help) : writeValue(given, text, help);
};

const mountHelp = (lack: Lack, path: string, near: readonly Span[]): Advice => {
  const [directory = "/usr/lib"] = searchedIn(lack).slice(-1);
  const destination = `${normalizePath(directory)}/${baseOf(lack.need.name)}`;
  const help = `mount it where it is searched: a MountPoints entry of ${path} with the Destination ${destination}`;
  return addTo("MountPoints", bindEntry({ type: "file", source: path, destination, options: CODE_OPTIONS }), near, help);
};

const isSamePath = (a: string, b: string): boolean => normalizePath(a) === normalizePath(b);
