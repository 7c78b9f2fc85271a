import { type Clean, error, type Fault, hint, type Kind, sound, warning } from "./case.ts";
import { here } from "./description.ts";

const GATEWAY = "<IPV4gateway>10.0.3.1</IPV4gateway>";

/** A Network with one element a line. */
const network = (type: string, ...elements: readonly string[]): readonly string[] => [
  `<Network type="${type}">`,
  ...elements,
  "</Network>",
];

const veth = (...elements: readonly string[]): readonly string[] => network("veth", "<Flags>up</Flags>", ...elements);

const BRIDGED = "<Link>br0</Link>";

/** The networks of a container that has nothing else. */
const withNetworks = (...networks: readonly (readonly string[])[]): Fault["description"] => ({ config: networks.flat() });

/** Another container of the device, with what stands in its LxcConfig. */
const started = (...lines: readonly string[]): readonly string[] => [
  [
    '<CONTAINER SandboxName="WEB">',
    "<LxcParams><LauncherName>web</LauncherName><ExecName>/bin/sh</ExecName></LxcParams>",
    "<LxcConfig>",
    "<UserName>web</UserName>",
    ...lines,
    "</LxcConfig>",
    "</CONTAINER>",
  ].join("\n"),
];

const ADDRESS = "<IPV4>10.0.3.7/24</IPV4>";

