import { describe, expect, it } from "vitest";
import { cli, description } from "./device.ts";

const OVERLAY = (await cli("-r rootfs.tar a.xml")).written.get("overlay.tar") ?? new Uint8Array();

describe("inspect", () => {
  it("lists an overlay for people", async () => {
    const { code, stdout } = await cli("inspect overlay.tar", { files: { "overlay.tar": OVERLAY } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dr-xr-x--x 0:0 +0 container\/\n/);
    expect(stdout).toMatch(/^-r-xr-x--- 0:0 +\d+ container\/DEMO\/launcher\/demo\.sh$/m);
  });

  it("lists it as JSON, with the entries of the report", async () => {
    const { stdout } = await cli("inspect --json overlay.tar", { files: { "overlay.tar": OVERLAY } });
    const { written } = await cli("-r rootfs.tar --report r.json a.xml");
    const report: { entries: object[] } = JSON.parse(Buffer.from(written.get("r.json") ?? []).toString());
    const { entries }: { entries: object[] } = JSON.parse(stdout);
    expect(entries).toEqual(report.entries.map((entry) => ({ ...entry, why: undefined })));
  });

  it("tells what each container mounts, and its hooks, as a table and as JSON", async () => {
    const config = "<AutoMount>proc:mixed</AutoMount>";
    const writable = description("DEMO", config).replace("ro,bind,nosuid,nodev", "rw,bind,nosuid,nodev");
    const { written } = await cli("-r rootfs.tar a.xml b.xml", { files: { "a.xml": writable } });
    const files = { "overlay.tar": written.get("overlay.tar") ?? "" };
    const { stdout } = await cli("inspect overlay.tar", { files });
    expect(stdout.slice(stdout.indexOf("\n\n"))).toBe(`

DEMO mounts (target, source, type, options):
  /usr/bin  /usr/bin  none  rw,bind,nosuid,nodev
  /proc     proc      proc  mixed
  hook mount: /container/DEMO/conf/remount.sh

other.one mounts (target, source, type, options):
  /usr/bin  /usr/bin  none  ro,bind,nosuid,nodev
`);
    const { mounts, hooks }: { mounts: object[]; hooks: object[] } = JSON.parse(
      (await cli("inspect --json overlay.tar", { files })).stdout,
    );
    const bind = { container: "DEMO", target: "/usr/bin", source: "/usr/bin", type: "none", options: ["rw", "bind", "nosuid", "nodev"] };
    expect(mounts).toContainEqual(bind);
    expect(hooks).toEqual([{ container: "DEMO", hook: "mount", command: "/container/DEMO/conf/remount.sh" }]);
  });

  it("says of what is no file why it is nothing in a registry either", async () => {
    expect(await cli("inspect registry.example/overlays")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("can't be read: no such file, and in a registry it would be <registry>/<repository>:<tag>"),
    });
    expect((await cli("diff rootfs.tar h.example/Upper:1")).stderr).toContain("a registry would refuse the repository Upper");
    expect((await cli("diff registry/repo:1 rootfs.tar")).stderr).toContain("there are no processes here");
  });

  it("has errors for what is no tarball", async () => {
    expect(await cli("inspect noise.tar")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^noise\.tar: byte 0: error\[/) });
  });
});

describe("explain", () => {
  const files = { "a.xml": description("DEMO", '<SeccompProfile SOC_VER="mips">/a</SeccompProfile><CapKeep SOC_VER="arm">kill</CapKeep>') };

  it("tells what each tag kept and left out", async () => {
    expect(await cli("explain -t SOC_VER=arm a.xml", { files })).toMatchObject({
      code: 0,
      stdout:
        'a.xml:4:5: left out SeccompProfile /a: SOC_VER="mips" does not match arm\na.xml:4:55: kept CapKeep kill: SOC_VER="arm" matches arm\n',
    });
  });

  it("finds with a rootfs what check finds", async () => {
    const line = "-t SOC_VER=arm -r rootfs.tar wrong.xml";
    expect((await cli(`explain ${line}`)).stderr).toBe((await cli(`check ${line}`)).stderr);
  });
});

describe("apply", () => {
  it("gives a tarball that inspect reads, the overlay in it", async () => {
    const files = { "overlay.tar": OVERLAY };
    const { code, stdout, written } = await cli("apply rootfs.tar overlay.tar -o device.tar", { files });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[0-9a-f]{64} {2}device\.tar\n$/);
    const { stdout: listing } = await cli("inspect device.tar", { files: { "device.tar": written.get("device.tar") ?? "" } });
    expect(listing).toContain(" container/DEMO/conf/lxc.conf\n");
    expect(listing).toContain(" usr/lib/liblxc.so.1 -> liblxc.so.1.8.0\n");
  });

  it.each([
    [
      "the report beside it",
      "-o overlay.tar --report overlay.tar.json",
      "overlay.tar",
      "rootfs.tar with the sha256",
      "overlay.tar.json tells",
    ],
    ["its config in a layout", "-o oci:out", "oci:out", "a rootfs with the sha256", "its config tells"],
  ])("warns of an overlay that was built on another rootfs, as %s tells", async (_, output, overlay, ...expected) => {
    const built = Object.fromEntries((await cli(`-r rootfs.tar ${output} a.xml`)).written);
    expect(await cli(`apply rootfs.tar ${overlay} -o device.tar`, { files: built })).toMatchObject({ code: 0, stderr: "" });
    const device = (await cli(`apply rootfs.tar ${overlay} -o device.tar`, { files: built })).written.get("device.tar") ?? "";
    const { code, stderr, written } = await cli(`apply other.tar ${overlay} -o device.tar`, { files: { ...built, "other.tar": device } });
    expect({ code, written: [...written.keys()] }).toEqual({ code: 0, written: ["device.tar"] });
    for (const words of [`${overlay}: warning[other-rootfs]: was built on `, "other.tar has ", ...expected])
      expect(stderr).toContain(words);
  });

  it("says nothing of the rootfs where no report is beside the overlay, or one that is none", async () => {
    const device =
      (await cli("apply rootfs.tar overlay.tar -o device.tar", { files: { "overlay.tar": OVERLAY } })).written.get("device.tar") ?? "";
    for (const more of [{}, { "overlay.tar.json": "{}" }])
      expect(
        (await cli("apply other.tar overlay.tar -o x.tar", { files: { "overlay.tar": OVERLAY, "other.tar": device, ...more } })).stderr,
      ).toBe("");
  });

  it("stops at a broken input", async () => {
    expect(await cli("apply rootfs.tar noise.tar -o device.tar")).toMatchObject({ code: 1, stdout: "" });
  });
});
