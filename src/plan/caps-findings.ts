import { error, warning, type Diagnostic, type Place } from "../diagnostics/diagnostic.ts";
import { because, kindOf, type Cause } from "./finding-words.ts";

/** File capabilities are asked for on something that is no file of the host rootfs. */
export const capsWithoutFile = (place: Place, path: string, type: string | undefined): Diagnostic =>
  error(
    "caps-without-file",
    place,
    `${path} can't get capabilities: it is ${type === undefined ? "not" : `a ${kindOf(type)}, not a file,`} in the host rootfs`,
  );

/** A mounted host file gets capabilities for everyone. */
export const capsOnHostFile = (place: Place, path: string): Diagnostic =>
  warning(
    "caps-on-host-file",
    place,
    `every user of the host who may execute /${path} gets these capabilities`,
    "move the file into the container with MoveContent",
  );

/** A moved symlink gets capabilities, which only a file can have. */
export const capsOnLink = (place: Place, path: string, target: string): Diagnostic =>
  error("caps-on-link", place, `/${path} is a symlink to ${target}: it can't have capabilities`, "move the file itself");

/** Two entries give one host file different capabilities. */
export const capsConflict = (place: Place, path: string, container: string, first: Cause): Diagnostic =>
  error("caps-conflict", place, `/${path} gets other capabilities from ${container} (${because(first)})`);

/** A file's capabilities belong to a user namespace. */
export const namespacedCapability = (place: Place, path: string, rootId: number): Diagnostic =>
  error(
    "namespaced-capability",
    place,
    `the capabilities of /${path} belong to the user namespace of root id ${rootId}`,
    "set them outside a user namespace",
  );
