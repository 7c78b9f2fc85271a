import { recordKeysOf } from "../../tar/header-blocks.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/**
 * Names and owners that not every tar of a device restores: BusyBox takes an owner in a pax record for root, and where it is built without
 * pax it cuts long names. Found once a container, at its first such entry. Lost xattrs are not spoken of: the listing shows them.
 */
export const needsPaxRecord: ContainerRule<"needs-pax-record"> = {
  kind: "container",
  code: "needs-pax-record",
  severity: "warning",
  title: "A name, link target or owner in the overlay is one that only a pax record can hold.",
  judge: (context) => {
    const [first, ...others] = context.entries().flatMap((entry) => {
      const key = recordKeysOf(entry)[0];
      return key === undefined ? [] : [{ entry, key }];
    });
    if (first === undefined) return [];
    const also = `; so ${others.length === 1 ? "does 1 more entry" : `do ${others.length} more entries`} of the container`;
    const what = `${first.entry.path} needs a pax record for its ${NAMES[first.key] ?? first.key}, which BusyBox tar may skip`;
    return [
      {
        location: locationOf(context, first.entry),
        message: `${what}${others.length === 0 ? "" : also}`,
        help: "extract with GNU tar or bsdtar, or make the image with apply",
      },
    ];
  },
};

const NAMES: Readonly<Record<string, string>> = { path: "name", linkpath: "link target", uid: "owner", gid: "group" };
