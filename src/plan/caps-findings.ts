import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { because, kindOf, type Cause } from "./finding-words.ts";

export const CAPS_CODES = {
  error: {
    "caps-without-file": "File capabilities are asked for on something that is no file of the host rootfs.",
    "caps-on-link": "A moved symlink gets capabilities, which only a file can have.",
    "caps-conflict": "Two entries give one host file different capabilities.",
    "namespaced-capability": "A file's capabilities belong to a user namespace.",
  },
  warning: {
    "caps-on-host-file": "A mounted host file gets capabilities for everyone.",
  },
} as const;

const { error, warning } = findingsOf(CAPS_CODES);

export const capsWithoutFile = (location: Location, path: string, type: string | undefined): Diagnostic =>
  error(
    "caps-without-file",
    location,
    `${path} can't get capabilities: it is ${type === undefined ? "not" : `a ${kindOf(type)}, not a file,`} in the host rootfs`,
    "name a file of the host rootfs, or leave caps out",
  );

export const capsOnHostFile = (location: Location, path: string): Diagnostic =>
  warning(
    "caps-on-host-file",
    location,
    `every user of the host who may execute /${path} gets these capabilities`,
    "move the file into the container with MoveContent",
  );

export const capsOnLink = (location: Location, path: string, target: string): Diagnostic =>
  error("caps-on-link", location, `/${path} is a symlink to ${target}: it can't have capabilities`, "move the file itself");

export const capsConflict = (location: Location, path: string, container: string, first: Cause): Diagnostic =>
  error(
    "caps-conflict",
    location,
    `/${path} gets other capabilities from ${container} (${because(first)})`,
    "give the file the same capabilities everywhere",
  );

export const namespacedCapability = (location: Location, path: string, rootId: number): Diagnostic =>
  error(
    "namespaced-capability",
    location,
    `the capabilities of /${path} belong to the user namespace of root id ${rootId}`,
    "set them outside a user namespace",
  );
