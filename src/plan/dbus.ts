import { atSpan } from "../diagnostics/diagnostic.ts";
import { missingLibraryEntry } from "./findings.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { MountPlan } from "./conf-plan.ts";
import { libraryDirectories, libraryMount } from "./libraries.ts";
import type { Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";

const SOCKET = "/var/run/dbus/system_bus_socket";
const LIBRARY = "libdbus-1.so.3";

/** The binds of the system bus socket and of libdbus, and their mount points. */
export const planDbus = (scope: Scope, tree: Tree): readonly MountPlan[] => {
  const span = scope.container.dbus;
  if (span === undefined) return [];
  const why = { reason: "Dbus", span };
  const socket: MountPlan = {
    source: SOCKET,
    destination: SOCKET.slice(1),
    fsType: "none",
    options: ["rw", "bind", "nosuid", "nodev", "noexec"],
    dump: 0,
    fsck: 0,
    origin: "dbus",
    place: SOCKET.slice(1),
    host: undefined,
    unused: [],
    why,
  };
  const mounts = [socket, ...libraryOf(scope, why)];
  for (const mount of mounts) tree.mountPoint(mount.place, why);
  return mounts;
};

const libraryOf = (scope: Scope, why: { reason: string; span: NonNullable<Scope["container"]["dbus"]> }): readonly MountPlan[] => {
  for (const directory of libraryDirectories(scope)) {
    const found = lookup(scope.rootfs, `${directory}/${LIBRARY}`);
    if (found.kind !== "found") continue;
    const mount = libraryMount({ directory, name: LIBRARY }, found.node, why);
    return [{ ...mount, options: ["ro", "bind", "nosuid", "nodev"], origin: "dbus" }];
  }
  scope.report(missingLibraryEntry(scope.options.missingSources, atSpan(why.span), LIBRARY, libraryDirectories(scope), []));
  return [];
};
