import { launcherCalls } from "../check/launcher-calls.ts";
import { launcherCommands } from "../check/launcher-commands.ts";
import type { HostNode, HostRootfs, Searchable } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import { readHostText } from "../rootfs/read-file.ts";
import { commandsOf, type Service, type UnitKind, unitsOf } from "../rootfs/services.ts";
import { readUnitFile } from "../rootfs/unit-file.ts";
import type { Launched } from "./launched.ts";
import { startedPrograms } from "./started-programs.ts";

/** A service of the host that starts what a container starts. */
export interface Starter {
  readonly service: Service;
  /** Whether that is the container's main program, and not one that joins. */
  readonly isMain: boolean;
}

/** Those of a host's services that start a container's programs, or the container itself by its launcher. `inside` is what the container sees. */
export const startersOf = (
  host: HostRootfs,
  services: readonly Service[],
  { name, launcher }: Launched,
  inside: Searchable,
): readonly Starter[] => {
  const calls = launcherCalls(host).filter((call) => call.container === name && call.setting.key === START);
  const commands = launcherCommands(launcher).map(({ param, command }) => ({
    param,
    programs: startedPrograms(command.words)
      .slice(-1)
      .flatMap((path) => programAt(inside, path)),
  }));
  return services.flatMap((service) => {
    const started = commandsOf(service)
      .filter(({ setting }) => setting.key === START)
      .flatMap(({ words }) => startedPrograms(words).flatMap((path) => programAt(host, path)));
    const found = commands.filter(
      ({ param, programs }) =>
        calls.some((call) => call.service.name === service.name && call.args[0] === param) ||
        started.some((program) => programs.some((each) => isSame(each, program))),
    );
    return found.length === 0 ? [] : [{ service, isMain: found.some(({ param }) => param === "start") }];
  });
};

const START = "ExecStart";

interface Program {
  readonly name: string;
  readonly node: HostNode;
}

const programAt = (rootfs: Searchable, path: string): readonly Program[] => {
  const found = lookup(rootfs, path);
  return found.kind === "found" && found.node.type === "file" ? [{ name: baseOf(path), node: found.node }] : [];
};

/** BusyBox is one file with many names. */
const isSame = (one: Program, other: Program): boolean => one.name === other.name && one.node.contentOffset === other.node.contentOffset;

/** The host's sockets, timers and paths that start a service. */
export const activatorsOf = (host: HostRootfs, { name }: Pick<Service, "name">, kinds: readonly ActivatorKind[]): readonly Service[] =>
  kinds.flatMap((kind) =>
    unitsOf(host, kind).filter(
      (unit) => (unit.get(kind === "socket" ? "Service" : "Unit")?.value ?? unit.name.replace(/\.[a-z]+$/, ".service")) === name,
    ),
  );

export type ActivatorKind = Exclude<UnitKind, "service">;

/** What systemd requires for each service of Type=dbus. */
export const BUS_SOCKET = "dbus.socket";

/** A file of D-Bus by which a bus daemon starts a unit: dbus-daemon(1), SystemdService=. */
export interface BusActivation {
  readonly path: string;
  readonly unit: string;
}

export const busActivations = (host: HostRootfs): readonly BusActivation[] => {
  const directory = lookup(host, BUS_SERVICES);
  if (directory.kind !== "found") return [];
  return host.nodes.namesIn(directory.node.path).flatMap((name) => {
    const found = lookup(host, `${BUS_SERVICES}/${name}`);
    const text = found.kind === "found" && found.node.type === "file" ? (readHostText(host, found.node) ?? "") : "";
    const unit = readUnitFile(text, name).find(({ key }) => key === "SystemdService")?.value;
    return unit === undefined ? [] : [{ path: `${BUS_SERVICES}/${name}`, unit }];
  });
};

const BUS_SERVICES = "usr/share/dbus-1/system-services";
