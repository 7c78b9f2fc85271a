import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { lxccpidPresent } from "./place-findings.ts";
import { atFile } from "../diagnostics/diagnostic.ts";
import type { Config } from "../model/config.ts";
import type { Container } from "../model/container.ts";
import type { CommonOptions } from "../model/options.ts";
import type { ProfileInput } from "../model/seccomp-profiles.ts";
import type { PackageList } from "../model/read-packages.ts";
import type { Accounts } from "../rootfs/accounts.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { libraryIndex } from "../rootfs/library-index.ts";
import { lookup } from "../rootfs/lookup.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import { judgeCaps } from "./caps-conflicts.ts";
import { chooseDialect, type DialectChoice, forBundles } from "./dialect.ts";
import { type DroppedAttributes, judgeDropped, noteDropped } from "./dropped-attributes.ts";
import { generatedTime, passedThrough, withParentsResolved } from "./host-entries.ts";
import { planContainer } from "./plan-container.ts";
import type { ContainerPlan, Plan } from "./plan.ts";
import type { PlannedEntry } from "./planned-node.ts";
import type { PlanContext } from "./plan-context.ts";

export interface PlanInput {
  readonly containers: readonly Container[];
  readonly rootfs: HostRootfs;
  readonly accounts: Accounts;
  readonly config: Config;
  readonly options: CommonOptions;
  /** What a manifest tells of the host's packages. */
  readonly packages?: PackageList | undefined;
  /** The files of SeccompProfile that are not the host's. */
  readonly profiles?: readonly ProfileInput[];
}

/** Decides everything about an overlay: which paths it holds, with what owner, mode and content, and why. */
export const planOverlay = ({ containers, ...device }: PlanInput): Staged<Plan> => overlayPlanner(device)(containers);

/** Plans overlays for one device; what is decided about a container that several of them have is decided once. */
export const overlayPlanner = (device: Omit<PlanInput, "containers">): ((containers: readonly Container[]) => Staged<Plan>) => {
  const { rootfs, options } = device;
  const libraries = libraryIndex(rootfs);
  const plannerFor = ({ found, ...choice }: Chosen): Planner => {
    const known = new WeakMap<Container, PlannedContainer>();
    const planOne = (container: Container): PlannedContainer => {
      const { found: ofContainer, report } = collectFindings("distinct");
      const dropped = noteDropped();
      const plan = planContainer({ profiles: [], ...device, ...choice, libraries, container, report, dropped });
      const planned = { plan, found: ofContainer, dropped };
      known.set(container, planned);
      return planned;
    };
    return { choice, found, planOne: (container) => known.get(container) ?? planOne(container) };
  };
  const planners: { lxc?: Planner; bundles?: Planner } = {};
  return (given) => {
    // Bundles alone ask for no dialect.
    const isOfBundles = given.length > 0 && given.every(({ bundle }) => bundle !== undefined);
    const {
      choice,
      found: common,
      planOne,
    } = isOfBundles
      ? (planners.bundles ??= plannerFor({ ...forBundles(device), found: [] }))
      : (planners.lxc ??= plannerFor(chosen(device)));
    // Several parts look up the same name; what they find about it is said once.
    const { found, report } = collectFindings("distinct");
    const planned = [...given].sort((a, b) => compareUtf8(a.name, b.name)).map(planOne);
    const containers = planned.map(({ plan }) => plan);
    report(...common, ...planned.flatMap((each) => each.found));
    report(
      ...judgeDropped(
        planned.map(({ dropped }) => dropped),
        rootfs.file,
      ),
    );
    report(...judgeCaps(rootfs, containers));
    const extras = planLxccpid({ ...device, report });
    return { value: { ...choice, containers, extras, generatedTime: generatedTime(options) }, diagnostics: found };
  };
};

interface Planner {
  readonly choice: DialectChoice;
  /** When that was chosen. */
  readonly found: readonly Diagnostic[];
  readonly planOne: (container: Container) => PlannedContainer;
}

/** What LXC reads, and what was found when that was chosen. */
interface Chosen extends DialectChoice {
  readonly found: readonly Diagnostic[];
}

const chosen = (device: Omit<PlanInput, "containers">): Chosen => {
  const { found, report } = collectFindings();
  return { ...chooseDialect(device, report), found };
};

interface PlannedContainer {
  readonly plan: ContainerPlan;
  readonly found: readonly Diagnostic[];
  readonly dropped: DroppedAttributes;
}

const LXCCPID = "/usr/bin/lxccpid";

const planLxccpid = (context: Pick<PlanContext, "rootfs" | "options" | "report">): readonly PlannedEntry[] => {
  if (!context.options.withLxccpid) return [];
  const found = lookup(context.rootfs, LXCCPID);
  if (found.kind === "found") {
    context.report(lxccpidPresent(atFile(context.rootfs.file), LXCCPID));
    return [];
  }
  const path = withParentsResolved(context, LXCCPID);
  const why = { reason: "--with-lxccpid", span: undefined };
  const mtime = generatedTime(context.options);
  const content = { kind: "generated", what: "lxccpid" } as const;
  const script = { path, type: "file", mode: 0o755, uid: 0, gid: 0, mtime, target: "", xattrs: NO_XATTRS, content, why } as const;
  return [...passedThrough(context, path, why), script];
};
