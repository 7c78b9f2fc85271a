import { describe, expect, it } from "vitest";
import { cli, description } from "./device.ts";

const OTHER = { "b.xml": description("other.one").replace("<LauncherName>demo", "<LauncherName>other") };

describe("units", () => {
  it("prints what build --with-units puts into the overlay", async () => {
    const { code, stdout, written } = await cli("units -s -r rootfs.tar a.xml");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# \/usr\/lib\/systemd\/system\/demo\.service\n/);
    expect(stdout).toMatch(
      /\n# \/etc\/systemd\/system\/multi-user\.target\.wants\/demo\.service -> \/usr\/lib\/systemd\/system\/demo\.service\n$/,
    );
    expect(written.size).toBe(0);
  });

  it("writes it below a directory", async () => {
    const { code, stdout, written } = await cli("units -s -r rootfs.tar -o out/ a.xml");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect([...written.keys()]).toEqual([
      "out/usr/lib/systemd/system/demo.service",
      "out/etc/systemd/system/multi-user.target.wants/demo.service",
    ]);
  });

  it("prints it for -o -, which is standard output for other commands, too", async () => {
    const { stdout } = await cli("units -s -r rootfs.tar a.xml");
    expect(await cli("units -s -r rootfs.tar -o - a.xml")).toMatchObject({ code: 0, stdout, written: new Map() });
  });

  it("prints nothing where build finds an error", async () => {
    expect(await cli("units -r rootfs.tar wrong.xml")).toMatchObject({ code: 1, stdout: "" });
    expect(await cli("units -r rootfs.tar a.xml b.xml")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("same-unit-name"),
    });
  });
});

describe("--with-units", () => {
  const report = async (option: string) => {
    const { written } = await cli(`-s -r rootfs.tar ${option} --report r.json a.xml b.xml`, { files: OTHER });
    return JSON.parse(String(written.get("r.json"))) as { options: object; entries: readonly { path: string; why: string }[] };
  };

  it("takes names", async () => {
    const { options, entries } = await report("--with-units=DEMO");
    expect(options).toHaveProperty("withUnits", "DEMO");
    expect(entries.filter(({ path }) => path.endsWith(".service")).map(({ path }) => path)).toEqual([
      "etc/systemd/system/multi-user.target.wants/demo.service",
      "usr/lib/systemd/system/demo.service",
    ]);
  });

  it("is an option that the report tells of, and each file has its reason", async () => {
    const { options, entries } = await report("--with-units");
    expect(options).toHaveProperty("withUnits", "all");
    expect(entries.find(({ path }) => path === "usr/lib/systemd/system/other.service")?.why).toBe("b.xml:2:3: LxcParams");
    expect((await report("")).options).not.toHaveProperty("withUnits");
  });

  it("puts the units of each container into its own overlay", async () => {
    const { written } = await cli("-s -r rootfs.tar --with-units --split -o out a.xml b.xml", { files: OTHER });
    expect(String(written.get("out/demo.tar"))).toContain("usr/lib/systemd/system/demo.service");
    expect(String(written.get("out/demo.tar"))).not.toContain("other.service");
  });

  it("holds for verify, explain and check, with every combination of tags, too", async () => {
    const built = await cli("-s -r rootfs.tar --with-units a.xml");
    const files = Object.fromEntries(built.written);
    expect((await cli("verify overlay.tar -s -r rootfs.tar --with-units a.xml", { files })).code).toBe(0);
    expect((await cli("verify overlay.tar -s -r rootfs.tar a.xml", { files })).code).toBe(1);
    const { stdout } = await cli("explain -s -r rootfs.tar --with-units --path usr/lib/systemd/system/demo.service a.xml");
    expect(stdout).toBe("usr/lib/systemd/system/demo.service: a file that is generated\n  a.xml:2:3: LxcParams\n");
    expect((await cli("check --all-tags -s -r rootfs.tar --with-units a.xml b.xml")).stderr).toContain("same-unit-name");
  });
});
