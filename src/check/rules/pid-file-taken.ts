import { launcherCommands } from "../launcher-commands.ts";
import { realFile } from "../pid-files.ts";
import { locationInRun } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** A launcher removes the file before it starts its program, and takes any file of that name for the program's. */
export const pidFileTaken: RunRule<"pid-file-taken"> = {
  kind: "run",
  code: "pid-file-taken",
  severity: "warning",
  title: "Two launchers wait for the same PidFile.",
  judge: (run) => {
    const first = new Map<string, string>();
    return run.plan.containers.flatMap(({ name, launcher }) =>
      launcherCommands(launcher).flatMap(({ param, command: { notify } }) => {
        const path = notify?.pidFile === undefined ? undefined : realFile(run.rootfs, notify.pidFile);
        if (path === undefined) return [];
        const own = `"${param}" of ${name}`;
        const earlier = first.get(path);
        first.set(path, earlier ?? own);
        if (earlier === undefined) return [];
        return {
          location: locationInRun(run, { reason: "PidFile", span: notify?.pidFileSpan }),
          message: `${earlier} waits for ${notify?.pidFile} as well as ${own}: each removes the other's, and takes it for its own`,
          help: "give each program a PidFile of its own",
        };
      }),
    );
  },
};
