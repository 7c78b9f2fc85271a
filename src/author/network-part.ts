import { readHostText } from "../rootfs/read-file.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Draft } from "./draft.ts";
import { SERVERS } from "./server-table.ts";
import type { Subject } from "./subject.ts";
import { howToGive } from "./unit-part.ts";

/** The network that a server needs, to choose from, and what it needs for low ports. */
export const withNetwork = (draft: Draft, subject: Subject): Draft => {
  const why = whyServer(subject);
  const server = serverOf(subject);
  const networkNotes = why === undefined ? draft.networkNotes : [...draft.networkNotes, choices(why)];
  if (server === undefined || server.capabilities.length === 0) return { ...draft, networkNotes };
  const port = configuredPort(subject);
  if (port !== undefined && port >= 1024) return { ...draft, networkNotes };
  const need = `As a user ${baseOf(subject.program.path)} needs ${server.capabilities.join(", ")} for its work (${port === undefined ? server.ports : `port ${port}`}), unless its configuration names a port from 1024 on.`;
  return {
    ...draft,
    networkNotes,
    capNotes: draft.capNotes.some((note) => note.includes("MoveContent"))
      ? draft.capNotes
      : [...draft.capNotes, `${need} ${howToGive(subject, server.capabilities)}`],
  };
};

const serverOf = ({ program, names }: Subject) =>
  [baseOf(program.path), ...names].flatMap((name) => (Object.hasOwn(SERVERS, name) ? [SERVERS[name]] : []))[0];

const whyServer = (subject: Subject): string | undefined => {
  const { service, program } = subject;
  const port = configuredPort(subject);
  if (port !== undefined) return `its configuration names port ${port}`;
  const server = serverOf(subject);
  if (server !== undefined && server.ports !== "") return `${baseOf(program.path)} is known as a server: ${server.ports}`;
  const unit = service?.after.find((name) => /^network(-online)?\.target$/.test(name));
  return unit === undefined ? undefined : `${service?.name} starts after ${unit}`;
};

/** The port in a configuration file that its command names: `server.port = 80`, `port=53`. */
const configuredPort = ({ device, words }: Subject): number | undefined => {
  for (const word of words) {
    const path = /\/etc\/.*/.exec(word)?.[0];
    const found = path === undefined ? undefined : lookup(device.host.rootfs, path);
    if (found?.kind !== "found" || found.node.type !== "file") continue;
    const port = /^\s*(?:server\.)?port\s*[=:\s]\s*(\d{1,5})\s*$/m.exec(readHostText(device.host.rootfs, found.node) ?? "")?.[1];
    if (port !== undefined) return Number(port);
  }
  return undefined;
};

const choices = (why: string): string =>
  [
    `To decide: it seems to use the network (${why}), and with type empty it reaches nobody. Either an interface of its own, over a bridge of the host, which takes an address and a route:`,
    '  <Network type="veth"><Name>eth0</Name><Flags>up</Flags><Link>br0</Link><IPV4>10.0.3.15/24</IPV4><IPV4gateway>10.0.3.1</IPV4gateway></Network>',
    "or the host's own network, which costs all separation there: the container then sees and uses every interface, port and abstract socket of the host:",
    '  <Network type="none"/>',
  ].join("\n");
