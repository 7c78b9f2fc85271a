import { USUAL_PATH } from "../linux/usual-path.ts";
import type { Execution, ExecutionPlace } from "../execution/execution.ts";
import { runCommand } from "../execution/run-command.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import { shellWords } from "../shell/shell-words.ts";
import type { ProcessPlan } from "../plan/process-plan.ts";
import { isListed } from "../rootfs/paths.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";

/** A program of the host that LXC runs while a container starts. */
export interface HookExecution extends Execution {
  readonly location: Location;
  readonly element: string;
  readonly name: string;
}

/** What the hooks of a container execute: LXC has the host's sh run them, as root and before it enters the container's root. */
export const hooksOf = (facts: ContainerFacts): readonly HookExecution[] =>
  facts.plan.conf.settings.flatMap(({ row, value, why }) => {
    const words = row.onHost === "program" ? shellWords(value) : [];
    const [name] = words;
    const execution = name === undefined ? undefined : runCommand(hostPlace(facts), { process: ROOT, words, path: USUAL_PATH });
    return name === undefined || execution === undefined
      ? []
      : { ...execution, location: locationOf(facts, { why }), element: row.element, name };
  });

/** As root is on the host. */
export const ROOT: ProcessPlan = { uid: 0, gid: 0, groups: [], userName: undefined, dacOverride: true, dacReadSearch: true };

/** The host as a place where files are executed. */
const hostPlace = ({ host, readElf, family, applets, config }: ContainerFacts): ExecutionPlace => ({
  rootfs: host,
  contents: host,
  readElf,
  isUnknown: (path) => isListed(`/${path}`, config.writable),
  noexecOver: () => undefined,
  family,
  applets,
});
