import { atFile, type Diagnostic, type Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const CLI_CODES = {
  error: {
    "host-failure": "The machine failed: a file can't be read or written, a tool is missing. The exit code is 3.",
    "wrong-usage": "The command line is wrong. The exit code is 2; as text it is told without a code.",
    "no-output-name": "With --split: the container's name has no letter or digit that a file name could be made of.",
    "same-output-name": "With --split: two containers' overlays would be one file.",
    "not-in-rootfs": "The host rootfs lacks the program, unit or user that a description is to be written for.",
  },
  hint: {
    "sockets-left-out": "A directory or an image holds sockets, which no tarball can hold: only a running program makes them.",
  },
} as const;

const { error, hint } = findingsOf(CLI_CODES);

export const hostFailure = (file: string, message: string): Diagnostic => error("host-failure", atFile(file), message);

export const wrongUsage = (message: string, help: string): Diagnostic => error("wrong-usage", atFile("command line"), message, help);

export const noOutputName = (location: Location, container: string): Diagnostic =>
  error(
    "no-output-name",
    location,
    `no file name can be made of the container's name "${container}" for its own overlay`,
    "rename the container, or build without --split",
  );

export const sameOutputName = (location: Location, containers: readonly [string, string], file: string): Diagnostic =>
  error(
    "same-output-name",
    location,
    `the overlays of the containers "${containers[0]}" and "${containers[1]}" would both be called ${file}`,
    "rename one of the containers, or build them without --split",
  );

export const notInRootfs = (file: string, what: "program" | "unit" | "user", name: string): Diagnostic =>
  error(
    "not-in-rootfs",
    atFile(file),
    `the host rootfs has no ${what} ${name}`,
    what === "program"
      ? "name it by its path on the device; a name without a slash is looked for in /usr/sbin, /usr/bin, /sbin and /bin"
      : undefined,
  );

export const socketsLeftOut = (file: string, paths: readonly string[]): Diagnostic =>
  hint(
    "sockets-left-out",
    atFile(file),
    `${paths.length === 1 ? "a socket is" : `${paths.length} sockets are`} left out: ${paths.slice(0, 3).join(", ")}${paths.length > 3 ? ", …" : ""}`,
  );
