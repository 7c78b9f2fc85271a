import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { kindOf } from "./finding-words.ts";

export const MOVE_CODES = {
  error: {
    "missing-move-source": "MoveContent names something that the host rootfs lacks.",
    "moved-type": "Something that is neither a file, a directory nor a symlink is to be moved, or the root.",
  },
  warning: {
    "move-doubles-name": "A moved directory's last name stands twice.",
    "setid-dropped": "setuid or setgid of a moved file or directory is dropped.",
  },
} as const;

const { error, warning } = findingsOf(MOVE_CODES);

export const missingMoveSource = (location: Location, source: string): Diagnostic =>
  error(
    "missing-move-source",
    location,
    `${source} is not in the host rootfs`,
    "correct the path, add it to the host rootfs, or remove the Entry",
  );

export const moveDoublesName = (location: Location, destination: string, name: string): Diagnostic =>
  warning(
    "move-doubles-name",
    location,
    `the directory goes into its Destination: is ${destination}/${name} meant?`,
    `name the directory above ${name} as Destination`,
  );

export const movedType = (location: Location, path: string, type: string): Diagnostic =>
  error("moved-type", location, `${path} is a ${kindOf(type)} and can't be moved`, "make it on the device instead");

export const setidDropped = (location: Location, path: string, type: string): Diagnostic =>
  warning(
    "setid-dropped",
    location,
    `/${path} changes its owner: its setuid and setgid bits are dropped`,
    type === "file" ? "give it capabilities with caps=…" : "have the container set them, if it needs them",
  );
