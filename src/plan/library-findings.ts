import { diagnostic, type Diagnostic, type Place, type Severity } from "../diagnostics/diagnostic.ts";
import { listed } from "./finding-words.ts";

/** A LibsRoBindMounts or LibsHardlinks entry that no library matches. */
export const missingLibraryEntry = (
  severity: Severity,
  place: Place,
  entry: string,
  directories: readonly string[],
  close: readonly string[],
): Diagnostic =>
  diagnostic(
    severity,
    "missing-library-entry",
    place,
    `no library ${entry} in ${listed(directories)} of the host rootfs`,
    close.length === 0 ? "name its directory with LibsScanDir" : `did you mean ${listed(close)}?`,
  );

/** A library's symlink leads nowhere. */
export const danglingLibrary = (severity: Severity, place: Place, path: string, target: string): Diagnostic =>
  diagnostic(severity, "dangling-library", place, `${path} leads to /${target}, which is not in the host rootfs`);

/** A root process could write to the host's library through the link. */
export const hardlinkWritableByRoot = (severity: Severity, place: Place, container: string): Diagnostic =>
  diagnostic(
    severity,
    "hardlink-writable-by-root",
    place,
    `${container} has processes of root, which can write to the host's libraries through LibsHardlinks`,
    "use LibsRoBindMounts, or build with -s and a UserName",
  );
