import { mayAccess } from "../../linux/access.ts";
import { hasHostSource } from "../../plan/mount-kind.ts";
import { type Service, unitsOf } from "../../rootfs/services.ts";
import { NO_XATTRS } from "../../tar/entry.ts";
import { locationOf } from "../container-facts.ts";
import { launchedProcesses } from "../launched-processes.ts";
import { isVolatile, realSource } from "../made-at-boot.ts";
import type { ContainerRule } from "../rule.ts";

/** unix(7): to connect takes the right to write to the socket; systemd.socket(5), SocketMode=. */
export const socketDenied: ContainerRule<"socket-denied"> = {
  kind: "container",
  code: "socket-denied",
  severity: "warning",
  title: "No process of the container may connect to a socket that a unit of the host makes.",
  judge: (context) => {
    const { host, plan } = context;
    const mounts = plan.mounts.filter(
      (mount) =>
        hasHostSource(mount) && mount.inside === undefined && mount.host === undefined && isVolatile(realSource(host, mount.source)),
    );
    const processes = launchedProcesses(plan);
    if (mounts.length === 0 || processes.length === 0) return [];
    const sockets = unitsOf(host, "socket");
    return mounts.flatMap((mount) => {
      const path = realSource(host, mount.source);
      const unit = sockets.find((each) => listensAt(each, (listened) => realSource(host, listened) === path));
      const mode = unit && closedMode(unit);
      if (unit === undefined || mode === undefined) return [];
      const node = { type: "file", mode, uid: 0, gid: 0, xattrs: NO_XATTRS } as const;
      if (processes.some((who) => mayAccess(node, who, "w"))) return [];
      return [
        {
          location: locationOf(context, mount),
          message: `no process of the container may connect to ${mount.source}: ${unit.name} makes it with SocketMode=${unit.get("SocketMode")?.value} for root`,
          help: `write SocketMode=0666 in ${unit.name}, or SocketGroup= with a group of the container's user and SocketMode=0660`,
        },
      ];
    });
  },
};

const listensAt = (unit: Service, isSought: (path: string) => boolean): boolean =>
  ["ListenStream", "ListenDatagram", "ListenSequentialPacket"].some((key) =>
    unit.all(key).some(({ value }) => value.startsWith("/") && isSought(value)),
  );

/** The mode of a socket that is root's; by default everybody may connect. */
const closedMode = (unit: Service): number | undefined => {
  const isRoots = ["SocketUser", "SocketGroup"].every((key) => /^(?:root|0)?$/.test(unit.get(key)?.value ?? ""));
  const mode = unit.get("SocketMode")?.value;
  return isRoots && mode !== undefined && /^[0-7]+$/.test(mode) ? Number.parseInt(mode, 8) : undefined;
};
