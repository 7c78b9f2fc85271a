import type { Diagnostic, Location, Verdict } from "../diagnostics/diagnostic.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
import { type Advice, guessValue, withChange } from "../diagnostics/fix.ts";
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

/** An entry that names no library, and what there is instead. */
interface MissingEntry {
  readonly entry: string;
  /** Where it was searched. */
  readonly directories: readonly string[];
  /** A directory that has what it names, and is not searched. */
  readonly elsewhere: string | undefined;
  /** Entries like it that name something. */
  readonly close: readonly string[];
}

export const missingLibraryEntry = (severity: Verdict, location: Location, { entry, directories, ...there }: MissingEntry): Diagnostic =>
  either(
    severity,
    "missing-library-entry",
    location,
    directories.length === 0
      ? `no library ${entry}: [LIBRARIES] of config.ini has no paths, and there is no LibsScanDir`
      : `no library ${entry} in ${listed(directories)} of the host rootfs`,
    missingEntryHelp(location, there),
  );

const missingEntryHelp = (location: Location, { elsewhere, close }: Pick<MissingEntry, "elsewhere" | "close">): Advice | string => {
  if (elsewhere !== undefined) {
    const scanned = { name: "LibsScanDir", content: `/${elsewhere}` };
    const add = `add <LibsScanDir>/${elsewhere}</LibsScanDir>, which has it`;
    return withChange(location, add, (at) => ({ kind: "addition", list: "LibsRoBindMounts", element: scanned, near: [at] }));
  }
  return meantOne(close, (to) => guessValue(location, to)) ?? "add it to the host rootfs, which has none of that name, or remove the entry";
};

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
