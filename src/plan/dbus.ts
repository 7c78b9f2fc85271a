import { atSpan } from "../diagnostics/diagnostic.ts";
import { missingLibraryEntry } from "./library-findings.ts";
import { lookup } from "../rootfs/lookup.ts";
import { bindOf, type Mount } from "./mount.ts";
import { libraryDirectories } from "./libraries.ts";
import type { Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";

const SOCKET = "/var/run/dbus/system_bus_socket";
const LIBRARY = "libdbus-1.so.3";

/** The binds of the system bus socket and of libdbus, and their mount points. */
export const planDbus = (scope: Scope, tree: Tree): readonly Mount[] => {
  const span = scope.container.dbus;
  if (span === undefined) return [];
  const why = { reason: "Dbus", span };
  const options = ["rw", "bind", "nosuid", "nodev", "noexec"];
  const socket = bindOf(SOCKET, { kind: "dbus", options, host: undefined, why });
  const mounts = [socket, ...libraryOf(scope, why)];
  for (const mount of mounts) tree.mountPoint(mount.place, why);
  return mounts;
};

const libraryOf = (scope: Scope, why: { reason: string; span: NonNullable<Scope["container"]["dbus"]> }): readonly Mount[] => {
  for (const directory of libraryDirectories(scope)) {
    const found = lookup(scope.rootfs, `${directory}/${LIBRARY}`);
    if (found.kind !== "found") continue;
    const options = ["ro", "bind", "nosuid", "nodev"];
    return [bindOf(`${directory}/${LIBRARY}`, { kind: "dbus", options, host: found.node.path, why })];
  }
  scope.report(missingLibraryEntry(scope.options.missingSources, atSpan(why.span), LIBRARY, libraryDirectories(scope), []));
  return [];
};
