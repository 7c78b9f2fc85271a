import { describe, expect, it } from "vitest";
import { cli, description } from "./device.ts";

const OVERLAY = (await cli("-r rootfs.tar a.xml")).written.get("overlay.tar") ?? new Uint8Array();

describe("inspect", () => {
  it("lists an overlay for people", async () => {
    const { code, stdout } = await cli("inspect overlay.tar", { files: { "overlay.tar": OVERLAY } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dr-xr-x--- 0:0 +0 container\/\n/);
    expect(stdout).toMatch(/^-r-xr-x--- 0:0 +\d+ container\/DEMO\/launcher\/demo\.sh$/m);
  });

  it("lists it as JSON, with the entries of the report", async () => {
    const { stdout } = await cli("inspect --json overlay.tar", { files: { "overlay.tar": OVERLAY } });
    const { written } = await cli("-r rootfs.tar --report r.json a.xml");
    const report: { entries: object[] } = JSON.parse(Buffer.from(written.get("r.json") ?? []).toString());
    const { entries }: { entries: object[] } = JSON.parse(stdout);
    expect(entries).toEqual(report.entries.map((entry) => ({ ...entry, why: undefined })));
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

  it("stops at a broken input", async () => {
    expect(await cli("apply rootfs.tar noise.tar -o device.tar")).toMatchObject({ code: 1, stdout: "" });
  });
});
