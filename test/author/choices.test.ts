import { describe, expect, it } from "vitest";
import { library, program } from "../check/check-of.ts";
import { deviceWith } from "../corpus/device.ts";
import { type EntrySketch, rootfsOf } from "../rootfs/rootfs-of.ts";
import { choose, cleanText, foundInText } from "./author-of.ts";

const DBUS = library("usr/lib/libdbus-1.so.3", "libc.so.6");
const client = (path: string): EntrySketch => program(path, "libdbus-1.so.3", "libc.so.6");
const unit = (text: string): EntrySketch => ({ path: "usr/lib/systemd/system/app.service", content: text });
const named = (path: string): EntrySketch => ({ path: "etc/app/app.conf", content: `pid = ${path}\n` });

const BUS = '<Dbus enable="true"/>';
const ADDRESS = "<Variable>DBUS_SYSTEM_BUS_ADDRESS=unix:path=/var/run/dbus/system_bus_socket</Variable>";
const DAEMON = [
  { path: "etc/dbus-1/system.conf", content: '<policy user="root"/>\n' },
  { path: "usr/share/dbus-1/system.conf", content: "<x/>\n" },
  client("usr/lib/dbus-1.0/dbus-daemon-launch-helper"),
];

const withoutComments = (text: string): string => text.replaceAll(/<!--[^]*?-->/g, "");

describe("a client of the system bus", () => {
  const clients: readonly (readonly [string, readonly string[], readonly EntrySketch[]])[] = [
    ["--system", ["dbus-monitor", "--system"], [client("usr/bin/dbus-monitor"), ...DAEMON]],
    ["BusName", ["app"], [unit("[Service]\nBusName=org.app\nExecStart=/usr/bin/app\n"), client("usr/bin/app")]],
    ["Type=dbus and a PID file in /var/run", ["app"], [unit("[Service]\nType=dbus\nPIDFile=/var/run/app.pid\nExecStart=/usr/bin/app\n")]],
  ];

  it.each(clients)("by %s has the bus, and where it is", (_, command, changes) => {
    const text = withoutComments(cleanText({ command }, [DBUS, ...changes]));
    expect(text).toContain(BUS);
    expect(text).toContain(ADDRESS);
    expect(text).not.toMatch(/<Destination>(?:var\/run|(?:var\/)?run\/dbus)<|dbus-1|dbus-daemon|<ExtraUsers>/);
  });

  it("whose option is another program's has none", () => {
    expect(cleanText({ command: ["app", "--system"] })).not.toContain(BUS);
  });

  it("by the policy of its package has the bus", () => {
    const changes = [
      { path: "etc/os-release", content: "ID=debian\n" },
      { path: "var/lib/dpkg/status", content: "Package: app-tools\nStatus: install ok installed\nVersion: 1\nArchitecture: armhf\n" },
      { path: "var/lib/dpkg/info/app-tools.list", content: "/usr/bin/app\n/usr/share/dbus-1/system.d/app.conf\n" },
      { path: "usr/share/dbus-1/system.d/app.conf", content: '<policy user="app"/>\n' },
      client("usr/bin/app"),
      DBUS,
    ];
    expect(withoutComments(cleanText({ command: ["app"] }, changes))).toContain(BUS);
    const inVarRun = cleanText({ command: ["app"] }, [...changes, named("/var/run/app.pid")]);
    expect(withoutComments(inVarRun)).not.toContain(ADDRESS);
    expect(inVarRun).toContain("/usr/share/dbus-1/system.d/app.conf is its policy on the system bus");
  });
});

describe("every choice that is ready to be uncommented", () => {
  const drafts: readonly (readonly [string, readonly string[], readonly EntrySketch[]])[] = [
    ["a loaded library", ["app"], [client("usr/bin/app")]],
    ["a library and files in /var/run", ["app"], [client("usr/bin/app"), named("/var/run/app.pid")]],
    ["a library and directories in /run", ["app"], [client("usr/bin/app"), named("/run/app/pid"), named("/run/dbus/other")]],
    ["Wants=", ["app", "-p", "80"], [unit("[Unit]\nWants=dbus.service\n[Service]\nExecStart=/usr/bin/app\nEnvironment=A=b\n")]],
    ["a server", ["dnsmasq"], [client("usr/sbin/dnsmasq"), named("/var/run/dnsmasq/pid")]],
  ];

  it.each(drafts)("passes check: %s", (_, command, changes) => {
    const all = [DBUS, ...changes];
    const rootfs = rootfsOf(...deviceWith(all, []));
    const text = cleanText({ command }, all);
    const taken = choose(text, "Dbus");
    expect(withoutComments(text)).not.toContain(ADDRESS);
    expect(withoutComments(taken)).toContain(ADDRESS);
    expect(withoutComments(taken)).toContain("ystem_bus_socket");
    for (const each of [taken, choose(taken, "Network", 0), choose(taken, "Network", 1)])
      expect(foundInText(each, rootfs).map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });
});
