import { hasFlag } from "../../plan/mount-kind.ts";
import { isDirectory } from "../../rootfs/lookup.ts";
import { parentOf } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { launcherCommands, type LauncherCommand } from "../launcher-commands.ts";
import { mountsShowing, pidFilesOf, realFile, sharedFile } from "../pid-files.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * The launcher waits on the host for a file that a process of the container writes: only a bind mount shows both the same directory. A warning
 * where the command's parameters do not tell which file that is: something else may write it.
 */
export const pidFileNotShared: ContainerRule<"pid-file-not-shared"> = {
  kind: "container",
  code: "pid-file-not-shared",
  severity: "either",
  title: "The PidFile that the launcher waits for is none that the program writes on the host.",
  judge: (context) =>
    context.plan.rootfs === undefined
      ? []
      : launcherCommands(context.plan.launcher).flatMap((each) => {
          const wrong = wrongWith(context, each);
          const { notify, why } = each.command;
          const severity = pidFilesOf(each.command).length > 0 ? "error" : "warning";
          return wrong === undefined
            ? []
            : { location: locationOf(context, { why: { ...why, span: notify?.pidFileSpan } }), severity, ...wrong };
        }),
};

type Wrong = Pick<Found, "message" | "help" | "severity">;

const wrongWith = (context: ContainerContext, { command }: LauncherCommand): Wrong | undefined => {
  const pidFile = command.notify?.pidFile;
  const waited = pidFile?.startsWith("/") === true ? realFile(context.before, pidFile) : undefined;
  if (pidFile === undefined || waited === undefined) return undefined;
  const itself = context.plan.mounts.find((mount) => mount.source === pidFile && !mount.options.includes("optional"));
  if (itself !== undefined && !isDirectory(context.before, pidFile)) return removedBefore(pidFile);
  const written = pidFilesOf(command);
  const mounts =
    written.length === 0
      ? mountsShowing(context, waited)
      : written.map((path) => sharedFile(context, path)).flatMap((shared) => (shared?.path === waited ? [shared.mount] : []));
  const [first] = mounts;
  if (first === undefined) return notShared(context, { pidFile, waited, written });
  return mounts.every((mount) => hasFlag(mount, "ro")) ? readOnly(pidFile, first.place) : undefined;
};

interface Waited {
  readonly pidFile: string;
  readonly waited: string;
  readonly written: readonly string[];
}

const notShared = (context: ContainerContext, { pidFile, waited, written: [written] }: Waited): Wrong => {
  const isOther = written !== undefined && realFile(context.before, written) !== waited;
  if (isOther && sharedFile(context, written) !== undefined) {
    return {
      message: `the program writes ${written}, and the launcher waits 30 s for ${pidFile}, then ends with 1`,
      help: `write <PidFile>${written}</PidFile>, or give the program ${pidFile}`,
    };
  }
  const directory = parentOf(written ?? pidFile);
  const [elsewhere] = mountsShowing(context, waited);
  const shown = elsewhere === undefined ? "no mount shows the container that directory" : `the container has it as /${elsewhere.place}`;
  return {
    message: `what the program writes as ${written ?? pidFile} is not ${pidFile} on the host: ${shown}; the launcher waits 30 s, then ends with 1`,
    help: `mount it at the same path: <Entry type="dir"><Source>${directory}</Source><Destination>${directory.slice(1)}</Destination><Options>rw,bind,nosuid,nodev,noexec</Options></Entry>`,
  };
};

const readOnly = (pidFile: string, place: string): Wrong => ({
  message: `the program can't write ${pidFile}: /${place} is mounted ro; the launcher waits 30 s, then ends with 1`,
  help: "write rw for ro in the Options of that mount",
});

const removedBefore = (pidFile: string): Wrong => ({
  message: `${pidFile} itself is mounted, and the launcher removes it before the start: LXC finds no source for the mount`,
  help: `mount its directory: <Source>${parentOf(pidFile)}</Source>`,
  severity: "error",
});
