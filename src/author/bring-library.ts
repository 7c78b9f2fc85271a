import type { ContainerContext } from "../check/container-context.ts";
import { LIBRARY_DIRECTORIES, machineDirectories } from "../check/host-needs.ts";
import { isExact } from "../check/library-entry.ts";
import { findOnHost } from "../check/library-help.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
import { codeBind, dataBind } from "./binds.ts";
import type { Draft, DraftLibrary } from "./draft.ts";
import type { LackingLibrary } from "./lacking.ts";

/** The draft with a library of the host that its loader finds there; undefined where the host has none, or it is there already and does not serve. */
export const bringLibrary = (draft: Draft, context: ContainerContext, lacking: LackingLibrary): Draft | undefined => {
  const path = hostPath(context, lacking);
  if (path === undefined || isBrought(draft, path)) return undefined;
  const library = { name: baseOf(path), path, why: `needed by /${normalizePath(lacking.by)}` };
  return withPath(withLibrary(draft, context, library), context, lacking, path);
};

const isBrought = ({ libraries, mounts }: Draft, path: string): boolean =>
  libraries.some((each) => each.path === path) || mounts.some(({ source }) => source === path);

/** Where the host has it: where its loader searches comes first. */
const hostPath = (context: ContainerContext, { name, directories, like }: LackingLibrary): string | undefined => {
  const searched =
    directories.length > 0
      ? findOnHost({ ...context, plan: { ...context.plan, libraryDirectories: [] }, confDirectories: [] }, { name, directories, like })
      : undefined;
  const usual = [...LIBRARY_DIRECTORIES, ...machineDirectories(context.host)];
  return (
    searched ??
    findOnHost(context, { name, directories: usual, like }) ??
    // Of several implementations (update-alternatives(1)) each has a directory of its own.
    findOnHost(context, { name, directories: usual.flatMap((directory) => below(context, directory)), like })
  );
};

const below = ({ host }: ContainerContext, directory: string): readonly string[] => {
  const found = lookup(host, directory);
  return found.kind === "found" ? host.nodes.namesIn(found.node.path).map((name) => `${directory}/${name}`) : [];
};

/** Adds a library in LibsRoBindMounts, or where its entry would bring another file, as a mount of its own. */
export const withLibrary = (draft: Draft, context: ContainerContext, library: DraftLibrary): Draft => {
  const directory = parentOf(library.path);
  const { libraries: configured } = context.config;
  const isScanned = [...configured, ...draft.scanDirectories].some((each) => normalizePath(each) === normalizePath(directory));
  const scanDirectories = isScanned ? draft.scanDirectories : [...draft.scanDirectories, directory];
  if (isExact(context, [...configured, ...scanDirectories], library.name, library))
    return { ...draft, scanDirectories, libraries: [...draft.libraries, library] };
  return { ...draft, mounts: [...draft.mounts, codeBind(library)] };
};

/** Lets the loader find what lies where it does not search: through the host's cache, else a variable. */
const withPath = (draft: Draft, context: ContainerContext, { name, directories, isSecure }: LackingLibrary, path: string): Draft => {
  const directory = parentOf(path);
  // What loads a module is not known: the usual directories are searched.
  const searched = directories.length > 0 ? directories : [...LIBRARY_DIRECTORIES, ...machineDirectories(context.host)];
  if (name.includes("/") || searched.some((each) => normalizePath(each) === normalizePath(directory))) return draft;
  if (context.isCached(name, path)) {
    const cache = dataBind("file", { path: "/etc/ld.so.cache", why: `tells the loader where ${name} lies` });
    return { ...draft, mounts: [...draft.mounts, cache] };
  }
  if (isSecure) return draft;
  const before = draft.variables.find(({ text }) => text.startsWith(LIBRARY_PATH));
  const text = before === undefined ? `${LIBRARY_PATH}${directory}` : `${before.text}:${directory}`;
  if (before?.text.slice(LIBRARY_PATH.length).split(":").includes(directory) === true) return draft;
  const why = "where the loader searches beside its own directories";
  return { ...draft, variables: [...draft.variables.filter((each) => each !== before), { text, why }] };
};

const LIBRARY_PATH = "LD_LIBRARY_PATH=";
