import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { PlannedContent } from "../plan/planned-node.ts";
import { removedPaths } from "../plan/removed-paths.ts";
import { linesFor, type TextLine } from "../render/text-line.ts";
import { lowerContainer } from "../targets.ts";
import { type Answer, mountFacts } from "./answer.ts";

/** The lines of a generated file; `undefined` for one that is made as a whole. */
export const generatedLines = (plan: Plan, container: ContainerPlan, content: PlannedContent): readonly TextLine[] | undefined => {
  if (content.kind === "lowered")
    return lowerContainer(plan, container)
      .value.files.find(({ path }) => path === content.path)
      ?.lines();
  return content.kind === "generated" && content.what === "removed" ? removedLines(container) : undefined;
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
