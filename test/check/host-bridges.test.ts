import { expect, it } from "vitest";
import { hostBridges } from "../../src/check/host-bridges.ts";
import { type EntrySketch, rootfsOf } from "../rootfs/rootfs-of.ts";

const made = (path: string, content: string, more: Partial<EntrySketch> = {}): readonly string[] => [
  ...hostBridges(rootfsOf({ path, content, ...more })).made,
];

it.each([
  ["etc/systemd/network/lan.netdev", "[NetDev]\nName = br-lan\nKind=bridge\n", ["br-lan"]],
  ["etc/systemd/network/dummy.netdev", "[NetDev]\nName=d0\nKind=dummy\n", []],
  [
    "etc/network/interfaces",
    "auto lo br0\niface lo inet loopback\niface br0 inet static\n  address 10.0.3.1\n  bridge_ports eth0\niface eth1 inet dhcp\n",
    ["br0"],
  ],
  ["etc/network/interfaces.d/x", "iface br1 inet manual\n\tbridge-ports none\n", ["br1"]],
  [
    "etc/init.d/net",
    "brctl addbr br2\nip link add name br3 type bridge\nip link add br4 type bridge\nip link add v0 type veth\n",
    ["br2", "br3", "br4"],
  ],
  ["etc/default/lxc-net", 'USE_LXC_BRIDGE="true"\nLXC_BRIDGE="lxcbr0"\n', ["lxcbr0"]],
  ["etc/other", "brctl addbr br9\n", []],
])("reads bridges of %s", (path, content, expected) => expect(made(path, content)).toEqual(expected));

it("knows what is mentioned", () => {
  const { mentions } = hostBridges(rootfsOf({ path: "etc/init.d/net", content: "up br-guest" }));
  expect([mentions("br-guest"), mentions("br-lan")]).toEqual([true, false]);
});

it("does not take long for any text", () => {
  for (const text of ["\n".repeat(60_000), " ".repeat(60_000), "iface x\n".repeat(7_000), "brctl ".repeat(10_000)])
    expect(made("etc/network/x", text)).toEqual([]);
}, 5_000);
