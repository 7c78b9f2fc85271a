import { error, warning, type Diagnostic, type Place } from "../diagnostics/diagnostic.ts";
import { because, kindOf, type Cause } from "./finding-words.ts";

/** The host rootfs already has the directory of this container. */
export const containerExists = (place: Place, container: string, rootfs: string): Diagnostic =>
  error("container-exists", place, `${rootfs} already has container/${container}`, "build from a host rootfs without containers");

/** `container` in the host rootfs is a symlink or a file. */
export const containerNotDirectory = (place: Place, type: string, target: string): Diagnostic =>
  error(
    "container-not-directory",
    place,
    `container in the host rootfs is a ${kindOf(type)}${target === "" ? "" : ` to ${target}`}, not a directory`,
  );

/** Something is to be made where something else stands already. */
export const placeTaken = (place: Place, path: string, type: string, there: Cause | undefined): Diagnostic =>
  error("place-taken", place, `${path} in the container is already a ${type}${there === undefined ? "" : ` (${because(there)})`}`);

/** A place in the container lies deeper than any real one; said once an element. */
export const placeTooDeep = (place: Place, limit: number): Diagnostic =>
  error("place-too-deep", place, `this leads to paths of more than ${limit} segments in the container`);

/** --with-lxccpid, but the host has one. */
export const lxccpidPresent = (place: Place, path: string): Diagnostic =>
  warning("lxccpid-present", place, `the host rootfs has ${path}: it is left as it is`);
