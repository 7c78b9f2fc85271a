import { describe, expect, it } from "vitest";
import { bind, container, exec, file, linesOf, unit, unitsOf } from "./units-of.ts";

const service = (params: string, host: Parameters<typeof unitsOf>[1] = {}, config = "") =>
  unitsOf([container("APP", params, config)], host).service("app");

const NOTIFY = '<SystemdNotify create="yes"/>';

describe("the unit of a launcher", () => {
  it("is simple where nobody is notified, and started again after a failure", () => {
    expect(linesOf(service(exec("/usr/bin/app")), "Type", "ExecStart", "ExecStop", "Restart")).toEqual([
      "Type=simple",
      "ExecStart=/container/APP/launcher/app.sh start",
      "ExecStop=/usr/bin/lxc-stop -n APP",
      "Restart=on-failure",
    ]);
  });

  it("stops by the launcher, where that can", () => {
    const stop = '<StopFunction enable="true"/>';
    expect(linesOf(service(exec("/usr/bin/app") + stop), "ExecStop")).toEqual(["ExecStop=/container/APP/launcher/app.sh stop"]);
  });

  it("waits for a notification, and keeps a process that ends with the container", () => {
    expect(linesOf(service(exec("/usr/bin/app") + NOTIFY), "Type", "NotifyAccess", "TimeoutStartSec", "ExecStart", "Restart")).toEqual([
      "Type=notify",
      "NotifyAccess=all",
      "TimeoutStartSec=60",
      "ExecStart=/bin/sh -c '/container/APP/launcher/app.sh start && exec /usr/bin/lxc-wait -n APP -s STOPPED'",
      "Restart=always",
    ]);
  });

  it("is forking where the description itself puts the container into the background", () => {
    expect(linesOf(service("<ExecName>/usr/bin/app</ExecName><ExecParams>-v &amp;</ExecParams>"), "Type")).toEqual(["Type=forking"]);
  });

  it("waits for the bus name that the host's unit waited for, where the container reaches the bus", () => {
    const socket = unit("dbus.socket", "[Socket]\nListenStream=/run/dbus/system_bus_socket\n");
    const before = unit("appd.service", "[Service]\nType=dbus\nBusName=org.example.App\nExecStart=/usr/bin/app\n");
    const mounted = { host: [file("/usr/bin/app"), before, socket] };
    const reaching = unitsOf(
      [container("APP", exec("/usr/bin/app"), '<Dbus enable="true"/>', bind("/usr/bin/app", "file", "ro,bind,nosuid,nodev"))],
      mounted,
    );
    expect(linesOf(reaching.service("app"), "Type", "BusName")).toEqual(["Type=dbus", "BusName=org.example.App"]);
    const apart = unitsOf([container("APP", exec("/usr/bin/app"), "", bind("/usr/bin/app", "file", "ro,bind,nosuid,nodev"))], mounted);
    expect(linesOf(apart.service("app"), "Type", "BusName")).toEqual(["Type=simple"]);
    // systemd.service(5), "Implicit Dependencies": such a service requires dbus.socket.
    const bus = container("BUS", exec("/usr/bin/bus"), "", bind("/usr/bin/bus", "file", "ro,bind,nosuid,nodev"));
    const host = [...mounted.host, file("/usr/bin/bus"), unit("dbus.service", "[Service]\nExecStart=/usr/bin/bus\n")];
    const user = container("APP", exec("/usr/bin/app"), '<Dbus enable="true"/>', bind("/usr/bin/app", "file", "ro,bind,nosuid,nodev"));
    expect(linesOf(unitsOf([user, bus], { host }).service("app"), "Type", "BusName")).toEqual(["Type=simple"]);
  });

  it("does not wait for the bus name of a process that joins", () => {
    const attach = `<Attach><ParamName>join</ParamName>${exec("/usr/bin/joined")}<UserName>app</UserName></Attach>`;
    const host = [
      file("/usr/bin/joined"),
      unit("joined.service", "[Unit]\nAfter=late.target\n[Service]\nType=dbus\nBusName=org.example.Joined\nExecStart=/usr/bin/joined\n"),
    ];
    const mounted = bind("/usr/bin/joined", "file", "ro,bind,nosuid,nodev");
    const { service: at, paths } = unitsOf([container("APP", exec("/usr/bin/app") + attach, '<Dbus enable="true"/>', mounted)], { host });
    expect(linesOf(at("app"), "Type", "BusName", "After")).toEqual(["Type=simple"]);
    expect(paths).toContain("/etc/systemd/system/joined.service");
  });

  it("needs the file systems that it mounts from", () => {
    const { service: at } = unitsOf([
      container("APP", exec("/usr/bin/app"), "", bind('/var/data/100% "mine"', "dir") + bind("/run/app", "dir")),
    ]);
    expect(linesOf(at("app"), "RequiresMountsFor")).toEqual(['RequiresMountsFor=/container/APP "/var/data/100%% \\"mine\\""']);
  });
});

describe("the unit of a process that joins", () => {
  const attach = (param: string, program: string, more = "") =>
    `<Attach><ParamName>${param}</ParamName>${exec(program)}<UserName>app</UserName>${more}</Attach>`;
  const units = (...attaches: readonly string[]) => unitsOf([container("APP", exec("/usr/bin/app") + attaches.join(""))]);

  it("comes with the container's", () => {
    expect(linesOf(units(attach("one", "/usr/bin/one")).service("app-one"), "Requires", "After", "Type", "ExecStart")).toEqual([
      "Requires=app.service",
      "After=app.service",
      "Type=simple",
      "ExecStart=/container/APP/launcher/app.sh one",
    ]);
  });

  it("is started at boot where it notifies, and is the only one of its program", () => {
    const { paths } = units(
      attach("one", "/usr/bin/one", NOTIFY),
      attach("two", "/usr/bin/two", NOTIFY),
      attach("again", "/usr/bin/two -v"),
      attach("three", "/usr/bin/three"),
    );
    expect(paths.filter((path) => path.includes(".wants/")).map((path) => path.replace(/.*\//, ""))).toEqual([
      "app.service",
      "app-one.service",
    ]);
  });
});

describe("what is generated", () => {
  it("is of the containers that are asked for", () => {
    const texts = [container("ONE", exec("/usr/bin/one")), container("TWO", exec("/usr/bin/two"))];
    expect(unitsOf(texts, { only: ["TWO"] }).paths).toEqual([
      "/usr/lib/systemd/system/two.service",
      "/etc/systemd/system/multi-user.target.wants/two.service",
    ]);
    expect(unitsOf(texts, { only: ["TOW"] }).found).toEqual(["no-unit-for: TOW is no container with a launcher"]);
  });

  it("has each unit once", () => {
    const attach = `<Attach><ParamName>b</ParamName>${exec("/usr/bin/b")}<UserName>app</UserName></Attach>`;
    expect(unitsOf([container("A", exec("/usr/bin/a") + attach), container("A-B", exec("/usr/bin/b"))]).found).toEqual([
      "same-unit-name: a-b.service would be the unit of A as well",
    ]);
  });
});
