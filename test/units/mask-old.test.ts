import { describe, expect, it } from "vitest";
import { bind, container, exec, file, unit, unitsOf } from "./units-of.ts";

type Host = NonNullable<NonNullable<Parameters<typeof unitsOf>[1]>["host"]>;

const mounted = (program: string) => bind(program, "file", "ro,bind,nosuid,nodev");
const app = container("APP", exec("/usr/bin/app"), "", mounted("/usr/bin/app"));
const starting = (name: string, command: string) => unit(name, `[Service]\nExecStart=${command}\n`);
const masks = (text: string, ...host: Host) => {
  const { paths, at } = unitsOf([text], { host: [file("/usr/bin/app", "app"), file("/bin/busybox", "box"), ...host] });
  return paths.filter((path) => at(path) === "-> /dev/null").map((path) => path.replace("/etc/systemd/system/", ""));
};

describe("a unit of the host", () => {
  it.each(["/usr/bin/app", "-/usr/bin/app -v", "/bin/sh -c 'echo; exec /usr/bin/app -v'", "/container/APP/launcher/app.sh start"])(
    "is masked where it starts the program: %s",
    (command) => {
      expect(masks(app, starting("old.service", command))).toEqual(["old.service"]);
    },
  );

  it("is masked under another path of the same file", () => {
    expect(masks(app, { path: "usr/sbin/app", type: "symlink", target: "../bin/app" }, starting("old.service", "/usr/sbin/app"))).toEqual([
      "old.service",
    ]);
  });

  it("is masked as a template", () => {
    expect(masks(app, starting("old@.service", "/usr/bin/app %i"))).toEqual(["old@.service"]);
  });

  it("stays where it starts something else", () => {
    const box = (path: string) => ({ path, type: "symlink", target: "/bin/busybox" }) as const;
    const text = container("APP", exec("/sbin/one"), "", mounted("/sbin/one"));
    expect(masks(text, box("sbin/one"), box("sbin/two"), starting("two.service", "/sbin/two"))).toEqual([]);
    expect(masks(text, box("sbin/one"), box("sbin/two"), starting("one.service.d", ""), starting("un.service", "/sbin/one"))).toEqual([
      "un.service",
    ]);
    expect(masks(app, unit("old.service", "[Service]\nExecStartPre=/usr/bin/app --check\nExecStart=/usr/bin/other\n"))).toEqual([]);
  });

  it("stays where it runs another script by the same interpreter", () => {
    const python = container(
      "APP",
      "<ExecName>/usr/bin/python3</ExecName><ExecParams>/usr/bin/app</ExecParams>",
      "",
      mounted("/usr/bin/app") + mounted("/usr/bin/python3"),
    );
    const host = [file("/usr/bin/python3", "python"), file("/usr/bin/other", "other")];
    expect(masks(python, ...host, starting("other.service", "/usr/bin/python3 /usr/bin/other"))).toEqual([]);
    expect(masks(python, ...host, starting("same.service", "/usr/bin/python3 -u /usr/bin/app"))).toEqual(["same.service"]);
  });

  it("takes what starts it along", () => {
    const host = [
      starting("old.service", "/usr/bin/app"),
      unit("old.socket", "[Socket]\nListenStream=/run/old\n"),
      unit("other.socket", "[Socket]\nService=old.service\n"),
      unit("nightly.timer", "[Timer]\nUnit=old.service\n"),
      unit("old.path", "[Path]\nPathExists=/run/there\n"),
      unit("kept.timer", "[Timer]\nOnCalendar=daily\n"),
      { path: "etc/systemd/system/alias.service", type: "symlink", target: "/lib/systemd/system/old.service" } as const,
    ];
    expect(masks(app, ...host)).toEqual(["old.service", "alias.service", "old.socket", "other.socket", "nightly.timer", "old.path"]);
    expect(unitsOf([app], { host: [file("/usr/bin/app"), ...host] }).found).toEqual([
      "host-unit-replaced: old.service, alias.service, old.socket, other.socket, nightly.timer and old.path of the host are masked: app.service starts the program in its container",
    ]);
  });

  it("is replaced where it has the generated one's name, wherever it is; its socket is masked, its timer stays", () => {
    const host = [
      file("/etc/systemd/system/app.service", "[Service]\nExecStart=/usr/bin/app\n"),
      starting("app.service", "/usr/bin/app"),
      unit("app.socket", "[Socket]\nListenStream=/run/app\n"),
      unit("app.timer", "[Timer]\nOnCalendar=daily\n"),
    ];
    expect(masks(app, ...host)).toEqual(["app.socket"]);
    const { paths, at } = unitsOf([app], { host });
    const links = paths.filter((path) => at(path) === "-> /usr/lib/systemd/system/app.service");
    expect(links).toEqual([
      "/etc/systemd/system/multi-user.target.wants/app.service",
      "/etc/systemd/system/app.service",
      "/lib/systemd/system/app.service",
    ]);
  });

  it("is replaced by the file itself where /lib is /usr/lib", () => {
    const host = [
      { path: "lib", type: "symlink", target: "usr/lib" } as const,
      file("/usr/lib/systemd/system/app.service", "[Service]\nExecStart=/usr/bin/app\n"),
    ];
    expect(unitsOf([app], { host }).paths).toEqual([
      "/usr/lib/systemd/system/app.service",
      "/etc/systemd/system/multi-user.target.wants/app.service",
    ]);
  });

  it("hands on what it said of its order, but for what is masked", () => {
    const host = [
      file("/usr/bin/app"),
      unit(
        "old.service",
        "[Unit]\nRequires=old.socket\nAfter=old.socket network.target %i.service\nBefore=gone.service\nWants=a.service\n[Service]\nExecStart=/usr/bin/app\n",
      ),
      unit("old.socket", "[Socket]\nListenStream=/run/old\n"),
      starting("a.service", "/usr/bin/a"),
    ];
    expect(unitsOf([app], { host }).service("app")).toContain(
      "# As the host's old.service had it\nWants=a.service\nAfter=network.target\n",
    );
  });
});

