import { lookup } from "../rootfs/lookup.ts";
import type { User } from "../rootfs/accounts.ts";
import { parentOf } from "../rootfs/paths.ts";
import { readHostText } from "../rootfs/read-file.ts";
import { readUnitFile } from "../rootfs/unit-file.ts";
import { writableBind } from "./binds.ts";
import { entryLine } from "./entry-line.ts";
import { ownedTmpfs } from "./tmpfs.ts";
import type { UnitPart } from "./unit-words.ts";

/** The sockets that systemd opens for the service: without it the program makes them itself, in a directory of its own. */
export const withSockets: UnitPart = (draft, { device, user }, service) => {
  const { rootfs } = device.host;
  const found = lookup(rootfs, service.path.replace(/\.service$/, ".socket"));
  const text = found.kind === "found" && found.node.type === "file" ? (readHostText(rootfs, found.node) ?? "") : "";
  const streams = readUnitFile(text, service.path).filter(({ key }) => key === "ListenStream" || key === "ListenDatagram");
  const directories = new Map(
    streams.map(({ value }) => [parentOf(value), value] as const).filter(([path]) => /^\/(?:var\/)?run\/./.test(path)),
  );
  const made = [...directories].map(([path, socket]) =>
    ownedTmpfs({ place: path.slice(1), size: "1M", user, isInRun: path.startsWith("/run/"), why: sharedSocket(path, socket, user) }),
  );
  const isPort = streams.some(({ value }) => /^(?:[\d.]+:|\[.*\]:)?\d+$/.test(value));
  const notes = isPort
    ? [
        `To decide: ${service.name} gets its socket from systemd (${streams.map(({ value }) => value).join(", ")}); LXC hands none over, the program has to open it itself.`,
      ]
    : [];
  return { ...draft, mounts: [...draft.mounts, ...made], networkNotes: [...draft.networkNotes, ...notes] };
};

/** How others reach a socket that the program makes. */
const sharedSocket = (path: string, socket: string, user: User | undefined): string =>
  [
    `where it makes its socket (${socket}), which systemd makes on the host. To decide: in memory of its own nobody else reaches it. If others are to, let the device make the directory (tmpfiles.d: d ${path} 0755 ${user?.name ?? "root"} - -), and bind it in place of this one:`,
    entryLine(writableBind({ path, why: "" })),
  ].join("\n");
