import { allow } from "./allow/allow.ts";
import type { LibraryGraphs } from "./check/check.ts";
import { once } from "./check/once.ts";
import type { JudgedDevice, Shown } from "./check/judged-device.ts";
import { ALONE, type ChooseJudging } from "./check/judging.ts";
import { type Diagnostic, hasErrors, type Suppressed } from "./diagnostics/diagnostic.ts";
import { collectFindings } from "./diagnostics/collect-findings.ts";
import { sortDiagnostics } from "./diagnostics/sort.ts";
import type { ActiveTags, Selection } from "./model/config.ts";
import type { Container } from "./model/container.ts";
import type { PackageList } from "./model/read-packages.ts";
import { planDevice, type PlanningInput } from "./plan-device.ts";
import type { Plan } from "./plan/plan.ts";
import { type Overlay, overlaysOf } from "./entries/overlays.ts";
import type { HostRootfs } from "./rootfs/host-rootfs.ts";
import { type ReadHost, readHost } from "./rootfs/read-host.ts";
import type { TextInput } from "./select.ts";
import type { ContainerUnits } from "./units/plan-units.ts";
import type { Views } from "./view/views.ts";

export type { Overlay } from "./entries/overlays.ts";

export interface BuildInput extends PlanningInput {
  /** Whether warnings count as errors. */
  readonly strict?: boolean;
  /** What is allowed in descriptions that nobody wants to edit. */
  readonly allow?: readonly TextInput[];
  /** Whether the result is shown on a page. */
  readonly isShown?: boolean;
}

/** The inputs that findings are sorted by. */
export const filesOf = ({ descriptions, config, packages, rootfs }: BuildInput): readonly string[] =>
  [...descriptions, config, ...(packages === undefined ? [] : [packages]), rootfs].map(({ file }) => file);

/** What came of a build. It has a plan if nothing was wrong before it, and overlays if nothing was wrong at all. */
export interface BuildResult {
  readonly diagnostics: readonly Diagnostic[];
  /** What was found and is allowed. */
  readonly suppressed: readonly Suppressed[];
  readonly containers: readonly Container[];
  readonly selections: readonly Selection[];
  readonly tags?: ActiveTags;
  /** How many combinations of tags were judged, where it was more than the active one. */
  readonly combinations?: number;
  readonly rootfs?: HostRootfs;
  readonly packages?: PackageList | undefined;
  readonly plan?: Plan;
  readonly views?: Views;
  readonly shown?: Shown;
  /** What systemd is given for the containers, where that is asked for. */
  readonly units?: readonly ContainerUnits[];
  readonly overlays: readonly Overlay[];
}

/**
 * The whole pipeline, a pure function. Each stage runs if those it builds on found no error, the later ones for the containers whose
 * descriptions are sound; all that was found is reported. `read` reads the device's rootfs.
 */
export const build = (input: BuildInput, read: ReadHost = readHost, choose: ChooseJudging = () => ALONE): BuildResult => {
  const { options } = input;
  const { found, report, take } = collectFindings();
  const { config, tags, containers, selections, descriptions, host, packages, plan, units, isWhole } = take(planDevice(input, read));
  const devices: JudgedDevice[] = [];
  const result = (
    complete: boolean,
    more: (isRefused: boolean) => Partial<BuildResult> & { readonly makeOverlays?: () => readonly Overlay[] },
  ): BuildResult => {
    const { diagnostics, suppressed } = allow({ found, descriptions, selections, files: input.allow ?? [], complete });
    const isRefused = diagnostics.some(({ severity }) => severity === "error" || (severity === "warning" && input.strict));
    const { makeOverlays = () => [], ...rest } = more(isRefused);
    // Whoever only wants to know what is found needs none.
    const overlays = once(makeOverlays);
    return {
      containers,
      selections,
      ...(tags === undefined ? {} : { tags }),
      suppressed,
      ...(input.isShown ? { shown: { descriptions, devices } } : {}),
      ...rest,
      get overlays() {
        return overlays();
      },
      diagnostics: sortDiagnostics(diagnostics, filesOf(input)),
    };
  };
  if (config === undefined || host === undefined || plan === undefined) return result(false, () => ({}));
  const { rootfs } = host;
  const isPlanned = !hasErrors(found);
  const judging = choose(found);
  const views = judging.view(plan, rootfs);
  const graphs: LibraryGraphs | undefined = input.isShown ? new Map() : undefined;
  report(...judging.check({ plan, views, rootfs, config, options }, graphs));
  if (graphs !== undefined) devices.push({ plan, views, graphs, combinations: [] });
  return result(isPlanned, (isRefused) => {
    if (isRefused) return isWhole ? { rootfs, plan } : {};
    return { rootfs, packages, plan, views, units, makeOverlays: () => overlaysOf(plan, rootfs, options.split) };
  });
};
