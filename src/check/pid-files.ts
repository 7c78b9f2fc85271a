import type { CommandPlan } from "../plan/launcher-plan.ts";
import { hasHostSource } from "../plan/mount-kind.ts";
import type { Mount } from "../plan/mount.ts";
import type { Searchable } from "../rootfs/host-rootfs.ts";
import { lookup, pathOf } from "../rootfs/lookup.ts";
import { baseOf, isUnder, joinPath, parentOf } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";

/** The real path of a file that may not be there yet: its directory's, and its name. */
export const realFile = (rootfs: Searchable, path: string): string | undefined => {
  const directory = pathOf(lookup(rootfs, parentOf(path)));
  return directory === undefined ? undefined : joinPath(directory, baseOf(path));
};

/** What a process of the container makes where it makes a file: a file of the host. */
export interface SharedFile {
  /** Its real path on the host. */
  readonly path: string;
  readonly mount: Mount;
}

/** The host's file that a path of the container is; `undefined` where its directory is none of the host. */
export const sharedFile = ({ view, before }: ContainerFacts, path: string): SharedFile | undefined => {
  const place = realFile(view.rootfs, path);
  const mount = place === undefined ? undefined : view.originOf(parentOf(place))?.mount;
  if (place === undefined || mount === undefined || !isOfHost(mount)) return undefined;
  const shown = realFile(before, `${mount.source}${place.slice(mount.place.length)}`);
  return shown === undefined ? undefined : { path: shown, mount };
};

/** The mounts that show the host's directory of a file, given by its real path. */
export const mountsShowing = ({ plan, before }: ContainerFacts, file: string): readonly Mount[] =>
  plan.mounts.filter((mount) => {
    const source = isOfHost(mount) ? pathOf(lookup(before, mount.source)) : undefined;
    return source !== undefined && isUnder(parentOf(file), source);
  });

const isOfHost = (mount: Mount): boolean => hasHostSource(mount) && mount.inside === undefined;

/** The PID files that a command's parameters tell its program to write, as options of programs have it: `-p FILE`, `--pid-file=FILE`. */
export const pidFilesOf = ({ words }: CommandPlan): readonly string[] =>
  words.flatMap((word, index) => {
    const [, option, own] = /^(-[A-Za-z-_]*?)[= ]?(\/[^\s=]+)$/.exec(word ?? "") ?? [];
    if (option !== undefined && own !== undefined) return isPidOption(option) && isPidFile(own) ? [own] : [];
    return word !== undefined && isPidFile(word) && isPidOption(words[index - 1] ?? "") ? [word] : [];
  });

/** Whether an option is one that programs have for their PID file. */
export const isPidOption = (option: string): boolean => /^-(?:p|P|-?pid|-?pid[-_]?file|-?pidpath|-?write-?pid)$/i.test(option);

export const isPidFile = (path: string): boolean => /^\/\S*\.pid$/.test(path);
