import type { Diagnostic, Location, Verdict } from "../diagnostics/diagnostic.ts";
import { writeValue } from "../diagnostics/fix.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { listed } from "./finding-words.ts";

export const LIBRARY_CODES = {
  either: {
    "missing-library-entry": "A LibsRoBindMounts or LibsHardlinks entry that no library matches.",
    "dangling-library": "A library's symlink leads nowhere.",
    "hardlink-writable-by-root": "A root process could write to the host's library through the link.",
  },
} as const;

const { either } = findingsOf(LIBRARY_CODES);

export const missingLibraryEntry = (
  severity: Verdict,
  location: Location,
  entry: string,
  directories: readonly string[],
  close: readonly string[],
): Diagnostic =>
  either(
    severity,
    "missing-library-entry",
    location,
    `no library ${entry} in ${listed(directories)} of the host rootfs`,
    close.length === 0
      ? "name its directory with LibsScanDir"
      : close.length === 1
        ? writeValue(location, close[0] ?? "", `did you mean ${listed(close)}?`)
        : `did you mean ${listed(close)}?`,
  );

export const danglingLibrary = (severity: Verdict, location: Location, path: string, target: string): Diagnostic =>
  either(
    severity,
    "dangling-library",
    location,
    `${path} leads to /${target}, which is not in the host rootfs`,
    `add /${target} to the host rootfs`,
  );

export const hardlinkWritableByRoot = (severity: Verdict, location: Location, container: string): Diagnostic =>
  either(
    severity,
    "hardlink-writable-by-root",
    location,
    `${container} has processes of root, which can write to the host's libraries through LibsHardlinks`,
    "use LibsRoBindMounts, or build with -s and a UserName",
  );
