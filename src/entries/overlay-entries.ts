import { isDeepStrictEqual } from "node:util";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { PlannedEntry } from "../plan/planned-node.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { NewEntry } from "../tar/entry.ts";
import { sortEntries } from "../tar/order.ts";
import type { Content } from "../bytes/source.ts";
import { containerEntries } from "./container-entries.ts";
import { hostContent, renderGenerated, renderLowered } from "./content.ts";

/**
 * The entries of the overlay that holds the given containers of a plan and its extras, in the order they are written.
 * What several containers hold alike (`container/`, passed-through host directories) is there once.
 */
export const overlayEntries = (plan: Plan, rootfs: HostRootfs, containers: readonly ContainerPlan[]): readonly NewEntry[] => {
  const entries = new Map<string, Planned>();
  const add = (planned: Planned): void => {
    const there = entries.get(planned.entry.path);
    if (there === undefined) entries.set(planned.entry.path, planned);
    else if (!sameEntry(there.entry, planned.entry)) throw new Error(`${planned.entry.path} was planned twice and differently`);
  };
  for (const container of containers) containerEntries(plan, container).forEach((entry) => add({ entry, container }));
  plan.extras.forEach((entry) => add({ entry, container: undefined }));
  const contentOf = ({ entry: { content }, container }: Planned): Content => {
    if (content.kind === "none") return NOTHING;
    if (content.kind === "host") return hostContent(rootfs, content.path);
    if (content.kind === "text") return Buffer.from(content.text);
    const origin = { plan, rootfs, containers, container };
    return content.kind === "lowered" ? renderLowered(content.path, origin) : renderGenerated(content.what, origin);
  };
  return sortEntries([...entries.values()].map((planned) => newEntry(planned.entry, contentOf(planned))));
};

const NOTHING = new Uint8Array();

/** An entry and the container that holds it; extras belong to none. */
interface Planned {
  readonly entry: PlannedEntry;
  readonly container: ContainerPlan | undefined;
}

/** Each may have been asked for in another place. */
const sameEntry = (one: PlannedEntry, other: PlannedEntry): boolean =>
  FIELDS.every((field) => one[field] === other[field] || isDeepStrictEqual(one[field], other[field]));

const FIELDS = ["path", "type", "mode", "uid", "gid", "mtime", "target", "xattrs", "content"] as const;

const newEntry = (entry: PlannedEntry, content: Content): NewEntry => {
  const { path, type, mode, uid, gid, mtime, target, xattrs } = entry;
  return { path, type, mode, uid, gid, mtime, size: content.length, target, devMajor: 0, devMinor: 0, xattrs, content };
};
