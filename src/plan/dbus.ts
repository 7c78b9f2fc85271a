import { atSpan } from "../diagnostics/diagnostic.ts";
import { missingLibraryEntry } from "./library-findings.ts";
import { lookup } from "../rootfs/lookup.ts";
import { bindOf, type Mount } from "./mount.ts";
import { libraryDirectories } from "./libraries.ts";
import type { PlanContext } from "./plan-context.ts";
import type { Tree } from "./tree.ts";

/** Of the system bus. */
export const BUS_SOCKET = "/var/run/dbus/system_bus_socket";
const LIBRARY = "libdbus-1.so.3";

/** The binds of the system bus socket and of libdbus, and their mount points. */
export const planDbus = (context: PlanContext, tree: Tree): readonly Mount[] => {
  const span = context.container.dbus;
  if (span === undefined) return [];
  const why = { reason: "Dbus", span };
  const options = ["rw", "bind", "nosuid", "nodev", "noexec"];
  const socket = bindOf(BUS_SOCKET, { kind: "dbus", options, host: undefined, why });
  const mounts = [socket, ...libraryOf(context, why)];
  for (const mount of mounts) tree.mountPoint(mount.place, why);
  return mounts;
};

const libraryOf = (
  context: PlanContext,
  why: { reason: string; span: NonNullable<PlanContext["container"]["dbus"]> },
): readonly Mount[] => {
  for (const directory of libraryDirectories(context)) {
    const found = lookup(context.rootfs, `${directory}/${LIBRARY}`);
    if (found.kind !== "found") continue;
    const options = ["ro", "bind", "nosuid", "nodev"];
    return [bindOf(`${directory}/${LIBRARY}`, { kind: "dbus", options, host: found.node.path, why })];
  }
  const elsewhere = context.libraries.elsewhere(LIBRARY);
  const missing = { entry: LIBRARY, directories: libraryDirectories(context), elsewhere, close: [] };
  context.report(missingLibraryEntry(context.options.missingSources, atSpan(why.span), missing));
  return [];
};
