import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { ContainerView } from "../view/container-view.ts";
import type { Views } from "../view/views.ts";
import { type ContainerContext, containerContexts } from "./container-context.ts";
import { judgeBy } from "./judge-by.ts";
import { type LibraryGraph, libraryGraph } from "./library-graph.ts";
import { readable, type RecordedPlan, recordPlan } from "./recorded-plan.ts";
import type { ContainerRule, RunRule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { tooMuchMounted } from "./rules/too-much-mounted.ts";
import type { RunContext } from "./run-context.ts";

/** Judges a plan by all rules: those for the run, then those for each container; `graphs` gets what each loads. */
export const check = (run: RunContext, graphs?: LibraryGraphs): readonly Diagnostic[] => {
  const contextOf = containerContexts(run);
  return judgeRun(run, graphs, (container) =>
    checkContainer(contextOf(readable(container), viewIn(run.views, container)), graphs !== undefined),
  );
};

/** What containers load, by their names. */
export type LibraryGraphs = Map<string, LibraryGraph>;

/** Judges several plans for one device; what several of them have in common is judged once. */
export const checker = (): ((run: RunContext, graphs?: LibraryGraphs) => readonly Diagnostic[]) => {
  const known = new WeakMap<HostRootfs, ReturnType<typeof containerChecker>>();
  return (run, graphs) => {
    const { views } = run;
    const checkOne = known.get(views.host) ?? containerChecker(run);
    known.set(views.host, checkOne);
    return judgeRun(run, graphs, (container) => checkOne(container, views, graphs !== undefined));
  };
};

/** What is found of a container, and what it loads, where that is asked for. */
interface Checked {
  readonly found: readonly Diagnostic[];
  readonly graph: LibraryGraph;
}

const judgeRun = (
  run: RunContext,
  graphs: LibraryGraphs | undefined,
  checkOne: (container: ContainerPlan) => Checked,
): readonly Diagnostic[] => [
  ...RUN_RULES.flatMap((rule) => judgeBy(rule, run, run.options)),
  ...run.plan.containers.flatMap((container) => {
    const { found, graph } = checkOne(container);
    graphs?.set(container.name, graph);
    return found;
  }),
];

/** Judges containers of one host. Of one name those that look alike to all rules are judged once. */
const containerChecker = (run: RunContext): ((container: ContainerPlan, views: Views, isDrawn: boolean) => Checked) => {
  const contextOf = containerContexts(run);
  const known = new Map<string, { readonly recorded: RecordedPlan; readonly checked: Checked }[]>();
  return (container, views, isDrawn) => {
    const judged = known.get(container.name) ?? [];
    known.set(container.name, judged);
    const same = judged.find(({ recorded }) => recorded.looksLike(container));
    if (same !== undefined) return same.checked;
    const recorded = recordPlan(container);
    const checked = checkContainer(contextOf(recorded, viewIn(views, container)), isDrawn);
    judged.push({ recorded, checked });
    return checked;
  };
};

const viewIn = ({ containers }: Views, { name }: ContainerPlan): ContainerView => {
  const view = containers.get(name);
  if (view === undefined) throw new Error(`${name} has no view`);
  return view;
};

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
