import { describe, expect, it } from "vitest";
import { CONFIG, cli as run, description } from "./device.ts";

type Cli = ReturnType<typeof run>;

/** A command line on the files that another one left. */
const after = async (built: Cli, line: string, files: Record<string, string> = {}): Cli => {
  const { written } = await built;
  return await run(line, { files: { ...Object.fromEntries(written), ...files } });
};

const build = (line: string): Cli => run(`-r rootfs.tar ${line} --report overlay.tar.json a.xml b.xml`);

describe("verify", () => {
  it("finds a tarball to be what the inputs give, with and without a report", async () => {
    const built = build("-t SOC_VER=arm");
    const { code, stdout } = await after(built, "verify overlay.tar -r rootfs.tar -t SOC_VER=arm a.xml b.xml");
    expect({ code, stdout }).toEqual({ code: 0, stdout: (await built).stdout });
    const bare = await run("verify overlay.tar -r rootfs.tar -t SOC_VER=arm a.xml b.xml", {
      files: { "overlay.tar": (await built).written.get("overlay.tar") ?? "" },
    });
    expect(bare.code).toBe(0);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ["a tag", "-t SOC_VER=mips", {}, "the tag SOC_VER was arm, and is mips now"],
    ["an option", "-t SOC_VER=arm -s", {}, "the option secure was false, and is true now"],
    ["the dialect", "-t SOC_VER=arm --lxc 3.0", {}, "the dialect was 6.0, and is 3.0 now"],
    ["config.ini", "-t SOC_VER=arm", { "config.ini": `${CONFIG}; more\n` }, "config.ini was sha256:"],
    ["a description", "-t SOC_VER=arm", { "b.xml": `${description("other.one")}<!-- -->` }, "the description of other.one was sha256:"],
  ])("tells that %s changed", async (_, options, files, message) => {
    const built = run("-r rootfs.tar -t SOC_VER=arm -o oci:out a.xml b.xml");
    const { code, stderr } = await after(built, `verify oci:out -r rootfs.tar ${options} a.xml b.xml`, files);
    expect(code).toBe(1);
    expect(stderr).toContain("oci:out: error[overlay-differs]: is sha256:");
    expect(stderr).toContain(`oci:out: error[input-differs]: ${message}`);
  });

  it("tells what differs in a tarball that was changed", async () => {
    const changed = build("-s");
    const { code, stdout, stderr } = await after(changed, "verify overlay.tar -r rootfs.tar a.xml b.xml");
    expect(code).toBe(1);
    expect(stderr).toContain("overlay.tar: error[overlay-differs]");
    expect(stderr).toContain("the option secure was true, and is false now");
    expect(stdout).toContain("container/DEMO/");
  });

  it("tells that a release of another format version made it", async () => {
    const built = await build("-s");
    const report = String(built.written.get("overlay.tar.json")).replace('"formatVersion": 3', '"formatVersion": 2');
    const { code, stderr } = await after(Promise.resolve(built), "verify overlay.tar -r rootfs.tar a.xml b.xml", {
      "overlay.tar.json": report,
    });
    expect(code).toBe(1);
    expect(stderr).toContain("overlay.tar: error[format-differs]: was made by format version 2, this is 3");
  });

  it("finds the overlays of an index to be what the inputs give, or which one differs", async () => {
    const built = run("-r rootfs.tar --split -o oci:out a.xml b.xml");
    expect(await after(built, "verify oci:out -r rootfs.tar --split a.xml b.xml")).toMatchObject({ code: 0, stderr: "" });
    const changed = await after(built, "verify oci:out -r rootfs.tar --split a.xml b.xml", {
      "b.xml": description("other.one", "<AutoDev>0</AutoDev>"),
    });
    expect(changed.code).toBe(1);
    expect(changed.stdout).not.toContain("DEMO");
  });

  it("finds one overlay of a layout by its digest", async () => {
    const built = run("-r rootfs.tar --split -o oci:out a.xml b.xml");
    const [, , second = ""] = (await built).stdout.split("\n");
    const name = second.slice(66);
    expect(await after(built, `inspect ${name}`)).toMatchObject({ code: 0, stdout: expect.stringContaining("container/other.one/") });
    expect(await after(built, "inspect oci:out")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`error[several-overlays]: holds 2 overlays\nhelp: name one of them: oci:out@sha256:`),
    });
  });

  it("verifies one overlay of a split build against the inputs of all, or its own", async () => {
    const built = run("-r rootfs.tar --split -o oci:out a.xml b.xml");
    const [, first = "", second = ""] = (await built).stdout.split("\n").map((line) => line.slice(66));
    for (const line of [
      `${first} -r rootfs.tar --split a.xml b.xml`,
      `${second} -r rootfs.tar --split a.xml b.xml`,
      `${second} -r rootfs.tar --split b.xml`,
    ]) {
      expect(await after(built, `verify ${line}`)).toMatchObject({ code: 0, stderr: "" });
    }
    const changed = await after(built, `verify ${second} -r rootfs.tar --split a.xml b.xml`, {
      "b.xml": description("other.one", "<AutoDev>0</AutoDev>"),
    });
    expect(changed.stderr).toContain("error[input-differs]: the description of other.one was sha256:");
    expect(changed).toMatchObject({ code: 1, stdout: expect.stringMatching(/^~ container\/other\.one\/conf\/lxc\.conf: content\n/) });
  });

  it("verifies one tarball of a split build", async () => {
    const built = run("-r rootfs.tar --split -o out --report out/demo.tar.json a.xml b.xml");
    for (const name of ["demo", "other-one"])
      expect(await after(built, `verify out/${name}.tar -r rootfs.tar --split a.xml b.xml`)).toMatchObject({ code: 0 });
    const changed = await after(built, "verify out/demo.tar -r rootfs.tar --split a.xml b.xml", {
      "a.xml": description("DEMO", "<AutoDev>0</AutoDev>"),
    });
    expect(changed).toMatchObject({ code: 1, stderr: expect.stringContaining("the description of DEMO was sha256:") });
  });

  it.each([
    ["--base -o oci:out a.xml", "a.xml", ["the option base was true, and is false now"]],
    ["-o oci:out a.xml", "--base a.xml", ["the option base was false, and is true now"]],
    ["--split -o oci:out a.xml b.xml", "a.xml b.xml", ["the option split was true, and is false now"]],
    ["-o oci:out a.xml", "--split a.xml", ["the option split was false, and is true now"]],
    ["--split -o oci:out a.xml b.xml", "--split a.xml", ["the list of containers was DEMO, other.one, and is DEMO now"]],
    ["--split -o oci:out a.xml", "--split a.xml b.xml", ["the list of containers was DEMO, and is DEMO, other.one now"]],
    [
      "-o oci:out a.xml b.xml",
      "a.xml",
      ["the description of other.one was ", "the list of containers was DEMO, other.one, and is DEMO now"],
    ],
  ])("tells what is another kind: %s verified with %s", async (one, other, messages) => {
    const { code, stderr } = await after(run(`-r rootfs.tar ${one}`), `verify oci:out -r rootfs.tar ${other}`);
    const found = stderr.match(/(?<=input-differs\]: ).*/g) ?? [];
    expect({ code, found }).toEqual({ code: 1, found: messages.map((message) => expect.stringMatching(new RegExp(`^${message}`))) });
  });

  it("ends where the inputs have errors, or there is nothing to compare", async () => {
    const built = build("");
    expect(await after(built, "verify overlay.tar -r rootfs.tar wrong.xml")).toMatchObject({ code: 1, stdout: "" });
    expect(await after(built, "verify overlay.tar -r rootfs.tar --split a.xml b.xml")).toMatchObject({ code: 2 });
    expect(await after(built, "verify noise.tar -r rootfs.tar a.xml")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("error[not-a-tar]"),
    });
    expect(await after(built, "verify")).toMatchObject({ code: 2 });
    expect(await after(built, "verify none.tar -r rootfs.tar a.xml")).toMatchObject({ code: 3 });
    expect(await after(built, "inspect oci:none")).toMatchObject({
      code: 3,
      stderr: "none/index.json: error[host-failure]: no such file\n1 error: 1 host-failure\n",
    });
  });

  it("takes what is no file for a place in a registry if it can be one, else says why it is neither", async () => {
    const words = async (name: string): Promise<string> => (await run(`verify ${name} -r rootfs.tar a.xml`)).stderr;
    for (const name of ["registry/repo:1", `registry/repo@sha256:${"0".repeat(64)}`])
      expect(await words(name)).toContain("there are no processes here");
    expect(await words("a.d/overlay.tar")).toMatch(
      /^a\.d\/overlay\.tar: error\[host-failure\]: can't be read: no such file, and in a registry it would be /,
    );
    expect(await words("h.example/Upper:1")).toContain("no such file, and a registry would refuse the repository Upper");
    expect(await words("./overlay:1")).toContain("./overlay:1: error[host-failure]: no such file\n");
    expect((await run("verify registry/repo:1 -r rootfs.tar a.xml", { files: { "registry/repo:1": "x" } })).stderr).toContain(
      "error[not-a-tar]",
    );
  });
});
