import { bridgesIn, hostBridges } from "../check/host-bridges.ts";
import { directoriesOf, isVolatile, realSource } from "../check/made-at-boot.ts";
import { networksOf } from "../check/networks.ts";
import { launcherCommands } from "../check/launcher-commands.ts";
import { hasFlag, hasHostSource } from "../plan/mount-kind.ts";
import type { Mount } from "../plan/mount.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { isUnder } from "../rootfs/paths.ts";
import { type Service, unitsOf } from "../rootfs/services.ts";
import { type Launched, unitOf } from "./launched.ts";

/** A unit that must have been started before a container. */
export interface Need {
  readonly unit: string;
  /** Whether the container can't start without. */
  readonly isRequired: boolean;
  readonly reason: string;
  /** What is mounted and may not be there yet when the unit has been started: no directory, and of a container that does not say when it is ready. */
  readonly awaited?: string;
}

export interface NeedsInput {
  readonly host: HostRootfs;
  /** Those that have units. */
  readonly containers: readonly Launched[];
  /** Services and sockets of the host that can still be started. */
  readonly isThere: (unit: string) => boolean;
  readonly services: readonly Service[];
}

/** What each container needs of others and of the host, as far as that is certain, by its name. */
export const needsOf = (input: NeedsInput): ReadonlyMap<string, readonly Need[]> => {
  const { containers } = input;
  const makers = new Map(containers.map((user) => [user.name, makersFor(input, user)]));
  const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
    (makers.get(from) ?? []).some(
      ({ maker }) => maker.name === to || (!seen.has(maker.name) && reaches(maker.name, to, new Set([...seen, maker.name]))),
    );
  return new Map(
    containers.map((user) => {
      // Of two that need each other none can be the first.
      const others = (makers.get(user.name) ?? []).filter(({ maker }) => !reaches(maker.name, user.name, new Set()));
      const own = others.map(({ maker, ...need }) => ({ unit: unitOf(maker), ...need }));
      return [user.name, distinct([...own, ...hostMakers(input, user), ...bridges(input, user), ...bus(input, user)])];
    }),
  );
};

const distinct = (needs: readonly Need[]): readonly Need[] => {
  const byUnit = new Map<string, Need>();
  for (const need of needs) {
    const known = byUnit.get(need.unit);
    if (known === undefined || rankOf(need) > rankOf(known)) byUnit.set(need.unit, need);
  }
  return [...byUnit.values()];
};

const rankOf = ({ isRequired, awaited }: Need): number => (isRequired ? 1 : 0) + (awaited === undefined ? 0 : 1);

interface Maker extends Omit<Need, "unit"> {
  readonly maker: Launched;
}

/** What a container shows of the host where each boot begins with nothing. */
interface Shared {
  /** Real, without a leading slash. */
  readonly path: string;
  readonly isDirectory: boolean;
  /** Whether whoever sees it may make something in it. */
  readonly isWorkshop: boolean;
  readonly mount: Mount;
}

const sharedOf = (host: HostRootfs, { mounts, rootfs }: Launched): readonly Shared[] =>
  mounts
    .filter((mount) => hasHostSource(mount) && mount.inside === undefined)
    .map((mount) => {
      const isDirectory = rootfs?.tree.get(mount.place)?.type === "directory";
      return { path: realSource(host, mount.source), isDirectory, isWorkshop: isDirectory && !hasFlag(mount, "ro"), mount };
    })
    .filter(({ path }) => isVolatile(path));

/** The containers that make what one uses: the one other that may write where it may not. */
const makersFor = ({ host, containers }: NeedsInput, user: Launched): readonly Maker[] => {
  const own = sharedOf(host, user);
  const shared = own
    .filter(({ path }) => !own.some((each) => each.isWorkshop && isUnder(path, each.path)))
    .flatMap(({ path, isDirectory, mount }): readonly Maker[] => {
      const others = containers.filter(
        (other) => other !== user && sharedOf(host, other).some((each) => each.isWorkshop && isUnder(path, each.path)),
      );
      const [maker] = others;
      if (maker === undefined || others.length > 1) return [];
      const isRequired = !mount.options.includes("optional");
      const reason = `${maker.name} makes ${isDirectory ? "what is in " : ""}/${path}`;
      const isSure = isDirectory || !isRequired || maker.launcher.start.command.notify !== undefined;
      return [{ maker, isRequired, reason, ...(isSure ? {} : { awaited: `/${path}` }) }];
    });
  const bridged = linksOf(user).flatMap((link) => {
    const maker = containers.find(
      (other) => other !== user && launcherCommands(other.launcher).some(({ command }) => bridgesIn(command.text).includes(link)),
    );
    return maker === undefined ? [] : [{ maker, isRequired: true, reason: `${maker.name} makes the bridge ${link}` }];
  });
  return [...shared, ...bridged];
};

/** What units of the host make of what a container mounts: systemd.socket(5), ListenStream=; systemd.exec(5), RuntimeDirectory=. */
const hostMakers = ({ host, services, isThere }: NeedsInput, user: Launched): readonly Need[] =>
  sharedOf(host, user).flatMap(({ path, mount }) => {
    const isRequired = !mount.options.includes("optional");
    const sockets = unitsOf(host, "socket").filter(
      (unit) =>
        isThere(unit.name) &&
        ["ListenStream", "ListenDatagram", "ListenSequentialPacket", "ListenFIFO"].some((key) =>
          unit.all(key).some(({ value }) => value.startsWith("/") && isUnder(realSource(host, value), path)),
        ),
    );
    const makers = services.filter((service) => isThere(service.name) && directoriesOf(service).some((made) => isUnder(path, made)));
    return [
      ...sockets.map((unit) => ({ unit: unit.name, isRequired, reason: `${unit.name} listens at /${path}` })),
      ...makers.map((unit) => ({ unit: unit.name, isRequired, reason: `${unit.name} makes /${path}` })),
    ];
  });

const linksOf = (user: Launched): readonly string[] =>
  networksOf(user.plan).flatMap((network) => (network.type === "veth" ? (network.get("Link")?.value ?? []) : []));

/** A veth joins a bridge that must be there: lxc.container.conf(5), lxc.net.[i].link. */
const bridges = ({ host, isThere }: NeedsInput, user: Launched): readonly Need[] => {
  const [link] = linksOf(user);
  if (link === undefined) return [];
  const reason = `the bridge ${link} must be there`;
  const script = isThere(LXC_NET) && hostBridges(host).made.has(link) ? [{ unit: LXC_NET, isRequired: false, reason }] : [];
  return [...script, { unit: "network-online.target", isRequired: false, reason }];
};

/** It makes the bridge that /etc/default/lxc-net names. */
const LXC_NET = "lxc-net.service";

/** The system bus, where no container makes it. */
const bus = ({ isThere }: NeedsInput, user: Launched): readonly Need[] =>
  user.mounts.some(({ kind }) => kind === "dbus") && isThere(DBUS)
    ? [{ unit: DBUS, isRequired: false, reason: "the system bus is the host's" }]
    : [];

const DBUS = "dbus.service";
