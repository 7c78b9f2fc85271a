import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { because, type Cause } from "./finding-words.ts";

export const PLACE_CODES = {
  error: {
    "place-taken": "Something is to be made where something else stands already.",
    "place-too-deep": "A place in the container lies deeper than any real one; said once an element.",
  },
  warning: {
    "lxccpid-present": "--with-lxccpid, but the host has one.",
  },
} as const;

const { error, warning } = findingsOf(PLACE_CODES);

export const placeTaken = (location: Location, path: string, type: string, there: Cause | undefined): Diagnostic =>
  error(
    "place-taken",
    location,
    `${path} in the container is already a ${type}${there === undefined ? "" : ` (${because(there)})`}`,
    "give one of the two another Destination",
  );

export const placeTooDeep = (location: Location, limit: number): Diagnostic =>
  error(
    "place-too-deep",
    location,
    `this leads to paths of more than ${limit} segments in the container`,
    "shorten the Destination, or move a directory further down",
  );

export const lxccpidPresent = (location: Location, path: string): Diagnostic =>
  warning("lxccpid-present", location, `the host rootfs has ${path}: it is left as it is`, "build without --with-lxccpid");
