import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { GeneratedFile } from "../plan/planned-node.ts";
import { removedPaths } from "../plan/removed-paths.ts";
import { launcherLines } from "../render/launcher.ts";
import { confLines } from "../render/lxc-conf.ts";
import { remountLines } from "../render/remount.ts";
import { linesFor, type TextLine } from "../render/text-line.ts";
import { type Answer, mountFacts } from "./answer.ts";

/** The lines of a generated file; `undefined` for one that is made as a whole. */
export const generatedLines = (plan: Plan, container: ContainerPlan, what: GeneratedFile): readonly TextLine[] | undefined => {
  if (what === "lxc.conf") return confLines(container, plan.dialect, plan.cgroup);
  if (what === "launcher") return container.launcher && launcherLines(container.launcher);
  if (what === "remount") return container.conf.remount && remountLines(container.conf.remount.binds);
  return what === "removed" ? removedLines(container) : undefined;
};

const removedLines = (container: ContainerPlan): readonly TextLine[] =>
  removedPaths(container).flatMap((path) =>
    linesFor(
      container.moves.filter((move) => `/${move.path}` === path).map(({ why }) => why),
      [path],
    ),
  );

/** Why a line is there. */
export const explainLine = ({ text, whys, mount }: TextLine): Answer => ({
  what: text === "" ? "an empty line before what follows" : text,
  whys,
  facts: mount === undefined ? [] : mountFacts(mount),
});
