import { readHostText } from "../rootfs/read-file.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Draft } from "./draft.ts";
import { giveCapabilities } from "./give-capabilities.ts";
import { type Server, SERVERS } from "./server-table.ts";
import type { Subject } from "./subject.ts";

/** The network that a server needs, to choose from, and what it needs for low ports. */
export const withNetwork = (draft: Draft, subject: Subject): Draft => {
  const why = whyServer(subject);
  const server = serverOf(subject);
  const networkNotes = why === undefined ? draft.networkNotes : [...draft.networkNotes, choices(why)];
  const described = { ...draft, networkNotes };
  const port = configuredPort(subject);
  // What the unit says has been said.
  if (server === undefined || server.capabilities.length === 0 || (port ?? 0) >= 1024 || draft.capNotes.length > 0) return described;
  const wanted = port === undefined ? server.ports : `port ${port}`;
  return giveCapabilities(described, subject, {
    names: server.capabilities,
    why: `${baseOf(subject.program.path)} needs capabilities for its work (${wanted})`,
    isForPort: server.capabilities.includes("net_bind_service"),
  });
};

/** What is known of a program by its names. */
export const serverOf = ({ program, names }: Subject): Server | undefined =>
  [baseOf(program.path), ...names].flatMap((name) => (Object.hasOwn(SERVERS, name) ? [SERVERS[name]] : []))[0];

const whyServer = (subject: Subject): string | undefined => {
  const { service, program } = subject;
  const port = configuredPort(subject);
  if (port !== undefined) return `port ${port} is configured`;
  const server = serverOf(subject);
  if (server !== undefined && server.ports !== "") return `${baseOf(program.path)} is known as a server: ${server.ports}`;
  const unit = service?.units("After").find((name) => /^network(-online)?\.target$/.test(name));
  return unit === undefined ? undefined : `${service?.name} starts after ${unit}`;
};

/** The port among the parameters (`--port=53`, `-p 53`), else in a configuration file that they name (`server.port = 80`, `port=53`). */
const configuredPort = ({ device, words }: Subject): number | undefined => {
  const given = / (?:--port[= ]|-p ?)(\d{1,5}) /.exec(` ${words.join(" ")} `)?.[1];
  if (given !== undefined) return Number(given);
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