const FAULTS: readonly Fault[] = [
  error("macvlan-alone", "missing-link", "netdev_configure_server_macvlan: No link for macvlan network device specified", {
    config: [here('<Network type="macvlan">'), "<Flags>up</Flags>", "</Network>"],
  }),
  error("vlan-alone", "missing-link", "netdev_configure_server_vlan: No link for vlan network device specified", {
    config: [here('<Network type="vlan">'), "<Name>eth0</Name>", "</Network>"],
  }),
  error("phys-alone", "missing-link", "netdev_configure_server_phys: No link for physical interface specified", {
    config: [here('<Network type="phys">'), "<Name>wlan0</Name>", "</Network>"],
  }),
  error(
    "bridge-is-lo",
    "unusable-link",
    "the kernel makes no port of a loopback interface: EINVAL, seen with LXC 5.0.2",
    withNetworks(veth(here("<Link>lo</Link>"))),
    { mended: { description: withNetworks(veth("<Link>br0</Link>")) } },
  ),
  error("phys-is-lo", "unusable-link", "lo can't change its name space: EINVAL, seen with LXC 5.0.2", {
    config: [...network("phys", here("<Link>lo</Link>"))],
  }),
  error(
    "called-lo",
    "interface-name-taken",
    "a new network name space has a lo: EEXIST",
    withNetworks(veth(BRIDGED, here("<Name>lo</Name>"))),
    { mended: { description: withNetworks(veth(BRIDGED, "<Name>eth0</Name>")) } },
  ),
  error(
    "two-of-a-name",
    "interface-name-taken",
    "the second is not renamed: EEXIST",
    withNetworks(veth(BRIDGED, "<Name>wan</Name>"), veth("<Link>br1</Link>", here("<Name>wan</Name>"))),
    { mended: { description: withNetworks(veth(BRIDGED, "<Name>wan</Name>"), veth("<Link>br1</Link>", "<Name>lan</Name>")) } },
  ),
  error("phys-keeps-its-name", "interface-name-taken", "a phys without a Name is called as on the host", {
    config: [...veth(BRIDGED, "<Name>eth1</Name>"), ...network("phys", here("<Link>eth1</Link>"))],
  }),
  error(
    "auto-of-a-vlan",
    "gateway-not-set",
    "lxc_find_gateway_addresses: automatic gateway detection is only supported for veth and macvlan",
    { config: [...network("vlan", "<Link>eth0</Link>", ADDRESS, here("<IPV4gateway>auto</IPV4gateway>"))] },
    { mended: { description: { config: [...network("vlan", "<Link>eth0</Link>", ADDRESS, GATEWAY)] } } },
  ),
  error("auto-of-nothing", "gateway-not-set", "automatic gateway detection needs a link interface", {
    config: [...veth(ADDRESS, here("<IPV4gateway>auto</IPV4gateway>"))],
  }),
  error(
    "gateway-alone",
    "gateway-not-set",
    "cannot add ipv4 gateway for network device when not assigning an address",
    withNetworks(veth(BRIDGED, here(GATEWAY))),
    { mended: { description: withNetworks(veth(BRIDGED, ADDRESS, GATEWAY)) } },
  ),
  error(
    "gateway-of-the-other-version",
    "gateway-not-set",
    "an IPv6 gateway beside an IPv4 address alone: Cannot add ipv6 gateway",
    withNetworks(veth(BRIDGED, ADDRESS, here("<IPV6gateway>fd00::1</IPV6gateway>"))),
  ),
  error(
    "two-default-routes",
    "gateway-not-set",
    "the second default route is refused: EEXIST, seen with LXC 5.0.2",
    withNetworks(
      veth(BRIDGED, ADDRESS, GATEWAY),
      veth("<Link>br1</Link>", "<IPV4>10.0.4.7/24</IPV4>", here("<IPV4gateway>10.0.4.1</IPV4gateway>")),
    ),
    { mended: { description: withNetworks(veth(BRIDGED, ADDRESS, GATEWAY), veth("<Link>br1</Link>", "<IPV4>10.0.4.7/24</IPV4>")) } },
  ),
  error("two-default-routes-of-ipv6", "gateway-not-set", "the same for IPv6", {
    config: [
      ...veth(BRIDGED, "<IPV6>fd00::7/64</IPV6>", "<IPV6gateway>fd00::1</IPV6gateway>"),
      ...veth("<Link>br1</Link>", "<IPV6>fd01::7/64</IPV6>", here("<IPV6gateway>fe80::1</IPV6gateway>")),
    ],
  }),
  warning(
    "other-network",
    "gateway-outside",
    "a slip in the third number: nobody answers",
    withNetworks(veth(BRIDGED, ADDRESS, here("<IPV4gateway>10.0.4.1</IPV4gateway>"))),
    { mended: { description: withNetworks(veth(BRIDGED, "<IPV4>10.0.3.7/16</IPV4>", "<IPV4gateway>10.0.4.1</IPV4gateway>")) } },
  ),
  error(
    "gateway-of-two",
    "gateway-outside",
    "fib_check_nh: EINVAL, seen with LXC 5.0.2",
    {
      config: [...veth(BRIDGED, here("<IPV4>10.0.3.0/31</IPV4>"), "<IPV4gateway>10.0.3.1</IPV4gateway>")],
    },
    {
      mended: {
        description: { config: [...veth(BRIDGED, "<IPV4>10.0.3.0/31 255.255.255.255</IPV4>", "<IPV4gateway>10.0.3.1</IPV4gateway>")] },
      },
    },
  ),
  warning("gateway-is-broadcast", "gateway-outside", "a broadcast address is no router's", {
    config: [...veth(BRIDGED, ADDRESS, here("<IPV4gateway>10.0.3.255</IPV4gateway>"))],
  }),
  warning("own-gateway", "gateway-outside", "packets for others would go to the container itself", {
    config: [...veth(BRIDGED, here("<IPV4>10.0.3.1/24</IPV4>"), GATEWAY)],
  }),
  error("own-gateway-of-ipv6", "gateway-outside", "the kernel refuses an own address as a gateway of IPv6: EINVAL, seen with LXC 5.0.2", {
    config: [...veth(BRIDGED, here("<IPV6>fd00::1/64</IPV6>"), "<IPV6gateway>fd00:0::1</IPV6gateway>")],
  }),
  warning("ipv6-gateway-elsewhere", "gateway-outside", "another prefix: nobody answers", {
    config: [...veth(BRIDGED, "<IPV6>fd00:0:0:1::7/64</IPV6>", here("<IPV6gateway>fd00:0:0:2::1</IPV6gateway>"))],
  }),
  error("alias", "bad-value", "dev_valid_name refuses a colon: eth0:1 was an alias of ifconfig(8)", {
    config: [...veth(BRIDGED, here("<Name>eth0:1</Name>"))],
  }),
  error("unspecified", "unusable-address", "RFC 4291, 2.5.2; addrconf.c: EADDRNOTAVAIL", {
    config: [...veth(BRIDGED, here("<IPV6>::/64</IPV6>"))],
  }),
  warning("first-address", "unusable-address", "the first address names the network: RFC 1122, 3.2.1.3", {
    config: [...veth(BRIDGED, here("<IPV4>192.168.4.64/26</IPV4>"))],
  }),
  warning(
    "last-address",
    "unusable-address",
    "the last address is the broadcast address",
    { config: [...veth(BRIDGED, here("<IPV4>192.168.4.127/26</IPV4>"))] },
    { mended: { description: { config: [...veth(BRIDGED, "<IPV4>192.168.4.127/24</IPV4>")] } } },
  ),
  warning("loopback-address", "unusable-address", "127.0.0.0/8 never leaves a host", {
    config: [...veth(BRIDGED, here("<IPV4>127.0.1.1/16</IPV4>"))],
  }),
  warning("multicast-address", "unusable-address", "224.0.0.0/4 is nobody's own", {
    config: [...veth(BRIDGED, here("<IPV4>239.1.2.3/24</IPV4>"))],
  }),
  warning(
    "broadcast-of-another-network",
    "broadcast-outside",
    "broadcasts go to the address that is set: ip-address(8)",
    { config: [...veth(BRIDGED, here("<IPV4>10.0.3.7/24 10.0.4.255</IPV4>"))] },
    { mended: { description: { config: [...veth(BRIDGED, "<IPV4>10.0.3.7/24 10.0.3.255</IPV4>")] } } },
  ),
  error("ipv6-multicast", "unusable-address", "the kernel refuses it: EADDRNOTAVAIL, seen with LXC 5.0.2", {
    config: [...veth(BRIDGED, here("<IPV6>ff02::7/64</IPV6>"))],
  }),
  error("group-mac", "unusable-hardware-address", "the lowest bit of the first byte makes it a group's: EADDRNOTAVAIL", {
    config: [...veth(BRIDGED, here("<HwAddr>03:16:3e:00:00:07</HwAddr>"))],
  }),
  error(
    "no-mac",
    "unusable-hardware-address",
    "zero is no address: EADDRNOTAVAIL",
    { config: [...veth(BRIDGED, here("<HwAddr>00:00:00:00:00:00</HwAddr>"))] },
    { mended: { description: { config: [...veth(BRIDGED, "<HwAddr>00:16:3e:00:00:07</HwAddr>")] } } },
  ),
  warning(
    "not-up",
    "network-down",
    "lxc.container.conf(5): flags, the only one is up; without it the interface is down",
    { config: [here('<Network type="veth">'), BRIDGED, ADDRESS, "</Network>"] },
    { mended: { description: withNetworks(veth(BRIDGED, ADDRESS)) } },
  ),
  warning(
    "host-and-own",
    "network-none-ignored",
    "lxc_requests_empty_network: the host's network is shared only where nothing else is asked for, seen with LXC 5.0.2",
    {
      config: [here('<Network type="none">'), "</Network>", ...veth(BRIDGED, "<Name>eth7</Name>")],
    },
  ),
  error("end-is-the-bridge", "host-interface-taken", "the host's end can't have the bridge's name: EEXIST", {
    config: [...veth(BRIDGED, here("<Pair>br0</Pair>"))],
  }),
  error("end-twice", "host-interface-taken", "both ends on the host have one name: EEXIST", {
    config: [...veth(BRIDGED, "<Pair>to-app</Pair>"), ...veth("<Link>br1</Link>", here("<Pair>to-app</Pair>"))],
  }),
  warning(
    "end-of-another",
    "host-interface-taken",
    "the other container's end is there while it runs: EEXIST",
    withNetworks(veth(BRIDGED, "<Pair>to-app</Pair>")),
    {
      beside: started(...veth(BRIDGED, here("<Pair>to-app</Pair>"))),
      mended: { beside: started(...veth(BRIDGED, "<Pair>to-web</Pair>")) },
    },
  ),
  warning(
    "taken-away",
    "host-interface-taken",
    "a phys is in the first container, and not on the host",
    { config: [...network("phys", "<Link>eth1</Link>")] },
    { beside: started(...network("macvlan", here("<Link>eth1</Link>"))) },
  ),
  warning(
    "passes-through",
    "host-interface-taken",
    "macvlan_common_newlink: a passthru allows no other macvlan on its interface, EINVAL",
    { config: [...network("macvlan", "<Link>eth1</Link>", "<Pair>passthru</Pair>")] },
    {
      beside: started(...network("macvlan", here("<Link>eth1</Link>"), "<Pair>bridge</Pair>")),
      mended: { description: { config: [...network("macvlan", "<Link>eth1</Link>", "<Pair>bridge</Pair>")] } },
    },
  ),
  error("vlan-twice", "host-interface-taken", "both are VLAN 0 of one interface: EEXIST", {
    config: [...network("vlan", "<Link>eth1</Link>", "<Name>a0</Name>"), ...network("vlan", here("<Link>eth1</Link>"), "<Name>b0</Name>")],
  }),
  warning("address-of-another", "address-taken", "two hosts of one network answer for one address", withNetworks(veth(BRIDGED, ADDRESS)), {
    beside: started(...veth(BRIDGED, here("<IPV4>10.0.3.7/16</IPV4>"))),
    mended: { beside: started(...veth(BRIDGED, "<IPV4>10.0.3.8/16</IPV4>")) },
  }),
  warning(
    "ipv6-address-otherwise-written",
    "address-taken",
    "one address, spelled in two ways",
    withNetworks(veth(BRIDGED, "<IPV6>fd00::7/64</IPV6>")),
    { beside: started(...veth(BRIDGED, here("<IPV6>fd00:0:0::0007/64</IPV6>"))) },
  ),
  warning("own-address-twice", "address-taken", "two interfaces with one address: answers leave through one of them", {
    config: [...veth(BRIDGED, ADDRESS), ...veth("<Link>br1</Link>", here(ADDRESS))],
  }),
  warning(
    "mac-of-another",
    "hardware-address-taken",
    "a bridge sends frames to where it saw their address last",
    withNetworks(veth(BRIDGED, "<HwAddr>00:16:3e:00:00:0a</HwAddr>")),
    {
      beside: started(...veth(BRIDGED, here("<HwAddr>00:16:3E:00:00:0A</HwAddr>"))),
      mended: { beside: started(...veth(BRIDGED, "<HwAddr>00:16:3E:00:00:0B</HwAddr>")) },
    },
  ),
  warning("bridge-otherwise", "link-not-bridge", "systemd.netdev(5) makes br-lan", withNetworks(veth(here("<Link>br_lan</Link>"))), {
    host: [{ path: "etc/systemd/network/lan.netdev", content: "[NetDev]\nName=br-lan\nKind=bridge\n" }],
    mended: { description: withNetworks(veth("<Link>br-lan</Link>")) },
  }),
  error("ethernet", "link-not-bridge", "Failed to attach to bridge: seen with LXC 5.0.2", withNetworks(veth(here("<Link>eth0</Link>"))), {
    host: [{ path: "etc/network/interfaces", content: "auto eth0\niface eth0 inet dhcp\n" }],
    mended: { host: [{ path: "etc/network/interfaces", content: "auto eth0\niface eth0 inet dhcp\n  bridge_ports eth1\n" }] },
  }),
  hint("bridge-misspelt", "unknown-bridge", "systemd.netdev(5) makes another one", withNetworks(veth(here("<Link>br-guest</Link>"))), {
    host: [{ path: "etc/systemd/network/lan.netdev", content: "[NetDev]\nName=br-lan\nKind=bridge\n" }],
  }),
  hint("no-way-out", "unconnected-network", "a gateway, and nothing that leads to it", {
    config: [here('<Network type="veth">'), "<Flags>up</Flags>", ADDRESS, GATEWAY, "</Network>"],
  }),
];

