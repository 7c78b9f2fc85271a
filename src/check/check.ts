import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type ContainerContext, containerContexts } from "./container-context.ts";
import { judgeBy } from "./judge-by.ts";
import type { ContainerRule, RunRule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { tooMuchMounted } from "./rules/too-much-mounted.ts";
import type { RunContext } from "./run-context.ts";

/** Judges a plan by all rules: those for the run, then those for each container. */
export const check = (run: RunContext): readonly Diagnostic[] => {
  const contextOf = containerContexts(run);
  return [
    ...RULES.filter((rule): rule is RunRule => rule.kind === "run").flatMap((rule) => judgeBy(rule, run, run.options)),
    ...run.plan.containers.flatMap((container) => checkContainer(contextOf(container))),
  ];
};

const checkContainer = (context: ContainerContext): readonly Diagnostic[] => {
  // The others would take minutes.
  const tooMuch = judgeBy(tooMuchMounted, context, context.options);
  return tooMuch.length > 0 ? tooMuch : CONTAINER_RULES.flatMap((rule) => judgeBy(rule, context, context.options));
};

const CONTAINER_RULES = RULES.filter((rule): rule is ContainerRule => rule.kind === "container" && rule !== tooMuchMounted);
