import { atFile, atOffset, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const APPLY_CODES = {
  error: {
    "bad-whiteout": "A name that begins with .wh. but is no whiteout.",
    "overlay-link-target": "A hard link of an overlay to a path that neither the host nor what was applied before it has.",
    "directory-over-symlink": "A directory in the place of a symlink: everything that reaches files through the symlink would lose them.",
    "entry-over-directory": "Something else in the place of a directory that has entries, which tar refuses to extract.",
  },
  warning: {
    "whiteout-of-nothing": "A whiteout of a path that is not there.",
    "other-rootfs": "The overlay was built on another rootfs than the one it is applied to.",
  },
} as const;

const { error, warning } = findingsOf(APPLY_CODES);

export const badWhiteout = (file: string, offset: number, path: string, reason: string): Diagnostic =>
  error(
    "bad-whiteout",
    atOffset(file, offset),
    `whiteout ${path}: ${reason}`,
    "a whiteout is a file named .wh.<name>, or .wh..wh..opq in a directory to empty",
  );

export const whiteoutOfNothing = (file: string, offset: number, path: string): Diagnostic =>
  warning(
    "whiteout-of-nothing",
    atOffset(file, offset),
    `${path} is to be removed, but is not there: was the overlay built for another rootfs?`,
  );

export const overlayLinkTarget = (file: string, offset: number, path: string, target: string): Diagnostic =>
  error(
    "overlay-link-target",
    atOffset(file, offset),
    `hard link ${path}: there is no ${target}: was the overlay built for another rootfs?`,
  );

export const directoryOverSymlink = (file: string, offset: number, path: string, target: string): Diagnostic =>
  error(
    "directory-over-symlink",
    atOffset(file, offset),
    `directory ${path} would replace a symlink to ${target}`,
    "an overlay names every file by its real path",
  );

export const entryOverDirectory = (file: string, offset: number, path: string, type: string): Diagnostic =>
  error(
    "entry-over-directory",
    atOffset(file, offset),
    `${type} ${path} would replace a directory that is not empty`,
    "a whiteout of the directory removes it first",
  );

export const otherRootfs = (
  overlay: string,
  built: { readonly rootfs: string | undefined; readonly sha256: string; readonly teller: string },
  given: { readonly rootfs: string; readonly sha256: string },
): Diagnostic =>
  warning(
    "other-rootfs",
    atFile(overlay),
    `was built on ${built.rootfs ?? "a rootfs"} with the sha256 ${built.sha256}, as ${built.teller} tells; ${given.rootfs} has ${given.sha256}`,
    "apply it to the rootfs that it was built on, or build it for this one",
  );
