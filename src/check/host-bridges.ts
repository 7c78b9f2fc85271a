import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostText } from "../rootfs/read-file.ts";
import { subtreeOf } from "../rootfs/subtree.ts";

/** What the host's texts tell of its bridges. */
export interface HostBridges {
  /** Names of bridges that something makes. */
  readonly made: ReadonlySet<string>;
  /** Whether any of those texts has the name, in whatever sense. */
  readonly mentions: (name: string) => boolean;
}

/** Reads what makes interfaces on a host: systemd.netdev(5), interfaces(5), bridge(8) and brctl(8) in start scripts, what LXC's own script is told. */
export const hostBridges = (host: HostRootfs): HostBridges => {
  const texts = [...textsOf(host)];
  return {
    made: new Set(texts.flatMap(bridgesIn)),
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

const bridgesIn = (text: string): readonly string[] => [
  ...(/^\s*Kind\s*=\s*bridge\s*$/m.test(text) ? matches(text, /^\s*Name\s*=\s*(\S+)/gm) : []),
  ...matches(text, /^\s*iface\s+(\S+)[^\n]*\n(?:[^\n]*\n)*?\s+bridge[_-]ports\b/gm),
  ...matches(text, /\bbrctl\s+addbr\s+([\w.-]+)/g),
  ...matches(text, /\bip\s+link\s+add\s+(?:name\s+|dev\s+)?([\w.-]+)\s+type\s+bridge\b/g),
  ...matches(text, /^\s*LXC_BRIDGE="?([\w.-]+)/gm),
];

const matches = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