const CLEAN: readonly Clean[] = [
  sound("not-connected", "a veth without a Link is LXC's own default, whoever sets up the host connects its Pair", {
    config: [...veth(ADDRESS, "<Pair>to-app</Pair>")],
  }),
  sound("routed", "an address that is alone in its network has its gateway outside", {
    config: [...veth(BRIDGED, "<IPV4>10.0.3.7/32</IPV4>", "<IPV4gateway>169.254.0.1</IPV4gateway>")],
  }),
  sound("point-to-point", "both addresses of a /31 are hosts': RFC 3021", {
    config: [...veth(BRIDGED, "<IPV4>10.0.3.0/31 255.255.255.255</IPV4>", "<IPV4gateway>10.0.3.1</IPV4gateway>")],
  }),
  sound("link-local-router", "routers of IPv6 are named by their link-local addresses", {
    config: [...veth(BRIDGED, "<IPV6>fd00::7/64</IPV6>", "<IPV6gateway>fe80::1</IPV6gateway>")],
  }),
  sound("one-default-route-each", "IPv4 and IPv6 have default routes of their own, on networks of their own", {
    config: [
      ...veth(BRIDGED, "<Name>eth0</Name>", ADDRESS, GATEWAY),
      ...veth("<Link>br1</Link>", "<Name>eth1</Name>", "<IPV6>fd00::7/64</IPV6>", "<IPV6gateway>fd00::1</IPV6gateway>"),
    ],
  }),
  sound("random-mac", "LXC makes up what is x, and no group address: rand_complete_hwaddr", {
    config: [...veth(BRIDGED, "<HwAddr>0x:16:3e:xx:xx:xx</HwAddr>")],
  }),
  sound("unnamed", "the kernel gives interfaces without a Name the next free one", {
    config: [...veth(BRIDGED), ...veth("<Link>br1</Link>", "<Name>eth0</Name>")],
  }),
  sound(
    "same-address-elsewhere",
    "two bridges are two networks",
    { config: [...veth(BRIDGED, ADDRESS)] },
    { beside: started(...veth("<Link>br1</Link>", ADDRESS)) },
  ),
  sound(
    "shared-interface",
    "macvlans share an interface, and a VLAN lies on it",
    { config: [...network("macvlan", "<Link>eth0</Link>", "<Pair>bridge</Pair>")] },
    { beside: started(...network("macvlan", "<Link>eth0</Link>"), ...network("vlan", "<Link>eth0</Link>", "<Name>v0</Name>")) },
  ),
  sound("no-address", "DHCP in the container gives addresses: an interface may be down until then", {
    config: [...network("veth", BRIDGED, "<Name>eth0</Name>")],
  }),
];

/** Networks: src/lxc/network.c of LXC 5.0.2, each refusal seen with it; ip-address(8), RFC 1122, RFC 4291. */
export const NETWORK: Kind = { kind: "network", faults: FAULTS, clean: CLEAN };
