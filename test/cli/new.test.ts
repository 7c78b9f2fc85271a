import { describe, expect, it } from "vitest";
import { cli } from "./device.ts";

describe("new", () => {
  it("refuses words that no description can have", async () => {
    const told = await cli("new -r rootfs.tar demo a\tb");
    expect(told).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("a newline, a tab or another control character") });
  });

  it("prints a description that check takes", async () => {
    const { code, stdout, stderr } = await cli("new -r rootfs.tar demo -o --name x");
    expect({ code, stderr }).toEqual({ code: 0, stderr: '1 comment is left to decide on: "To decide"\n' });
    expect((await cli("new -q -r rootfs.tar demo")).stderr).toBe("");
    expect(stdout).toContain('<CONTAINER SandboxName="DEMO">');
    expect(stdout).toContain("<ExecParams>-o --name x</ExecParams>");
    expect((await cli("check --strict -r rootfs.tar --lxc 5.0 demo.xml", { files: { "demo.xml": stdout } })).code).toBe(0);
  });

  it("takes its options before the program, and makes a name of it", async () => {
    const { stdout } = await cli("new -r rootfs.tar --name OTHER /usr/bin/demo");
    expect(stdout).toContain('<CONTAINER SandboxName="OTHER">');
    expect((await cli("new -r rootfs.tar /usr/bin/lxc-demo.x", { files: {} })).stderr).toContain("error[not-in-rootfs]");
  });

  it("writes to a file, and never over one that is there", async () => {
    const { code, stdout, written } = await cli("new -r rootfs.tar -o new.xml demo");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(Buffer.from(written.get("new.xml") ?? "").toString()).toContain("<ExecName>/usr/bin/demo</ExecName>");
    const again = await cli("new -r rootfs.tar -o a.xml demo");
    expect(again.code).toBe(3);
    expect(again.written.size).toBe(0);
  });

  it("ends with 1 for what the rootfs lacks", async () => {
    expect(await cli("new -r rootfs.tar none")).toMatchObject({ code: 1, stdout: "" });
    expect(await cli("new -r rootfs.tar --unit none.service")).toMatchObject({ code: 1, stdout: "" });
    expect(await cli("new -r rootfs.tar --user none demo")).toMatchObject({ code: 1, stdout: "" });
    expect(await cli("new -r noise.tar demo")).toMatchObject({ code: 1, stdout: "" });
  });
});
