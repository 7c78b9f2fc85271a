import type { Accounts } from "./accounts.ts";
import { findGroup, findUser } from "./find-account.ts";
import type { HostRootfs } from "./host-rootfs.ts";
import { lookup, pathOf } from "./lookup.ts";
import { readHostText } from "./read-file.ts";

/** A directory as systemd-tmpfiles makes or adjusts it while the device boots. */
export interface BootDirectory {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * What becomes of a directory by the host's tmpfiles.d(5); undefined where no line names it, or one that does more than to make it. `path`
 * is real, without a leading slash.
 */
export const bootDirectory = (host: HostRootfs, accounts: Accounts, path: string): BootDirectory | undefined => {
  const lines = linesOf(host).filter((line) => pathOf(lookup(host, line.path)) === path);
  const [line] = lines;
  if (line === undefined || !lines.every(({ type }) => MAKES_DIRECTORY.test(type))) return undefined;
  const mode = /^0?[0-7]{3,4}$/.exec(line.mode === "-" ? "0755" : line.mode)?.[0];
  const uid = idOf(line.user, (name) => findUser(accounts, name)?.uid);
  const gid = idOf(line.group, (name) => findGroup(accounts, name)?.gid);
  return mode === undefined || uid === undefined || gid === undefined ? undefined : { mode: Number.parseInt(mode, 8), uid, gid };
};

/** The paths that lines of the host's tmpfiles.d(5) name. */
export const tmpfilesPaths = (host: HostRootfs): readonly string[] => linesOf(host).map(({ path }) => path);

/** What a line of tmpfiles.d(5) makes at a path: "unknown" is a link, or a copy. */
export interface MadePath {
  readonly path: string;
  readonly type: "directory" | "file" | "unknown";
}

/** The paths that lines of the host's tmpfiles.d(5) make, as they are written; those with a specifier are left out. */
export const tmpfilesMade = (host: HostRootfs): readonly MadePath[] =>
  linesOf(host).flatMap(({ type, path }) => {
    const made = madeBy(type);
    return made === undefined || path.includes("%") ? [] : [{ path, type: made }];
  });

/** tmpfiles.d(5): fifos and devices are files as far as mounts go; what the other types name, they only adjust or remove. */
const madeBy = (type: string): MadePath["type"] | undefined => {
  if (/^[dDvqQ]/.test(type)) return "directory";
  return /^[fFpbc]/.test(type) ? "file" : /^[LC]/.test(type) ? "unknown" : undefined;
};

/** Types that make a directory or adjust it, with their modifiers. */
const MAKES_DIRECTORY = /^[dDvqQe][!+=~^$-]*$/;

interface Line {
  readonly type: string;
  readonly path: string;
  readonly mode: string;
  readonly user: string;
  readonly group: string;
}

/** A file in an earlier directory replaces those of its name in later ones. */
const DIRECTORIES = ["etc/tmpfiles.d", "run/tmpfiles.d", "usr/lib/tmpfiles.d"];

const linesOf = (host: HostRootfs): readonly Line[] => {
  const files = new Map<string, string>();
  for (const path of DIRECTORIES) {
    const directory = lookup(host, path);
    for (const name of directory.kind === "found" ? host.nodes.namesIn(directory.node.path) : []) {
      if (!name.endsWith(".conf") || files.has(name)) continue;
      const file = lookup(host, `${path}/${name}`);
      files.set(name, file.kind === "found" && file.node.type === "file" ? (readHostText(host, file.node) ?? "") : "");
    }
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, text]) => text.split("\n").flatMap(lineOf));
};

const lineOf = (text: string): readonly Line[] => {
  const [type, path, mode = "-", user = "-", group = "-"] = text.trim().split(/\s+/);
  return type === undefined || path === undefined || type.startsWith("#") ? [] : [{ type, path, mode, user, group }];
};

const idOf = (text: string, find: (name: string) => number | undefined): number | undefined => {
  if (text === "-") return 0;
  return /^\d+$/.test(text) ? Number(text) : find(text);
};
