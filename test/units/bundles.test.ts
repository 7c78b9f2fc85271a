import { describe, expect, it } from "vitest";
import { bind, file, linesOf, unit, unitsOf } from "./units-of.ts";

const BUNDLE = `<CONTAINER SandboxName="App-1" Type="dobby"><LxcParams><ExecName>/usr/bin/app</ExecName></LxcParams>
<LxcConfig><UserName>app</UserName><CapKeep>none</CapKeep><Rootfs create="yes">${bind("/usr", "dir", "ro,bind,nosuid,nodev")}</Rootfs></LxcConfig></CONTAINER>`;

const HOST = [file("/usr/bin/app"), unit("appd.service", "[Service]\nType=dbus\nBusName=org.example.App\nExecStart=/usr/bin/app\n")];

describe("the unit of a bundle", () => {
  it("asks Dobby's daemon, which it needs, and is started by who wants the bundle", () => {
    const { service, paths } = unitsOf([BUNDLE], { host: HOST });
    const text = service("App-1");
    expect(linesOf(text, "Requires", "After", "Type", "RemainAfterExit", "ExecStart", "ExecStop", "Restart", "WantedBy")).toEqual([
      "Requires=dobby.service",
      "After=dobby.service",
      "Type=oneshot",
      "RemainAfterExit=yes",
      "ExecStart=/usr/bin/DobbyTool start App-1 /container/App-1",
      "ExecStop=/usr/bin/DobbyTool stop App-1",
    ]);
    expect(linesOf(text, "RequiresMountsFor")).toEqual(["RequiresMountsFor=/container/App-1"]);
    expect(paths.filter((path) => path.includes("wants"))).toEqual([]);
  });

  it("runs crun where there is no Dobby, from the boot on", () => {
    const { service, at } = unitsOf([BUNDLE], { target: "oci" });
    expect(linesOf(service("App-1"), "Requires", "Type", "ExecStart", "ExecStop", "Restart", "WantedBy")).toEqual([
      "Type=simple",
      "ExecStart=/usr/bin/crun run --bundle /container/App-1 App-1",
      "ExecStop=/usr/bin/crun kill App-1 TERM",
      "Restart=on-failure",
      "WantedBy=multi-user.target",
    ]);
    expect(at("/etc/systemd/system/multi-user.target.wants/App-1.service")).toBe("-> /usr/lib/systemd/system/App-1.service");
  });

  it.each(["auto", "oci"] as const)("takes the place of the host's unit for the program: %s", (target) => {
    const { at, found } = unitsOf([BUNDLE], { host: HOST, target });
    expect(at("/etc/systemd/system/appd.service")).toBe("-> /dev/null");
    expect(found).toEqual([expect.stringContaining("appd.service of the host is masked")]);
  });
});
