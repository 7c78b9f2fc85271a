import { describe, expect, it } from "vitest";
import { bind, container, exec, file, linesOf, READ_ONLY, unit, unitsOf } from "./units-of.ts";

const KEYS = ["Requires", "Wants", "After", "ExecStartPre"];
const maker = (name: string, path: string, params = "") =>
  container(name, exec(`/usr/bin/${name.toLowerCase()}`) + params, "", bind(path, "dir"));
const user = (rootfs: string, config = "") => container("USER", exec("/usr/bin/user"), config, rootfs);
const needs = (texts: readonly string[], host: NonNullable<Parameters<typeof unitsOf>[1]>["host"] = []) =>
  linesOf(unitsOf(texts, { host }).service("user"), ...KEYS);

describe("a container that uses what another makes", () => {
  it("comes after it", () => {
    expect(needs([maker("MAKER", "/run/made"), user(bind("/run/made", "dir", READ_ONLY))])).toEqual([
      "Requires=maker.service",
      "After=maker.service",
    ]);
  });

  it("waits for a socket, since nobody says when that is there", () => {
    expect(needs([maker("MAKER", "/run/made"), user(bind("/run/made/socket", "file"))])).toEqual([
      "Requires=maker.service",
      "After=maker.service",
      "ExecStartPre=/bin/sh -c 'until [ -e /run/made/socket ]; do sleep 0.1; done'",
    ]);
    const notify = '<SystemdNotify create="yes"/>';
    expect(needs([maker("MAKER", "/run/made", notify), user(bind("/run/made/socket", "file"))])).toHaveLength(2);
  });

  it("can do without what is optional", () => {
    expect(needs([maker("MAKER", "/run/made"), user(bind("/run/made/socket", "file", "rw,bind,optional"))])).toEqual([
      "Wants=maker.service",
      "After=maker.service",
    ]);
  });

  it("finds it by its real path", () => {
    const host = [{ path: "run/" }, { path: "var/run", type: "symlink", target: "../run" } as const];
    expect(needs([maker("MAKER", "/var/run/made"), user(bind("/run/made", "dir", READ_ONLY))], host)).toHaveLength(2);
  });

  it.each<[string, readonly string[]]>([
    ["both may make it", [maker("MAKER", "/run/made"), user(bind("/run/made", "dir"))]],
    ["two others may make it", [maker("MAKER", "/run/made"), maker("OTHER", "/run/made"), user(bind("/run/made", "dir", READ_ONLY))]],
    ["it does not go away", [maker("MAKER", "/opt/made"), user(bind("/opt/made", "dir", READ_ONLY))]],
    [
      "each needs the other",
      [
        container("MAKER", exec("/usr/bin/maker"), "", bind("/run/made", "dir") + bind("/run/user", "dir", READ_ONLY)),
        user(bind("/run/made", "dir", READ_ONLY) + bind("/run/user", "dir")),
      ],
    ],
  ])("is not told apart where %s", (_, texts) => {
    expect(needs(texts)).toEqual([]);
  });
});

describe("a container that uses what the host makes", () => {
  it("comes after the unit that does", () => {
    const host = [
      unit("bus.socket", "[Socket]\nListenStream=/run/bus/socket\n"),
      unit("meter.service", "[Service]\nExecStart=/usr/bin/meter\nRuntimeDirectory=meter meter/more\n"),
    ];
    expect(needs([user(bind("/run/bus/socket", "file") + bind("/run/meter", "dir", READ_ONLY))], host)).toEqual([
      "Requires=bus.socket",
      "After=bus.socket",
      "Requires=meter.service",
      "After=meter.service",
    ]);
  });

  it("has the system bus before it", () => {
    const host = [unit("dbus.service", "[Service]\nExecStart=/usr/bin/dbus-daemon\n"), file("/usr/lib/libdbus-1.so.3")];
    expect(needs([user("", '<Dbus enable="true"/>')], host)).toEqual(["Wants=dbus.service", "After=dbus.service"]);
    expect(needs([user("", '<Dbus enable="true"/>')], [])).toEqual([]);
  });

  it("has its bridge before it", () => {
    const veth = '<Network type="veth"><Link>br0</Link></Network>';
    const online = ["Wants=network-online.target", "After=network-online.target"];
    expect(needs([user("", veth)])).toEqual(online);
    const host = [
      unit("lxc-net.service", "[Service]\nExecStart=/usr/libexec/lxc/lxc-net start\n"),
      file("/etc/default/lxc-net", 'LXC_BRIDGE="br0"\n'),
    ];
    expect(needs([user("", veth)], host)).toEqual(["Wants=lxc-net.service", "After=lxc-net.service", ...online]);
    const bridging = container(
      "BRIDGE",
      "<ExecName>/bin/sh</ExecName><ExecParams>-c 'brctl addbr br0; exec /usr/bin/bridged'</ExecParams>",
    );
    expect(needs([bridging, user("", veth)])).toEqual(["Requires=bridge.service", "After=bridge.service", ...online]);
  });
});

describe("a directory that a boot has to make", () => {
  const made = (texts: readonly string[], host: NonNullable<Parameters<typeof unitsOf>[1]>["host"] = []) => {
    const { paths, at } = unitsOf(texts, { host });
    return paths
      .filter((path) => path.includes("tmpfiles.d"))
      .flatMap((path) => [
        path,
        ...at(path)
          .split("\n")
          .filter((line) => line.startsWith("d")),
      ]);
  };

  it("is of the user that writes into it", () => {
    expect(made([maker("MAKER", "/run/made")])).toEqual(["/usr/lib/tmpfiles.d/container-maker.conf", "d /run/made 0755 100 100 -"]);
    expect(made([user(bind("/run/made", "dir", READ_ONLY))])).toEqual([
      "/usr/lib/tmpfiles.d/container-user.conf",
      "d /run/made 0755 0 0 -",
    ]);
  });

  it("is made once, for the one that writes", () => {
    expect(made([container("A", exec("/usr/bin/a"), "", bind("/run/made", "dir", READ_ONLY)), maker("MAKER", "/run/made")])).toEqual([
      "/usr/lib/tmpfiles.d/container-maker.conf",
      "d /run/made 0755 100 100 -",
    ]);
  });

  it.each<[string, NonNullable<Parameters<typeof unitsOf>[1]>["host"]]>([
    ["tmpfiles.d", [file("/usr/lib/tmpfiles.d/a.conf", "d /run/made 0700 root root\n")]],
    ["a service", [unit("a.service", "[Service]\nExecStart=/usr/bin/a\nRuntimeDirectory=made\n")]],
    ["the rootfs", [{ path: "run/made/" }]],
  ])("is left to %s that makes it", (_, host) => {
    expect(made([maker("MAKER", "/run/made")], host)).toEqual([]);
  });

  it("is made where the service that made it is masked", () => {
    const host = [file("/usr/bin/maker"), unit("old.service", "[Service]\nExecStart=/usr/bin/maker\nRuntimeDirectory=made\n")];
    const text = container(
      "MAKER",
      exec("/usr/bin/maker"),
      "",
      bind("/usr/bin/maker", "file", "ro,bind,nosuid,nodev") + bind("/run/made", "dir"),
    );
    expect(made([text], host)).toHaveLength(2);
  });
});
