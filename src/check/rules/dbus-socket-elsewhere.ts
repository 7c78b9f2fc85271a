import { itemAt } from "../../bytes/item-at.ts";
import { writeValue } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { readHostFile } from "../../rootfs/read-file.ts";
import { isUnknown } from "../../view/container-view.ts";
import { addTo } from "../bring-advice.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

const VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";

/**
 * libdbus looks for the system bus where DBUS_SYSTEM_BUS_ADDRESS says, else at the address that it was built with (D-Bus specification,
 * "Well-known Message Bus Instances"; dbus/dbus-bus.c): Debian's has /run, where upstream has /var/run.
 */
export const dbusSocketElsewhere: ContainerRule<"dbus-socket-elsewhere"> = {
  kind: "container",
  isOfLxc: true,
  code: "dbus-socket-elsewhere",
  severity: "warning",
  title: "Dbus mounts the socket of the system bus where libdbus does not look for it.",
  judge: (context) => {
    const mounts = context.plan.mounts.filter(({ kind }) => kind === "dbus");
    const socket = mounts.find(({ host }) => host === undefined);
    const given = context.variables(VARIABLE).at(-1);
    const wanted = given === undefined ? builtIn(context, mounts) : socketsIn(given.value);
    if (socket === undefined || wanted.length === 0 || wanted.some((path) => isThere(context, path))) return [];
    const text = `${VARIABLE}=unix:path=${socket.source}`;
    const near = socket.why.span === undefined ? [] : [socket.why.span];
    const says = given === undefined ? "libdbus of this host" : VARIABLE;
    return [
      {
        location: locationOf(context, given ?? socket),
        message: `the system bus is at ${socket.source} in the container, and ${says} has ${wanted.join(" and ")}: programs don't reach it`,
        help:
          given === undefined
            ? addTo("Environment", { name: "Variable", content: text }, near, `add <Variable>${text}</Variable> to Environment`)
            : writeValue(locationOf(context, given), text, `write <Variable>${text}</Variable>`),
      },
    ];
  },
};

/** The addresses that the mounted libdbus has as strings. */
const builtIn = ({ before }: ContainerContext, mounts: readonly Mount[]): readonly string[] =>
  mounts.flatMap(({ host }) => {
    const node = host === undefined ? undefined : before.nodes.get(host);
    return node?.type === "file" ? socketsIn(Buffer.from(readHostFile(before, node)).toString("latin1")) : [];
  });

const socketsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/unix:path=(\/[\w.+/-]*\/system_bus_socket)(?![\w.+/-])/g)].map((match) => itemAt(match, 1))),
];

const isThere = ({ view }: ContainerContext, path: string): boolean => {
  const found = lookup(view.rootfs, path);
  return found.kind === "found" || (found.kind === "missing" && isUnknown(view, found.path));
};
