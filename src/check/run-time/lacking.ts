import type { ContainerContext } from "../container-context.ts";
import { gconvRow, nameServiceRow, pamRow, unwinderRow } from "./c-library.ts";
import { libraryRows } from "./library-rows.ts";
import { opensslRow } from "./openssl.ts";
import { lighttpdRow, pythonRow } from "./programs.ts";
import { isOnHost, isSeen, type Row, startedIn } from "./started.ts";

const ROWS: readonly Row[] = [nameServiceRow, gconvRow, unwinderRow, pamRow, opensslRow, pythonRow, lighttpdRow, libraryRows];

/**
 * The paths of the host, absolute, that programs of a container are known to open at run time, and that it lacks; each once. A container
 * without a rootfs of its own has all of the host.
 */
export const lackingAtRunTime = (context: ContainerContext): readonly string[] => {
  if (context.plan.rootfs === undefined || context.starts().length === 0) return [];
  const started = startedIn(context);
  const lacking = ROWS.flatMap((row) => row(started))
    .filter((opened) => !opened.some((path) => isSeen(context, path)))
    .flatMap((opened) => opened.find((path) => isOnHost(context, path)) ?? []);
  return [...new Set(lacking)];
};
