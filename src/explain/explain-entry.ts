import { removedPaths } from "../plan/removed-paths.ts";
import { CONTAINERS, rootfsPath } from "../plan/container-paths.ts";
import type { Mount } from "../plan/mount.ts";
import { baseOf, isUnder, rebase } from "../rootfs/paths.ts";
import { type Answer, type Fact, fact, mountFacts } from "./answer.ts";
import type { AskedEntry, OverlayIndex } from "./overlay-index.ts";

/** Why an entry of the overlay is there; all containers that ask for it are told. */
export const explainEntry = (overlay: OverlayIndex, asked: readonly [AskedEntry, ...AskedEntry[]]): Answer => {
  const [{ entry }] = asked;
  const mounts = asked.flatMap(mountsOn);
  const whys = [...asked.map((each) => each.entry.why), ...mounts.map(({ why }) => why)];
  const below = whys.some(({ span }) => span !== undefined) ? [] : askedBelow(overlay, entry.path);
  return {
    what: whatIs(asked[0], mounts.length > 0),
    whys: [...whys, ...below.map((each) => each.entry.why)],
    facts: [
      ...fact("on the way to", below[0]?.entry.path),
      ...fact("host file", hostPathOf(asked[0])),
      ...asked.flatMap(moveFacts),
      ...mounts.flatMap((mount) => mountFacts(mount)),
    ],
  };
};

/** What stands below a directory that nothing in particular asks for, and led to it. */
const askedBelow = (overlay: OverlayIndex, path: string): readonly AskedEntry[] => {
  for (const [place, asked] of overlay) {
    const whyBelow = asked.filter(({ entry }) => entry.why.span !== undefined);
    if (place !== path && isUnder(place, path) && whyBelow.length > 0) return whyBelow;
  }
  return [];
};

/** What is mounted over a node of a container's own tree. */
const mountsOn = ({ entry, container }: AskedEntry): readonly Mount[] => {
  if (container === undefined) return [];
  const rootfs = rootfsPath(container);
  const place = isUnder(entry.path, rootfs) ? rebase(entry.path, rootfs, "") : undefined;
  return container.mounts.filter((mount) => mount.place === place);
};

const whatIs = ({ entry }: AskedEntry, isMountPoint: boolean): string => {
  const { type, target, content, path } = entry;
  if (type === "symlink") return `a symlink to ${target}`;
  if (type === "hardlink") return `a hard link to the host's /${target}`;
  if (baseOf(path).startsWith(".wh.") && !isUnder(path, CONTAINERS)) return "a whiteout: what it names leaves the host";
  if (isMountPoint)
    return type === "directory" ? "a directory on which something is mounted" : "an empty file on which something is mounted";
  if (type === "directory") return "a directory";
  if (content.kind === "host") return "a file of the host";
  return content.kind === "none" ? "an empty file" : "a file that is generated";
};

const hostPathOf = ({ entry: { type, target, content } }: AskedEntry): string | undefined => {
  if (content.kind === "host") return `/${content.path}`;
  return type === "hardlink" ? `/${target}` : undefined;
};

/** What moved from the host because of the same Entry. */
const moveFacts = ({ entry, container }: AskedEntry): readonly Fact[] => {
  const moved = container?.moves.filter(({ why }) => why === entry.why) ?? [];
  return removedPaths({ moves: moved }).map((path) => ({ label: "moved from the host", text: path }));
};
