import { baseOf } from "../rootfs/paths.ts";
import { ADDRESS, BUS_LIBRARIES, hasOwnVarRun, isBusDaemon, withoutHiding } from "./bus-choice.ts";
import type { Draft } from "./draft.ts";
import type { Subject } from "./subject.ts";

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
  const unit = service?.units("After", "Wants", "Requires").find((name) => /^dbus(?:-broker)?\.(?:service|socket)$/.test(name));
  if (unit !== undefined) return `${service?.name} wants ${unit}`;
  return text.includes(SD_BUS) ? "it calls sd-bus of libsystemd" : undefined;
};

/** Of sd-bus(3), as its dynamic symbols name them. */
const SD_BUS = "\0sd_bus_";

const IN_VAR_RUN =
  "To decide: it names files in /var/run, where the bus has its socket: it can't write there. Let its configuration name /run, which is in memory of its own.";
