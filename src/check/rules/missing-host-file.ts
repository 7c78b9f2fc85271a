import type { Location } from "../../diagnostics/diagnostic.ts";
import { type Advice, guessValue, writeValue } from "../../diagnostics/fix.ts";
import { meantOne } from "../../diagnostics/did-you-mean.ts";
import { isMadeAtRunTime } from "../../plan/mount-source.ts";
import { closePaths } from "../../rootfs/close-paths.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { firstWord } from "../../shell/shell-words.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** Files that LXC opens on the device before or while the container starts; a rootfs without LXC is none of a device yet. */
export const missingHostFile: ContainerRule<"missing-host-file"> = {
  kind: "container",
  code: "missing-host-file",
  severity: "either",
  title: "A file that LXC opens is not on the host.",
  judge: (context) =>
    context.plan.conf.settings.flatMap((setting) => {
      const { row, value } = setting;
      const path = row.onHost === "program" ? firstWord(value) : row.onHost === "file" ? value : undefined;
      // A directory of files to include may lack where it is written with a slash: src/lxc/confile.c, do_includedir
      if (path === undefined || (row.element === "LxcInclude" && path.endsWith("/"))) return [];
      const found = lookup(context.host, path);
      const isDirectory = found.kind === "found" && found.node.type === "directory" && row.element !== "LxcInclude";
      if ((found.kind === "found" && !isDirectory) || (found.kind === "missing" && isMadeAtRunTime(context, found.path))) return [];
      const taken = found.kind === "found" ? undefined : takenBy(context, path);
      if (taken !== undefined) {
        const help = "mount it where the container needs it, and leave it on the host";
        const message = `${path} is taken from the host by ${taken}: LXC needs it there to start the container`;
        return {
          location: locationOf(context, setting),
          severity: context.hostHasLxc() ? context.options.missingSources : "warning",
          message,
          help,
        };
      }
      return {
        location: locationOf(context, setting),
        severity: context.hostHasLxc() ? context.options.missingSources : "warning",
        message: `${path} is ${isDirectory ? "a directory" : "not"} in the host rootfs: LXC needs it to start the container`,
        help: isDirectory ? "name a file in it" : helpFor(context, path, locationOf(context, setting)),
      };
    }),
};

/** What takes a file away that the host rootfs has. */
const takenBy = ({ plan, before }: ContainerContext, path: string): string | undefined => {
  const found = lookup(before, path);
  if (found.kind !== "found") return undefined;
  const span = plan.moves.find((move) => isUnder(found.node.path, move.path))?.why.span;
  return span === undefined ? "a MoveContent of another container" : `the MoveContent entry at ${span.file}:${span.line}`;
};

const helpFor = ({ host }: ContainerContext, path: string, location: Location): Advice | string => {
  const bare = /^(["'])(.+)\1$/.exec(path)?.[2];
  if (bare !== undefined) return writeValue(location, bare, `leave out the quotes: ${bare}`);
  return meantOne(closePaths(host, path), (to) => guessValue(location, to)) ?? "add it to the host rootfs";
};
