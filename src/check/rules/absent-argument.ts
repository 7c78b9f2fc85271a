import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { type Advice, changeOptions } from "../../diagnostics/fix.ts";
import { closePaths } from "../../rootfs/close-paths.ts";
import { isUnder, parentOf } from "../../rootfs/paths.ts";
import { pathArguments, type PathArgument } from "../arguments.ts";
import { type ClosedPlace, closedPlace, type Wall } from "../closed-place.ts";
import type { ContainerContext } from "../container-context.ts";
import { launcherCommands } from "../launcher-commands.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule, Found } from "../rule.ts";
import { ownTmpfs } from "../tmpfs-options.ts";
import { isPidFile } from "../pid-files.ts";
import { isWritten, mayBeOpened } from "../written-argument.ts";

/** What is there but may not be read is another finding, and so is what the host has. */
export const absentArgument: ContainerRule<"absent-argument"> = {
  kind: "container",
  isOfLxc: true,
  code: "absent-argument",
  severity: "warning",
  title: "A command is given the path of something that is not there, and that its process can't make.",
  judge: (context) => {
    const seen = new Set<string>();
    return pathArguments(context)
      .filter((argument) => mayBeOpened(argument) && isOfFiles(context, argument.path) && !isAwaited(context, argument.path))
      .flatMap((argument) => {
        const closed = closedPlace(context, argument);
        if (closed === undefined || seen.has(closed.path)) return [];
        seen.add(closed.path);
        return tell(context, argument, closed);
      });
  },
};

const tell = (context: ContainerContext, argument: PathArgument, closed: ClosedPlace): Found => {
  const { execution, location, path } = argument;
  const { mount, isReadOnly } = closed.wall;
  const isOfMount = mount !== undefined && (isReadOnly || mount.fsType === "tmpfs");
  return {
    location: isOfMount ? locationOfPart(context, mount, "options") : location,
    message: `${execution.name} is given ${path}, which is not in the container, and its process can't make it: ${reasonOf(context, closed.wall)}`,
    help: helpFor(context, argument, closed),
  };
};

/** A path begins where there is something, or where there usually is; D-Bus and others have names that look like one. */
const isOfFiles = ({ before, view }: ContainerContext, path: string): boolean => {
  const [, first = ""] = /^\/+([^/]+)/.exec(path) ?? [];
  return USUAL.has(first) || before.nodes.get(first) !== undefined || view.rootfs.nodes.get(first) !== undefined;
};

const USUAL = new Set(["dev", "etc", "mnt", "opt", "run", "tmp", "usr", "var"]);

/** What the launcher waits for has findings of its own. */
const isAwaited = ({ plan }: ContainerContext, path: string): boolean =>
  launcherCommands(plan.launcher).some(({ command: { notify } }) => notify?.pidFile !== undefined && isPidFile(path));

const reasonOf = (context: ContainerContext, { place, mount, isReadOnly, mode, uid, gid }: Wall): string => {
  if (isReadOnly) return mount === undefined ? "the device's rootfs is read-only" : `${mount.destination} is mounted ro`;
  const octal = (mode & 0o7777).toString(8).padStart(4, "0");
  const what = isTmpfsItself({ place, mount }) ? `the tmpfs at /${place}` : place === "" ? "the container's own /" : `/${place}`;
  const isMoved = mount === undefined && context.ownContent().has(place);
  return `${what} has mode ${octal}, uid ${uid}, gid ${gid}${isMoved ? ", for what is moved loses its write bits" : ""}`;
};

const helpFor = (context: ContainerContext, argument: PathArgument, { path, wall }: ClosedPlace): Advice | string => {
  const { mount, isReadOnly, onHost } = wall;
  if (mount !== undefined && isTmpfsItself(wall))
    return isReadOnly
      ? changeOptions(mount.parts?.options, { remove: ["ro"] }, "take ro away: nobody can put anything there")
      : ownTmpfs(mount, argument.execution.process);
  const like = isWritten(argument) ? undefined : didYouMean(closePaths(context.host, argument.path));
  if (like !== undefined) return like;
  if (isUnder(path, "dev")) return `if the device has it, mount it: ${entryText("dev", argument.path, path, "rw,bind,nosuid,noexec")}`;
  if (mount !== undefined && isReadOnly && isWritten(argument))
    return "write rw in place of ro in its Options, if the program is to write there";
  if (onHost !== undefined)
    return `give the user the host's /${onHost}: by a line of tmpfiles.d(5), or by its mode and owner in the host rootfs`;
  return `bring what has it by an Entry of MountPoints, with rw if the program writes there${orTmpfs(context, parentOf(path))}`;
};

const isTmpfsItself = ({ place, mount }: Pick<Wall, "place" | "mount">): boolean => mount?.fsType === "tmpfs" && mount.place === place;

/** A tmpfs would hide what is in the directory. */
const orTmpfs = ({ view }: ContainerContext, directory: string): string => {
  const hides = [...view.layers.keys()].some((place) => place !== directory && isUnder(place, directory));
  if (hides) return "";
  return `; what may be gone after each stop can be in a tmpfs: ${entryText("dir", "tmpfs", directory, "nosuid,nodev,noexec,size=1m,mode=1777", "tmpfs")}`;
};

const entryText = (type: string, source: string, destination: string, options: string, fsType?: string): string => {
  const fs = fsType === undefined ? "" : `<FsType>${fsType}</FsType>`;
  return `<Entry type="${type}"><Source>${source}</Source><Destination>${destination}</Destination>${fs}<Options>${options}</Options></Entry>`;
};
