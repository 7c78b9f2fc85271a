import { atSpan } from "../../diagnostics/diagnostic.ts";
import type { ContainerContext } from "../container-context.ts";
import { gconvRow, nameServiceRow, pamRow } from "../run-time/c-library.ts";
import { libraryRows } from "../run-time/library-rows.ts";
import { opensslRow } from "../run-time/openssl.ts";
import { lighttpdRow, pythonRow } from "../run-time/programs.ts";
import { isOnHost, isSeen, type Row, startedIn } from "../run-time/started.ts";
import type { ContainerRule } from "../rule.ts";

/** What programs open while they run can't be known; what those of a kind usually open can. */
export const runTimeFiles: ContainerRule<"run-time-files"> = {
  kind: "container",
  code: "run-time-files",
  severity: "hint",
  title: "What the container's programs are known to open while they run is on the host, and not in the container.",
  judge: (context) => {
    const lacking = lackingIn(context);
    if (lacking.length === 0) return [];
    const [execution] = context.executions();
    return [
      {
        location: execution?.location ?? atSpan(context.plan.span),
        message: `known to be opened at run time by ${programNames(context)} or its libraries, and not in the container: ${lacking.join(", ")}`,
        help: "mount what the container uses of it; about the rest nothing needs to be done",
      },
    ];
  },
};

const ROWS: readonly Row[] = [nameServiceRow, gconvRow, pamRow, opensslRow, pythonRow, lighttpdRow, libraryRows];

/** The paths of the host that lack, each once. A container without a rootfs of its own has all of the host. */
const lackingIn = (context: ContainerContext): readonly string[] => {
  if (context.plan.rootfs === undefined || context.starts().length === 0) return [];
  const started = startedIn(context);
  const lacking = ROWS.flatMap((row) => row(started))
    .filter((opened) => !opened.some((path) => isSeen(context, path)))
    .flatMap((opened) => opened.find((path) => isOnHost(context, path)) ?? []);
  return [...new Set(lacking)];
};

const programNames = (context: ContainerContext): string =>
  [...new Set(context.starts().map(({ running }) => running.main.path))].join(", ");
