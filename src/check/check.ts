import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { Views } from "../view/views.ts";
import { type ContainerContext, containerContexts } from "./container-context.ts";
import { judgeBy } from "./judge-by.ts";
import { type LibraryGraph, libraryGraph } from "./library-graph.ts";
import { type RecordedPlan, recordPlan } from "./recorded-plan.ts";
import type { ContainerRule, RunRule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { tooMuchMounted } from "./rules/too-much-mounted.ts";
import type { RunContext } from "./run-context.ts";

/** Judges a plan by all rules: those for the run, then those for each container; `graphs` gets what each loads. */
export const check = (run: RunContext, graphs?: LibraryGraphs): readonly Diagnostic[] => checker()(run, graphs);

/** What containers load, by their names. */
export type LibraryGraphs = Map<string, LibraryGraph>;

/** Judges several plans for one device; what several of them have in common is judged once. */
export const checker = (): ((run: RunContext, graphs?: LibraryGraphs) => readonly Diagnostic[]) => {
  const known = new WeakMap<HostRootfs, ReturnType<typeof containerChecker>>();
  return (run, graphs) => {
    const { plan, views, options } = run;
    const checkOne = known.get(views.host) ?? containerChecker(run);
    known.set(views.host, checkOne);
    return [
      ...RUN_RULES.flatMap((rule) => judgeBy(rule, run, options)),
      ...plan.containers.flatMap((each) => checkOne(each, views, graphs)),
    ];
  };
};

type CheckContainer = (container: ContainerPlan, views: Views, graphs: LibraryGraphs | undefined) => readonly Diagnostic[];

/** Judges containers of one host. Of one name those that look alike to all rules are judged once. */
const containerChecker = (run: RunContext): CheckContainer => {
  const contextOf = containerContexts(run);
  const known = new Map<string, { readonly recorded: RecordedPlan; readonly checked: Checked }[]>();
  return (container, views, graphs) => {
    const judged = known.get(container.name) ?? [];
    const give = ({ found, graph }: Checked): readonly Diagnostic[] => {
      graphs?.set(container.name, graph);
      return found;
    };
    known.set(container.name, judged);
    const same = judged.find(({ recorded }) => recorded.looksLike(container));
    if (same !== undefined) return give(same.checked);
    const view = views.containers.get(container.name);
    if (view === undefined) throw new Error(`${container.name} has no view`);
    const recorded = recordPlan(container);
    const checked = checkContainer(contextOf(recorded, view), graphs !== undefined);
    judged.push({ recorded, checked });
    return give(checked);
  };
};

/** What is found of a container, and what it loads, where that is asked for. */
interface Checked {
  readonly found: readonly Diagnostic[];
  readonly graph: LibraryGraph;
}

const checkContainer = (context: ContainerContext, isDrawn: boolean): Checked => {
  // The others would take minutes.
  const tooMuch = judgeBy(tooMuchMounted, context, context.options);
  if (tooMuch.length > 0) return { found: tooMuch, graph: [] };
  const rules = context.plan.bundle === undefined ? CONTAINER_RULES : BUNDLE_RULES;
  const found = rules.flatMap((rule) => judgeBy(rule, context, context.options));
  return { found, graph: isDrawn ? libraryGraph(context) : [] };
};

const RUN_RULES = RULES.filter((rule): rule is RunRule => rule.kind === "run");

const CONTAINER_RULES = RULES.filter((rule): rule is ContainerRule => rule.kind === "container" && rule !== tooMuchMounted);

const BUNDLE_RULES = CONTAINER_RULES.filter(({ isOfLxc }) => isOfLxc !== true);