describe("what is said", () => {
  const found = (...host: Host) =>
    unitsOf([app], { host: [file("/usr/bin/app"), ...host] }).found.filter((each) => !each.startsWith("host-unit-replaced"));

  it("is that something needs what is masked", () => {
    expect(
      found(
        starting("old.service", "/usr/bin/app"),
        unit("needer.service", "[Unit]\nRequires=old.service\n[Service]\nExecStart=/bin/true\n"),
        unit("wanter.service", "[Unit]\nWants=old.service\n[Service]\nExecStart=/bin/true\n"),
        file(
          "/usr/share/dbus-1/system-services/org.example.App.service",
          "[D-BUS Service]\nName=org.example.App\nSystemdService=old.service\n",
        ),
      ),
    ).toEqual([
      "needs-masked-unit: /lib/systemd/system/needer.service has Requires=old.service, which is masked, since app.service starts its program in a container: that fails",
      "needs-masked-unit: /usr/share/dbus-1/system-services/org.example.App.service has SystemdService=old.service, which is masked, since app.service starts its program in a container: that fails",
    ]);
  });

  it("is that services of D-Bus need its masked socket, whether Type= or BusName= makes them so", () => {
    const socket = unit("dbus.socket", "[Socket]\nListenStream=/run/dbus/system_bus_socket\nService=old.service\n");
    const users = [
      unit("named.service", "[Service]\nBusName=org.example.Named\nExecStart=/bin/true\n"),
      unit("plain.service", "[Service]\nType=simple\nBusName=org.example.Plain\nExecStart=/bin/true\n"),
      unit("typed.service", "[Service]\nType=dbus\nBusName=org.example.Typed\nExecStart=/bin/true\n"),
    ];
    const said = (needer: string) =>
      `needs-masked-unit: /lib/systemd/system/${needer} has Type=dbus and so requires dbus.socket, which is masked, since app.service starts its program in a container: that fails`;
    expect(found(starting("old.service", "/usr/bin/app"), socket, ...users)).toEqual([said("named.service"), said("typed.service")]);
    expect(found(starting("dbus.service", "/usr/bin/other"), unit("dbus.socket", "[Socket]\n"), ...users)).toEqual([]);
  });

  it("is that a drop-in still applies", () => {
    expect(found(unit("app.service.d/nice.conf", "[Service]\nNice=5\n"), unit("other.service.d/nice.conf", "[Service]\nNice=5\n"))).toEqual(
      [
        "drop-in-applies: /lib/systemd/system/app.service.d/nice.conf of the host changes app.service, which is generated now: what it sets was meant for the program on the host",
      ],
    );
  });
});
