import type { CommandPlan } from "../plan/launcher-plan.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { Service } from "../rootfs/services.ts";
import { hasHostSource } from "../plan/mount-kind.ts";
import { isVolatile } from "../check/made-at-boot.ts";
import { isUnder } from "../rootfs/paths.ts";
import { type Launched, unitOf } from "./launched.ts";
import { launchCommands } from "../targets.ts";
import { BUS_SOCKET } from "./host-units.ts";
import type { Need } from "./needs.ts";
import { needLines, quotedPath, section } from "./unit-text.ts";

export interface ServiceInput {
  readonly container: Launched;
  readonly needs: readonly Need[];
  /** What of the host's units started the program so far. */
  readonly before: readonly Service[];
  /** Whether a unit is none that is masked. */
  readonly isThere: (unit: string) => boolean;
}

/** The unit that starts and stops a container. Which Type= fits a launcher, and why, is in docs/device.md. */
export const containerService = (input: ServiceInput): string => {
  const { container, needs, before, isThere } = input;
  const { name } = container;
  const { directory, daemon } = launchCommands(container.plan);
  return [
    `# lxc-overlay made this for the container ${name}.\n`,
    section("Unit", [
      `Description=Container ${name}`,
      `RequiresMountsFor=${[directory, ...persistentSources(container)].map(quotedPath).join(" ")}`,
      ...needLines(needs),
      ...(daemon === undefined ? [] : [`Requires=${daemon}`, `After=${daemon}`]),
      ...before.flatMap((service) => orderLines(service, [unitOf(container), ...needs.map(({ unit }) => unit)], isThere)),
    ]),
    section("Service", [...startLines(input), "SuccessExitStatus=143"]),
    ...(startsAtBoot(container) ? [INSTALL] : []),
  ].join("\n");
};

/** systemd.unit(5), WantedBy=: so that `systemctl disable` and `enable` know where. */
const INSTALL = section("Install", ["WantedBy=multi-user.target"]).trimEnd() + "\n";

/** What a daemon starts, people and other programs ask it for: what it is started with may only be a default. */
export const startsAtBoot = ({ plan }: Launched): boolean => launchCommands(plan).daemon === undefined;

const joinCommand = ({ name, plan }: Launched, param: string): string => {
  const { launcher } = launchCommands(plan);
  if (launcher === undefined) throw new Error(`nothing joins ${name}`);
  return launcher.join(param);
};

const startLines = ({ container, needs, before, isThere }: ServiceInput): readonly string[] => {
  const { command } = container.launcher.start;
  const { start, stop, launcher, daemon } = launchCommands(container.plan);
  const awaited = awaitLines(container, needs);
  if (daemon !== undefined) return ["Type=oneshot", "RemainAfterExit=yes", ...awaited, `ExecStart=${start}`, `ExecStop=${stop}`];
  if (command.notify !== undefined && launcher !== undefined)
    return [
      ...NOTIFIED,
      ...awaited,
      // A process of the unit that ends with the container, so that systemd notices.
      `ExecStart=/bin/sh -c '${start} && exec ${launcher.wait}'`,
      `ExecStop=${stop}`,
      ...ALWAYS_RESTARTED,
    ];
  const types =
    command.shell.operators.at(-1)?.text === "&"
      ? ["Type=forking"]
      : ((isThere(BUS_SOCKET) ? busLines(container, before) : undefined) ?? ["Type=simple"]);
  return [...types, ...awaited, `ExecStart=${start}`, `ExecStop=${stop}`, ...RESTARTED];
};

/** LXC makes no mount whose source is not there. */
const awaitLines = ({ launcher: { pause } }: Launched, needs: readonly Need[]): readonly string[] =>
  needs.flatMap(({ awaited = "" }) =>
    PLAIN.test(awaited)
      ? [`ExecStartPre=/bin/sh -c 'until [ -e ${awaited} ]; do ${pause === "usleep" ? "/bin/usleep 100000" : "sleep 0.1"}; done'`]
      : [],
  );

/** What neither sh nor systemd takes for anything else. */
const PLAIN = /^[\w./+-]+$/;

/** The launcher may wait 39 s for its program. */
const NOTIFIED = ["Type=notify", "NotifyAccess=all", "TimeoutStartSec=60"];

const RESTARTED = ["Restart=on-failure", "RestartSec=1"];
const ALWAYS_RESTARTED = ["Restart=always", "RestartSec=1"];

/** systemd waits for the name that the service took on the bus so far, where the container reaches that. */
const busLines = (
  { mounts, rootfs }: Pick<ContainerPlan, "mounts" | "rootfs">,
  before: readonly Service[],
): readonly string[] | undefined => {
  const [name] = before.flatMap((service) => service.get("BusName")?.value ?? []);
  const reaches =
    rootfs === undefined || mounts.some(({ kind, source }) => kind === "dbus" || /^\/(?:var\/)?run\/dbus(?:\/|$)/.test(source));
  return name !== undefined && !name.includes("%") && reaches ? ["Type=dbus", `BusName=${name}`] : undefined;
};

/** What stood about other units in one that started the program on the host. */
const orderLines = (service: Service, known: readonly string[], isThere: (unit: string) => boolean): readonly string[] => {
  const lines = ["Requires", "Wants", "After", "Before"].flatMap((key) => {
    const units = [...new Set(service.units(key))].filter(
      (unit) => unit !== "" && !unit.includes("%") && !known.includes(unit) && isThere(unit),
    );
    return units.length === 0 ? [] : [`${key}=${units.join(" ")}`];
  });
  return lines.length === 0 ? [] : [`# As the host's ${service.name} had it`, ...lines];
};

/** The host's directories of which the rootfs does not tell, and which may be of another file system. */
const persistentSources = ({ mounts }: Pick<ContainerPlan, "mounts">): readonly string[] => [
  ...new Set(
    mounts
      .filter((mount) => hasHostSource(mount) && mount.host === undefined && mount.inside === undefined && mount.source.startsWith("/"))
      .filter(({ options, source }) => !options.includes("optional") && !isVolatile(source) && !NO_DISK.some((top) => isUnder(source, top)))
      .map(({ source }) => source),
  ),
];

/** What systemd itself mounts before any service: systemd's src/shared/mount-setup.c. */
const NO_DISK = ["/dev", "/proc", "/sys", "/run", "/var/run"];

/**
 * The unit of a process that joins a running container, and ends with it. Without [Install] a device's presets don't enable what is not to be
 * started at boot: systemd.preset(5).
 */
export const attachService = (
  container: Launched,
  { param, command }: { readonly param: string; readonly command: CommandPlan },
  isStarted: boolean,
): string =>
  [
    `# lxc-overlay made this for "${param}", which joins the container ${container.name}.\n`,
    section("Unit", [
      `Description=${param} in the container ${container.name}`,
      `Requires=${unitOf(container)}`,
      `After=${unitOf(container)}`,
    ]),
    section("Service", [
      ...(command.notify === undefined ? ["Type=simple"] : NOTIFIED),
      `ExecStart=${joinCommand(container, param)}`,
      "SuccessExitStatus=143",
      // With the container a service in it ends as if it had been asked to; when that starts again, so must this.
      ...(command.notify === undefined ? RESTARTED : ALWAYS_RESTARTED),
    ]),
    ...(isStarted ? [INSTALL] : []),
  ].join("\n");
