import { BUS_SOCKET } from "../plan/dbus.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Draft, DraftMount, DraftVariable } from "./draft.ts";
import { entryLine } from "./entry-line.ts";
import type { Subject } from "./subject.ts";

/** Whether a program is the bus itself, or starts it: what belongs to the daemon of D-Bus is for no other one. */
export const isBusDaemon = (path: string): boolean => /\/dbus-(?:daemon|broker|launch|run-session)/.test(path);

/** Configuration, services and helpers of the daemon: dbus-daemon(1). */
export const isOfBusDaemon = (path: string): boolean =>
  /^\/(?:etc|usr\/share|usr\/libexec|usr\/lib(?:\/[\w-]+)?)\/dbus-1(?:\.0)?(?:\/|$)/.test(path);

/** The system bus for a program that surely talks to it; a hint where it may. */
export const withBus = (draft: Draft, subject: Subject): Draft => {
  if (isBusDaemon(subject.program.path)) return draft;
  const policy = policyOf(subject);
  // A program can do without the bus, if not without its own /var/run.
  const use = saidUse(subject) ?? (policy === undefined || hasOwnVarRun(draft) ? undefined : `${policy}, whose socket is the host's.`);
  if (use === undefined) return { ...draft, busHint: policy ?? busHint(subject) };
  const reached = withoutHiding({ ...draft, bus: use, variables: [...draft.variables, ADDRESS] });
  return hasOwnVarRun(draft)
    ? {
        ...reached,
        mounts: reached.mounts.filter(({ destination }) => destination !== "var/run"),
        mountNotes: [...draft.mountNotes, IN_VAR_RUN],
      }
    : reached;
};

/** What a unit or the command says of it: a name that it takes there (systemd.service(5)), or the option. */
const saidUse = (subject: Subject): string | undefined => {
  const { service, words } = subject;
  if (service?.get("Type")?.value === "dbus" || service?.get("BusName") !== undefined)
    return `${service.name} takes a name on the system bus (Type=dbus, BusName), whose socket is the host's.`;
  return words.includes("--system") && isClient(subject)
    ? "The command names the system bus (--system), whose socket is the host's."
    : undefined;
};

/** Its own policy on the bus: dbus-daemon(1). */
const policyOf = (subject: Subject): string | undefined => {
  if (!isClient(subject)) return undefined;
  const policy = subject.packageFiles.find((path) => POLICY.test(path) && subject.names.some((name) => isPolicyOf(baseOf(path), name)));
  return policy === undefined ? undefined : `${policy} is its policy on the system bus`;
};

const isClient = ({ program, readElf, text }: Subject): boolean => {
  const elf = readElf(program.node);
  return elf?.kind === "elf" && (elf.needed.some((name) => BUS_LIBRARIES.test(name)) || text.includes(SD_BUS));
};

const POLICY = /\/dbus-1\/system\.d\/[^/]+\.conf$/;

/** `dnsmasq.conf`, `avahi-dbus.conf` */
const isPolicyOf = (file: string, name: string): boolean => file === `${name}.conf` || file === `${name}-dbus.conf`;

const busHint = ({ service, text }: Subject): string | undefined => {
  const unit = service?.wants.find((name) => /^dbus(?:-broker)?\.(?:service|socket)$/.test(name));
  if (unit !== undefined) return `${service?.name} wants ${unit}`;
  return text.includes(SD_BUS) ? "it calls sd-bus of libsystemd" : undefined;
};

/** Of sd-bus(3), as its dynamic symbols name them. */
const SD_BUS = "\0sd_bus_";

/** Puts the choice of the bus into a draft, where its unit or what it loads lets one think that it talks to it. */
export const withBusChoice = (draft: Draft): Draft => {
  if (draft.variables.includes(ADDRESS) || isBusDaemon(draft.execName)) return draft;
  const library = draft.libraries.find(({ name }) => BUS_LIBRARIES.test(name))?.name;
  const why = draft.busHint ?? (library === undefined ? undefined : `it loads ${library}`);
  if (why === undefined) return draft;
  const choice = { ...withoutHiding(draft), busHint: why };
  if (!hasOwnVarRun(draft)) return choice;
  const note = `To decide: it may talk to the system bus (${why}). If it does, its socket belongs here, and the variable in LxcConfig:`;
  return { ...choice, mountNotes: [...draft.mountNotes, `${note}\n${entryLine(socketBind(why))}`] };
};

/** What stands in LxcConfig for a client of the bus, to choose. */
export const busChoice = (draft: Draft, why: string): string => {
  const variable = `  <Environment><Variable>${ADDRESS.text}</Variable></Environment>`;
  return [
    `To decide: it may talk to the system bus (${why}).`,
    ...(hasOwnVarRun(draft)
      ? ["If it does, this belongs here, and the Entry in the last comments of MountPoints there:", variable]
      : [
          "If it does, both of these belong here; they mount the host's socket, and tell where it is:",
          '  <Dbus enable="true"/>',
          variable,
        ]),
  ].join("\n");
};

const BUS_LIBRARIES = /^lib(?:dbus-1|gio-2\.0|dbus-c\+\+-1|sdbus-c\+\+)\.so/;

const ADDRESS: DraftVariable = {
  text: `DBUS_SYSTEM_BUS_ADDRESS=unix:path=${BUS_SOCKET}`,
  why: "where the bus is in the container",
};

/** No directory of its own lies over the socket. */
const withoutHiding = (draft: Draft): Draft => ({
  ...draft,
  mounts: draft.mounts.filter(({ destination }) => !/^(?:var\/)?run\/dbus$/.test(destination)),
});

/** Its /var/run is mounted behind what Dbus mounts, which it would hide. */
const hasOwnVarRun = ({ mounts }: Draft): boolean => mounts.some(({ destination }) => destination === "var/run");

const socketBind = (why: string): DraftMount => ({
  type: "file",
  source: BUS_SOCKET,
  destination: BUS_SOCKET.slice(1),
  options: "rw,bind,nosuid,nodev,noexec,create=file",
  why,
});

const IN_VAR_RUN =
  "To decide: it names files in /var/run, where the bus has its socket: it can't write there. Let its configuration name /run, which is in memory of its own.";
