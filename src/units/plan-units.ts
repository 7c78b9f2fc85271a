import { collectFindings } from "../diagnostics/collect-findings.ts";
import { atFile, type Staged } from "../diagnostics/diagnostic.ts";
import type { AttachPlan } from "../plan/launcher-plan.ts";
import type { Plan } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import { locationOfWhy } from "../plan/why.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { placesOf, servicesOf } from "../rootfs/services.ts";
import type { Views } from "../view/views.ts";
import { type BootDirectory, bootDirectories } from "./directories.ts";
import { noUnitFor, sameUnitName } from "./findings.ts";
import { startersOf } from "./host-units.ts";
import { type Launched, launchedOf, unitOf, unitOfAttach } from "./launched.ts";
import { maskOld } from "./mask-old.ts";
import { needsOf } from "./needs.ts";
import { attachService, containerService, startsAtBoot } from "./service-text.ts";
import { startAtBoot, TMPFILES, type UnitFile, UNITS } from "./unit-file.ts";
import { quotedPath } from "./unit-text.ts";

export interface UnitInput {
  readonly plan: Plan;
  readonly host: HostRootfs;
  /** Of the plan. */
  readonly views: Views;
  /** The containers that get units; all that something starts where none are named. */
  readonly only: readonly string[] | undefined;
}

/** What systemd is given for a container. */
export interface ContainerUnits {
  readonly container: string;
  readonly files: readonly UnitFile[];
}

/** Units that start, join and stop containers, directories that they need, and links that start them and keep the host's from doing so. */
export const planUnits = ({ plan, host, views, only }: UnitInput): Staged<readonly ContainerUnits[]> => {
  const { found, report } = collectFindings("distinct");
  const launched = plan.containers.flatMap((container) => launchedOf(container) ?? []);
  const names = launched.map(({ name }) => name);
  for (const name of only ?? []) if (!names.includes(name)) report(noUnitFor(atFile("--with-units"), name, names));
  const containers = launched.filter(({ name }) => only?.includes(name) !== false);
  const own = ownUnits(containers, report);
  const services = servicesOf(host);
  const starting = containers.map((container) => {
    const inside = views.containers.get(container.name)?.rootfs ?? host;
    return { container, starters: startersOf(host, services, container, inside) };
  });
  const old = maskOld({ host, services, own, starting });
  report(...old.diagnostics);
  const { masked, files: oldFiles } = old.value;
  const isThere = (unit: string): boolean => !masked.has(unit) && (own.has(unit) || placesOf(host, unit).length > 0 || TARGET.test(unit));
  const remaining = services.filter(({ name }) => !masked.has(name) && !own.has(name));
  const needs = needsOf({ host, containers, services: remaining, isThere });
  const directories = bootDirectories(host, containers, remaining);
  return {
    value: starting.map(({ container, starters }) => ({
      container: container.name,
      files: [
        ...unitsFor(
          container,
          containerService({
            container,
            needs: needs.get(container.name) ?? [],
            before: starters.flatMap(({ service, isMain }) => (isMain ? [service] : [])),
            isThere,
          }),
        ),
        ...tmpfilesFor(container, directories.get(container.name) ?? []),
        ...(oldFiles.get(container.name) ?? []),
      ],
    })),
    diagnostics: found,
  };
};

/** Not all targets are files. */
const TARGET = /\.(?:target|device|mount|slice)$/;

/** The names of all units that are generated, with what asked for each. */
const ownUnits = (
  containers: readonly Launched[],
  report: (finding: ReturnType<typeof sameUnitName>) => void,
): ReadonlyMap<string, { readonly container: Launched; readonly why: Why }> => {
  const own = new Map<string, { readonly container: Launched; readonly why: Why }>();
  for (const container of containers) {
    const { launcher, span } = container;
    const units = [
      { unit: unitOf(container), why: launcher.why },
      ...launcher.attaches.map(({ param, why }) => ({ unit: unitOfAttach(container, param), why })),
    ];
    for (const { unit, why } of units) {
      const other = own.get(unit);
      if (other !== undefined) report(sameUnitName(locationOfWhy(why, span), unit, other.container.name));
      else own.set(unit, { container, why });
    }
  }
  return own;
};

const unitsFor = (container: Launched, text: string): readonly UnitFile[] => {
  const { launcher } = container;
  const unit = (name: string, why: Why, content: string, starts: boolean): readonly UnitFile[] => [
    { kind: "file", path: `${UNITS}/${name}`, text: content, why },
    ...(starts ? [startAtBoot(name, why)] : []),
  ];
  return [
    ...unit(unitOf(container), launcher.why, text, startsAtBoot(container)),
    ...launcher.attaches.flatMap((attach) => {
      const isStarted = joinsAtBoot(attach, launcher.attaches);
      return unit(unitOfAttach(container, attach.param), attach.why, attachService(container, attach, isStarted), isStarted);
    }),
  ];
};

/** What notifies nobody may be a command for people; of several that start one program somebody has to choose. */
const joinsAtBoot = ({ command }: AttachPlan, all: readonly AttachPlan[]): boolean =>
  command.notify !== undefined && all.filter((other) => other.command.words[0] === command.words[0]).length === 1;

const tmpfilesFor = (container: Launched, directories: readonly BootDirectory[]): readonly UnitFile[] => {
  const [first] = directories;
  if (first === undefined) return [];
  const lines = directories.flatMap(({ path, uid, gid, reason }) => [`# ${reason}.`, `d ${quotedPath(path)} 0755 ${uid} ${gid} -`]);
  return [
    { kind: "file", path: `${TMPFILES}/container-${container.launcher.name}.conf`, text: `${lines.join("\n")}\n`, why: first.mount.why },
  ];
};
