import type { Diagnostic, Place, Severity } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const CHECK_CODES = {
  error: {
    "path-too-long": "A path of the overlay that no Linux file system can hold; the first of an element is named.",
    "too-much-mounted": "The mounts of a container show so many host paths that it can't be checked.",
    "capability-not-kept": "A file's capabilities are not all in the container's bounding set.",
  },
  warning: {
    "left-dangling": "Symlinks of the host lead to what MoveContent takes away.",
    "damaged-elf": "A file in the container begins as ELF but does not hold what it announces.",
    "missing-preload": "A library of LD_PRELOAD is not in the host rootfs.",
    "unused-library": "An entry of LibsRoBindMounts brings libraries that nothing in the container needs.",
    "unused-nothing": "An Unused names nothing that the mount shows.",
    "missing-program": "The program of an ExecName can't be seen in the container.",
    "missing-script-interpreter": "The interpreter that a script names in its first line is not in the container.",
    "dead-capability": "A file's capabilities have no effect, for its mount is nosuid.",
    "needs-pax-record": "A name, link target or owner in the overlay is one that only a pax record can hold.",
  },
  either: {
    "missing-library": "A library that something in the container needs is not in the container, or only for another machine.",
    "missing-interpreter": "The program interpreter (PT_INTERP) of an ELF file is not in the container, or only one for another machine.",
    "unsafe-bind": "A bind of a source that is neither [WRITABLE] nor [EXECUTABLE] allows more than reading.",
    "unsafe-writable-bind": "A bind of a [WRITABLE] source allows programs, devices or setuid.",
    "unsafe-executable-bind": "A bind of an [EXECUTABLE] source allows writing, devices or setuid.",
    "unsafe-device-bind": "A bind of a device, or of a directory of devices, without nosuid.",
    "tmpfs-without-size": "A tmpfs that may fill the device's memory.",
    "unsafe-proc": "A proc that shows the processes of other users, or allows more than reading.",
    "accounts-covered": "A mount covers the generated passwd or group.",
  },
} as const;

const { error, warning, either } = findingsOf(CHECK_CODES);

export const tooMuchMounted = (place: Place, container: string, limit: number): Diagnostic =>
  error(
    "too-much-mounted",
    place,
    `the mounts of ${container} show more than ${limit} host paths: large directories are mounted over and over`,
  );

export const pathTooLong = (place: Place, path: string): Diagnostic =>
  error("path-too-long", place, `/${path.slice(0, 80)}… has more than 4095 bytes, or more than 255 in one segment`);

export const missingLibrary = (severity: Severity, place: Place, what: Lacking): Diagnostic =>
  either(severity, "missing-library", place, lacks(what), what.help);

export const missingInterpreter = (severity: Severity, place: Place, what: Lacking): Diagnostic =>
  either(severity, "missing-interpreter", place, `the program interpreter ${lacks(what)}`, what.help);

export const leftDangling = (place: Place, moved: string, link: string, others: number): Diagnostic =>
  warning(
    "left-dangling",
    place,
    `moving /${moved} leaves ${others === 0 ? `the host's symlink /${link}` : `/${link} and ${others} more of the host's symlinks`} without a target`,
    "mount it instead of moving it, or move the symlinks as well",
  );

export const damagedElf = (place: Place, path: string, reason: string): Diagnostic =>
  warning("damaged-elf", place, `${path} looks like an ELF file but is damaged: ${reason}`, "build it again; what it needs is not checked");

export const missingPreload = (place: Place, name: string): Diagnostic =>
  warning(
    "missing-preload",
    place,
    `${name} of LD_PRELOAD is not in the host rootfs`,
    "programs start without it; add it to the host rootfs or take it out of LD_PRELOAD",
  );

export const unusedLibrary = (place: Place, names: readonly string[]): Diagnostic =>
  warning(
    "unused-library",
    place,
    `nothing in the container needs ${names.join(", ")}`,
    "remove the entry or name the library more exactly, unless a program loads it at run time",
  );

export const unusedNothing = (place: Place, path: string, destination: string): Diagnostic =>
  warning("unused-nothing", place, `Unused ${path} is nothing in ${destination}`, "write its path on the host, or in the container");

export const missingProgram = (place: Place, name: string, help: string): Diagnostic =>
  warning("missing-program", place, `ExecName ${name} is not visible in the container`, help);

export const missingScriptInterpreter = (place: Place, interpreter: string, script: string): Diagnostic =>
  warning(
    "missing-script-interpreter",
    place,
    `${interpreter} is needed by the script ${script} but not in the container`,
    `add a MountPoints entry for ${interpreter}`,
  );

