import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostText } from "../rootfs/read-file.ts";
import { subtreeOf } from "../rootfs/subtree.ts";

/** What the host's texts tell of its bridges. */
export interface HostBridges {
  /** Names of bridges that something makes. */
  readonly made: ReadonlySet<string>;
  /** Names of what the host sets up as something else: Ethernet and the like. */
  readonly others: ReadonlySet<string>;
  /** Whether any of those texts has the name, in whatever sense. */
  readonly mentions: (name: string) => boolean;
}

/** Reads what makes interfaces on a host: systemd.netdev(5), interfaces(5), bridge(8) and brctl(8) in start scripts, what LXC's own script is told. */
export const hostBridges = (host: HostRootfs): HostBridges => {
  const texts = [...textsOf(host)];
  const made = new Set(texts.flatMap(bridgesIn));
  return {
    made,
    others: new Set(texts.flatMap(interfacesIn).filter((name) => !made.has(name) && PHYSICAL.test(name))),
    mentions: (name) => texts.some((text) => text.includes(name)),
  };
};

const DIRECTORIES = [
  "etc/systemd",
  "usr/lib/systemd/network",
  "usr/lib/systemd/system",
  "lib/systemd/network",
  "lib/systemd/system",
  "etc/network",
  "etc/NetworkManager",
  "etc/config",
  "etc/default",
  "etc/init.d",
  "etc/rc.local",
  "etc/lxc",
  "usr/libexec/lxc",
  "usr/lib/x86_64-linux-gnu/lxc",
];

/** In bytes: what people write to set up a network. */
const MAX_TEXT = 64 * 1024;

function* textsOf(host: HostRootfs): Generator<string> {
  for (const directory of DIRECTORIES) {
    const found = lookup(host, directory);
    if (found.kind !== "found") continue;
    for (const node of subtreeOf(host, found.node.path)) {
      if (isText(node)) yield readHostText(host, node, MAX_TEXT) ?? "";
    }
  }
}

const isText = ({ type, magic }: HostNode): boolean => type === "file" && magic !== ELF;

/** "\x7fELF" as HostNode has it. */
const ELF = 0x7f454c46;

/** The names of the bridges that a text makes. */
export const bridgesIn = (text: string): readonly string[] => [
  ...(/^[ \t]*Kind[ \t]*=[ \t]*bridge[ \t]*$/m.test(text) ? matches(text, /^[ \t]*Name[ \t]*=[ \t]*(\S+)/gm) : []),
  ...interfacesWithPorts(text),
  ...matches(text, /\bbrctl[ \t]+addbr[ \t]+([\w.-]+)/g),
  ...matches(text, /\bip link add (?:name |dev )?([\w.-]+) type bridge\b/g),
  ...matches(text, /^[ \t]*LXC_BRIDGE="?([\w.-]+)/gm),
];

/** systemd.network(5), [Match]; interfaces(5). */
const interfacesIn = (text: string): readonly string[] => [
  ...(/^\[Network\]/m.test(text) ? matches(text, /^\[Match\]\s*Name[ \t]*=[ \t]*(\S+)[ \t]*$/gm) : []),
  ...matches(text, /^[ \t]*iface[ \t]+(\S+)/gm),
];

/** What the kernel and systemd.net-naming-scheme(7) call a device: nobody calls a bridge so. */
const PHYSICAL = /^(?:eth|wlan|usb|wwan)\d+$|^(?:en|wl|ww)(?:p\d|s\d|o\d|x[\da-f]{12})/;

/** interfaces(5): the stanzas of `iface NAME` that have a line `bridge_ports`. */
const interfacesWithPorts = (text: string): readonly string[] =>
  text.split(/^(?=[ \t]*iface[ \t])/m).flatMap((stanza) => {
    const [, name] = /^[ \t]*iface[ \t]+(\S+)/.exec(stanza) ?? [];
    return name !== undefined && /^[ \t]+bridge[_-]ports\b/m.test(stanza) ? [name] : [];
  });

const matches = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
