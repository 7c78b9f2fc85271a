import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { Views } from "../view/views.ts";
import { type ContainerContext, containerContexts } from "./container-context.ts";
import { judgeBy } from "./judge-by.ts";
import { type RecordedPlan, recordPlan } from "./recorded-plan.ts";
import type { ContainerRule, RunRule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { tooMuchMounted } from "./rules/too-much-mounted.ts";
import type { RunContext } from "./run-context.ts";

/** Judges a plan by all rules: those for the run, then those for each container. */
export const check = (run: RunContext): readonly Diagnostic[] => checker()(run);

/** Judges several plans for one device; what several of them have in common is judged once. */
export const checker = (): ((run: RunContext) => readonly Diagnostic[]) => {
  const known = new WeakMap<HostRootfs, ReturnType<typeof containerChecker>>();
  return (run) => {
    const { plan, views, options } = run;
    const checkOne = known.get(views.host) ?? containerChecker(run);
    known.set(views.host, checkOne);
    return [...RUN_RULES.flatMap((rule) => judgeBy(rule, run, options)), ...plan.containers.flatMap((each) => checkOne(each, views))];
  };
};

/** Judges containers of one host. Of one name those that look alike to all rules are judged once. */
const containerChecker = (run: RunContext): ((container: ContainerPlan, views: Views) => readonly Diagnostic[]) => {
  const contextOf = containerContexts(run);
  const known = new Map<string, { readonly recorded: RecordedPlan; readonly found: readonly Diagnostic[] }[]>();
  return (container, views) => {
    const judged = known.get(container.name) ?? [];
    known.set(container.name, judged);
    const same = judged.find(({ recorded }) => recorded.looksLike(container));
    if (same !== undefined) return same.found;
    const view = views.containers.get(container.name);
    if (view === undefined) throw new Error(`${container.name} has no view`);
    const recorded = recordPlan(container);
    const found = checkContainer(contextOf(recorded, view));
    judged.push({ recorded, found });
    return found;
  };
};

const checkContainer = (context: ContainerContext): readonly Diagnostic[] => {
  // The others would take minutes.
  const tooMuch = judgeBy(tooMuchMounted, context, context.options);
  return tooMuch.length > 0 ? tooMuch : CONTAINER_RULES.flatMap((rule) => judgeBy(rule, context, context.options));
};

const RUN_RULES = RULES.filter((rule): rule is RunRule => rule.kind === "run");

const CONTAINER_RULES = RULES.filter((rule): rule is ContainerRule => rule.kind === "container" && rule !== tooMuchMounted);
