import type { PlannedEntry } from "../../plan/planned-node.ts";
import type { Why } from "../../plan/why.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const pathTooLong: ContainerRule<"path-too-long"> = {
  kind: "container",
  code: "path-too-long",
  severity: "error",
  title: "A path of the overlay that no Linux file system can hold; the first of an element is named.",
  judge: (context) => {
    const first = new Map<Why, PlannedEntry>();
    for (const entry of context.entries()) {
      if (isTooLong(entry.path) && !first.has(entry.why)) first.set(entry.why, entry);
    }
    return [...first.values()].map((entry) => ({
      location: locationOf(context, entry),
      message: `/${entry.path.slice(0, 80)}… has more than 4095 bytes, or more than 255 in one segment`,
      help: "shorten the Destination",
    }));
  },
};

/** PATH_MAX (with its NUL) and NAME_MAX of linux/limits.h. */
const MAX_PATH = 4095;
const MAX_NAME = 255;

const isTooLong = (path: string): boolean =>
  path.length > MAX_NAME &&
  (Buffer.byteLength(path) > MAX_PATH || path.split("/").some((segment) => Buffer.byteLength(segment) > MAX_NAME));
