import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Location, Staged } from "../diagnostics/diagnostic.ts";
import { locationOfWhy, type Why } from "../plan/why.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup, pathOf } from "../rootfs/lookup.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
import { aliasesOf, dropInsOf, placesOf, type Service } from "../rootfs/services.ts";
import { dropInApplies, hostUnitReplaced, needsMaskedUnit, type UnitNeed } from "./findings.ts";
import { activatorsOf, BUS_SOCKET, busActivations, type Starter } from "./host-units.ts";
import { type Launched, unitOf } from "./launched.ts";
import { mask, type UnitFile, UNITS } from "./unit-file.ts";

export interface OldInput {
  readonly host: HostRootfs;
  readonly services: readonly Service[];
  /** The units that are generated, with what asked for each. */
  readonly own: ReadonlyMap<string, { readonly container: Launched; readonly why: Why }>;
  /** The services that start what is in a container. */
  readonly starting: readonly { readonly container: Launched; readonly starters: readonly Starter[] }[];
}

export interface Old {
  /** The units that can't be started any more, each with the container that takes its place. */
  readonly masked: ReadonlyMap<string, Launched>;
  /** Links, by the container that they are there for. */
  readonly files: ReadonlyMap<string, readonly UnitFile[]>;
}

/** What becomes of the host's units that generated ones come in place of. */
export const maskOld = (input: OldInput): Staged<Old> => {
  const { host, services, own } = input;
  const { found, report } = collectFindings("distinct");
  const files = new Map<string, UnitFile[]>();
  const masked = new Map<string, Launched>();
  const put = ({ name }: Launched, ...more: readonly UnitFile[]): void => void files.set(name, [...(files.get(name) ?? []), ...more]);
  const hide = (unit: string, container: Launched, reason: string): readonly string[] => {
    if (masked.has(unit) || own.has(unit)) return [];
    masked.set(unit, container);
    put(container, mask(unit, { reason, span: container.launcher.why.span }));
    return [unit];
  };
  for (const { container, starters } of input.starting) {
    for (const { service } of starters.filter((each) => !own.has(each.service.name))) {
      const hidden = [
        ...hide(service.name, container, `masked: it starts what ${unitOf(container)} starts`),
        ...aliasesOf(host, service).flatMap((alias) => hide(alias, container, `masked: it is ${service.name}`)),
        ...activatorsOf(host, service, ["socket", "timer", "path"]).flatMap(({ name }) =>
          hide(name, container, `masked: it starts ${service.name}`),
        ),
      ];
      if (hidden.length > 0) report(hostUnitReplaced(locationOf(container), masksText(hidden, unitOf(container))));
    }
  }
  for (const [unit, { container, why }] of own) {
    const at = locationOfWhy(why, container.span);
    const dropIns = dropInsOf(host, unit).filter((file) => baseOf(parentOf(file)) === `${unit}.d`);
    for (const file of dropIns) report(dropInApplies(at, unit, file));
    const places = placesOf(host, unit);
    if (places.length === 0) continue;
    report(hostUnitReplaced(at, `/${places[0]} of the host is replaced by the unit of the launcher`));
    put(container, ...linksToOwn(host, unit, places, why));
    const reason = `masked: ${unit} hands no sockets on to its container`;
    const sockets = activatorsOf(host, { name: unit }, ["socket"]).flatMap(({ name }) => hide(name, container, reason));
    if (sockets.length > 0) report(hostUnitReplaced(at, masksText(sockets, unit)));
  }
  for (const need of needers(host, services, [...masked.keys(), ...own.keys()])) {
    const container = masked.get(need.unit);
    if (container !== undefined) report(needsMaskedUnit(locationOf(container), need, unitOf(container)));
  }
  return { value: { masked, files }, diagnostics: found };
};

const locationOf = ({ launcher, span }: Launched): Location => locationOfWhy(launcher.why, span);

/** Links in place of files that would count before the generated one. */
const linksToOwn = (host: HostRootfs, unit: string, places: readonly string[], why: Why): readonly UnitFile[] => {
  const real = (path: string): string | undefined => {
    const directory = pathOf(lookup(host, parentOf(path)));
    return directory === undefined ? undefined : `${directory}/${baseOf(path)}`;
  };
  const own = real(`${UNITS}/${unit}`);
  const others = [...new Set(places.map(real))].filter((path): path is string => path !== undefined && path !== own);
  return others.map((path) => ({ kind: "link", path, target: `/${UNITS}/${unit}`, why }));
};

/** Who needs a unit: services of the host, but those that are there no more, and what D-Bus activates. */
const needers = (host: HostRootfs, services: readonly Service[], gone: readonly string[]): readonly UnitNeed[] => [
  ...services.filter(({ name }) => !gone.includes(name)).flatMap(needsOfService),
  ...busActivations(host).map(({ path, unit }) => ({ unit, needer: `/${path}`, has: `SystemdService=${unit}`, isImplied: false })),
];

/** systemd.service(5), "Implicit Dependencies": a service of Type=dbus, which BusName= without a Type= makes it, requires dbus.socket. */
const needsOfService = (service: Service): readonly UnitNeed[] => {
  const needer = `/${service.path}`;
  const named = ["Requires", "Requisite", "BindsTo"].flatMap((setting) =>
    service.units(setting).map((unit) => ({ unit, needer, has: `${setting}=${unit}`, isImplied: false })),
  );
  const type = service.get("Type")?.value ?? (service.get("BusName") === undefined ? "simple" : "dbus");
  return type === "dbus"
    ? [...named, { unit: BUS_SOCKET, needer, has: `Type=dbus and so requires ${BUS_SOCKET}`, isImplied: true }]
    : named;
};

/** `a.service, a.socket and b.timer of the host are masked: app.service starts …` */
const masksText = (units: readonly string[], instead: string): string => {
  const listed = units.length === 1 ? units[0] : `${units.slice(0, -1).join(", ")} and ${units.at(-1)}`;
  return `${listed} of the host ${units.length === 1 ? "is" : "are"} masked: ${instead} starts the program in its container`;
};
