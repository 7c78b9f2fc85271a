import { type Advice, changeOptions } from "../diagnostics/fix.ts";
import type { Credentials } from "../linux/access.ts";
import type { Mount } from "../plan/mount.ts";
import { nameOf } from "./option-help.ts";
import { emptyFileSystem } from "../view/empty-file-system.ts";

/** How a tmpfs becomes one that a process may write: its own, with the mode that it has where that lets its owner in (tmpfs(5)). */
export const ownTmpfs = (mount: Mount, { uid, gid }: Pick<Credentials, "uid" | "gid">): Advice => {
  const mode = emptyFileSystem(mount)?.mode ?? 0;
  const add = [`uid=${uid}`, `gid=${gid}`, ...((mode & OWNER_ALL) === OWNER_ALL ? [] : ["mode=0755"])];
  const names = new Set(add.map(nameOf));
  const remove = mount.options.filter((option) => names.has(nameOf(option)) && !add.includes(option));
  const instead = remove.length === 0 ? "" : ` in place of ${remove.join(",")}`;
  return changeOptions(
    mount.parts?.options,
    { remove, add },
    `write ${add.join(",")} in its Options${instead}, or mode=1777 for all users`,
  );
};

const OWNER_ALL = 0o700;
