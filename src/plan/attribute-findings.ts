import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const ATTRIBUTE_CODES = {
  error: {},
  warning: {
    "dropped-attributes":
      "Extended attributes that belong to the machine of the tarball, or no longer fit, are not taken over; told once a run.",
    "unreadable-capability":
      "A carried file's security.capability has another version or size than the kernel reads; it is carried as it is.",
  },
} as const;

const { warning } = findingsOf(ATTRIBUTE_CODES);

interface Dropped {
  readonly name: string;
  readonly reason: string;
  readonly count: number;
}

export const droppedAttributes = (location: Location, dropped: readonly Dropped[]): Diagnostic =>
  warning(
    "dropped-attributes",
    location,
    `the overlay does not take over ${dropped.map(({ name, count, reason }) => `${name} of ${count} ${count === 1 ? "file" : "files"} (${reason})`).join(", ")}`,
    "where the device needs them, set them there once the overlay is unpacked",
  );

export const unreadableCapability = (location: Location, path: string): Diagnostic =>
  warning(
    "unreadable-capability",
    location,
    `/${path}: security.capability has no form that the kernel reads, so it refuses to execute the file; it is carried as it is`,
    "give the file its capabilities again with setcap, or take the attribute away with setcap -r",
  );
