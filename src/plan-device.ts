import { collectFindings } from "./diagnostics/collect-findings.ts";
import type { Staged } from "./diagnostics/diagnostic.ts";
import type { Options } from "./model/options.ts";
import { type PackageList, readPackages } from "./model/read-packages.ts";
import { soundContainers } from "./model/sound-containers.ts";
import type { Plan } from "./plan/plan.ts";
import { planOverlay } from "./plan/plan-overlay.ts";
import { type Host, type ReadHost, readHost, type TarballInput } from "./rootfs/read-host.ts";
import { addUnits } from "./units/add-units.ts";
import type { ContainerUnits } from "./units/plan-units.ts";
import { judgeLowering } from "./targets.ts";
import { select, type Selected, type SelectInput, type TextInput } from "./select.ts";

export interface PlanningInput extends SelectInput {
  readonly rootfs: TarballInput;
  readonly options: Options;
  /** The manifest of the packages that the host rootfs is made of. */
  readonly packages?: TextInput | undefined;
  /** The files of SeccompProfile that are not the host's. */
  readonly profiles?: readonly TextInput[] | undefined;
}

/** What a build decides, as far as it could. */
export interface Planned extends Selected {
  readonly host: Host | undefined;
  readonly packages: PackageList | undefined;
  /** Of the containers whose descriptions are sound. */
  readonly plan: Plan | undefined;
  /** What systemd is given for them, where that is asked for. */
  readonly units: readonly ContainerUnits[];
  /** Whether all of them are. */
  readonly isWhole: boolean;
}

/** The pipeline up to the plan, a pure function. `read` reads the rootfs. */
export const planDevice = (input: PlanningInput, read: ReadHost = readHost): Staged<Planned> => {
  const { options } = input;
  const { found, report, take } = collectFindings();
  const selected = take(select(input));
  const { config, containers } = selected;
  const packages = input.packages && take(readPackages(input.packages.bytes, input.packages.file));
  const host = take(read(input.rootfs));
  const wrong = new Set(found.flatMap(({ severity, location }) => (severity === "error" ? [location.file] : [])));
  const sound = soundContainers(containers, found);
  const isWhole = wrong.size === 0;
  const canPlan = isWhole || sound.length > 0;
  const plan =
    config && host && canPlan
      ? take(planOverlay({ containers: sound, ...host, config, options, packages, profiles: input.profiles ?? [] }))
      : undefined;
  if (plan !== undefined) report(...judgeLowering(plan));
  const { plan: whole, units } = plan && host ? take(addUnits(plan, host.rootfs, options)) : { plan, units: [] };
  return { value: { ...selected, host, packages, plan: whole, units, isWhole }, diagnostics: found };
};