export const unsafeBind = (severity: Severity, place: Place, what: LackingOptions): Diagnostic =>
  either(severity, "unsafe-bind", place, without(what), `${add(what)}: ${what.source} is neither [WRITABLE] nor [EXECUTABLE]`);

export const unsafeWritableBind = (severity: Severity, place: Place, what: LackingOptions): Diagnostic =>
  either(severity, "unsafe-writable-bind", place, without(what), `${add(what)}: ${what.source} is [WRITABLE]`);

export const unsafeExecutableBind = (severity: Severity, place: Place, what: LackingOptions): Diagnostic =>
  either(severity, "unsafe-executable-bind", place, without(what), `${add(what)}: ${what.source} is [EXECUTABLE]`);

export const unsafeDeviceBind = (severity: Severity, place: Place, what: LackingOptions): Diagnostic =>
  either(severity, "unsafe-device-bind", place, without(what), `${add(what)}: every bind needs it`);

export const tmpfsWithoutSize = (severity: Severity, place: Place, destination: string): Diagnostic =>
  either(severity, "tmpfs-without-size", place, `the tmpfs ${destination} is mounted without size=`, "add size=… to its Options");

export const unsafeProc = (severity: Severity, place: Place, what: LackingOptions): Diagnostic =>
  either(severity, "unsafe-proc", place, without(what), add(what));

export const accountsCovered = (severity: Severity, place: Place, destination: string, covered: readonly string[]): Diagnostic =>
  either(
    severity,
    "accounts-covered",
    place,
    `${destination} covers the container's own ${covered.join(" and ")}: it sees more than its users and groups`,
    "remove the entry; ExtraUsers and ExtraGroups name whom the container needs",
  );

export const deadCapability = (place: Place, path: string, capabilities: string): Diagnostic =>
  warning(
    "dead-capability",
    place,
    `${path} has ${capabilities}, which nosuid on its mount disables`,
    "remove nosuid from the Options, or the capabilities from the file",
  );

export const capabilityNotKept = (place: Place, { path, capabilities, names, element, effective }: NotKept): Diagnostic => {
  const list = names.join(", ");
  const because = element === "CapKeep" ? `CapKeep lacks ${list}` : `CapDrop takes ${list} away`;
  const effect = effective ? "exec fails with EPERM" : "the program runs without";
  const help = element === "CapKeep" ? `add ${list} to CapKeep` : `remove ${list} from CapDrop`;
  return error("capability-not-kept", place, `${path} has ${capabilities}, but ${because}: ${effect}`, help);
};

export const needsPaxRecord = (place: Place, path: string, what: string, others: number): Diagnostic => {
  const also = others === 0 ? "" : `; so ${others === 1 ? "does 1 more entry" : `do ${others} more entries`} of the container`;
  const help = "extract with GNU tar or bsdtar, or make the image with apply";
  return warning("needs-pax-record", place, `${path} needs a pax record for its ${what}, which BusyBox tar may skip${also}`, help);
};

/** Something the container lacks, and who needs it; paths are the container's, without a leading slash. */
export interface Lacking {
  readonly name: string;
  /** Who needs it, then who needs that. */
  readonly chain: readonly string[];
  /** How many more files need it. */
  readonly others: number;
  /** Why a file of that name does not serve. */
  readonly misfit: string | undefined;
  readonly help: string;
}

/** A mount and the options it should have. */
export interface LackingOptions {
  readonly source: string;
  readonly destination: string;
  readonly missing: readonly string[];
}

/** A file with capabilities, and those that the container does not let it have. */
export interface NotKept {
  readonly path: string;
  /** As getcap(8) prints them. */
  readonly capabilities: string;
  readonly names: readonly string[];
  readonly element: "CapKeep" | "CapDrop";
  readonly effective: boolean;
}

const lacks = ({ name, chain, others, misfit }: Lacking): string => {
  const [needer = "", ...above] = chain;
  const needed = `${name} is needed by ${needer}${above.map((each) => ` (needed by ${each})`).join("")} but not in the container`;
  const also = others === 0 ? "" : `; ${others} more ${others === 1 ? "file needs" : "files need"} it`;
  return `${needed}${misfit === undefined ? "" : ` (${misfit})`}${also}`;
};

const without = ({ destination, missing }: LackingOptions): string => `${destination} is mounted without ${missing.join(", ")}`;

const add = ({ missing }: LackingOptions): string => `add ${missing.join(",")} to its Options`;
