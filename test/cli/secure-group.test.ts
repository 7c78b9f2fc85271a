import { describe, expect, it } from "vitest";
import { cli, description, rootfsTarball } from "./device.ts";

const base = (name: string, config = ""): string => description(name, `<UserName>app</UserName>${config}`);
const append = '<CONTAINER SandboxName="DEMO" APPEND="board"><LxcConfig><MemoryLimit>64M</MemoryLimit></LxcConfig></CONTAINER>';

const FILES = {
  "a.xml": base("DEMO"),
  "b.xml": base("other.one"),
  "append.xml": append,
  "rootfs.tar": rootfsTarball("app:x:100:100::/:/bin/sh\n"),
};

const run = (line: string, files: Record<string, string | Uint8Array> = {}) => cli(line, { files: { ...FILES, ...files } });

const report = (text: Uint8Array | undefined): Record<string, unknown> => JSON.parse(Buffer.from(text ?? "").toString());

describe("--secure-xml", () => {
  it("makes of a description what -s makes of it, and leaves the others as they are without it", async () => {
    const both = await run("-r rootfs.tar --split -o out --secure-xml a.xml --secure-xml append.xml b.xml");
    const secure = await run("-r rootfs.tar --split -o out -s a.xml append.xml");
    const plain = await run("-r rootfs.tar --split -o out b.xml");
    expect(both.stderr).toMatch(/^made out: 2 containers, \d+ entries \(config.ini, secure: DEMO, LXC [^\n]*\n$/);
    expect(both.written.get("out/demo.tar")).toEqual(secure.written.get("out/demo.tar"));
    expect(both.written.get("out/other-one.tar")).toEqual(plain.written.get("out/other-one.tar"));
    const reversed = await run("-r rootfs.tar --split -o out -s b.xml");
    expect(both.written.get("out/other-one.tar")).not.toEqual(reversed.written.get("out/other-one.tar"));
  });

  it("may be all there is, and with -s all are secure", async () => {
    expect(await run("-r rootfs.tar --secure-xml a.xml")).toMatchObject({ code: 0, stdout: (await run("-r rootfs.tar -s a.xml")).stdout });
    expect((await run("-r rootfs.tar -s --secure-xml a.xml b.xml")).stdout).toBe((await run("-r rootfs.tar -s a.xml b.xml")).stdout);
    expect(await run("-r rootfs.tar")).toMatchObject({ code: 2, stderr: expect.stringContaining("no description is given") });
  });

  it.each([
    [
      "--secure-xml a.xml append.xml",
      "append.xml:1:1: error[mode-mismatch]: this append to DEMO is not in the secure group, but its base a.xml:1:1 is in it",
    ],
    [
      "--secure-xml append.xml a.xml",
      "append.xml:1:1: error[mode-mismatch]: this append to DEMO is in the secure group, but its base a.xml:1:1 is not in it",
    ],
    ["-s --secure-xml append.xml a.xml", "append.xml:1:1: error[mode-mismatch]"],
  ])("takes base and append in one group only: %s", async (line, message) => {
    for (const command of ["build -r rootfs.tar", "check -r rootfs.tar --all-tags", "explain"]) {
      const { code, stderr } = await run(`${command} ${line}`);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
    }
  });

  it("judges each container by its own mode", async () => {
    const files = { "a.xml": description("DEMO"), "b.xml": description("other.one") };
    const { code, stderr } = await run("check -r rootfs.tar --secure-xml a.xml b.xml", files);
    expect(code).toBe(0);
    expect(stderr.match(/^.*\[start-as-root\].*$/gm)).toEqual([expect.stringContaining("a.xml:2:3: warning[start-as-root]: DEMO")]);
    expect(stderr).toContain("(config.ini, secure: DEMO, LXC");
  });

  it("checks what one group moves away from under the other", async () => {
    const move =
      '<Rootfs create="yes"><MoveContent><Entry type="file"><Source>/usr/bin/demo</Source><Destination>usr/bin/</Destination></Entry></MoveContent>';
    const files = {
      "a.xml": description("DEMO")
        .replace('<Rootfs create="yes">', move)
        .replace(/<MountPoints>.*<\/MountPoints>/s, ""),
    };
    const { stderr } = await run("check -r rootfs.tar --secure-xml a.xml b.xml", files);
    const alone = await run("check -r rootfs.tar b.xml", files);
    expect(stderr).toContain("error[moved-in-use]: /usr/bin/demo can't be moved away: other.one uses /usr/bin (MountPoints at b.xml:7:9)");
    expect(alone.stderr).not.toContain("b.xml");
  });

  it("is told in the report, a container each", async () => {
    const { written } = await run("-r rootfs.tar --report r.json --secure-xml a.xml b.xml");
    const { containers, inputs, options } = report(written.get("r.json"));
    expect(containers).toEqual([
      { name: "DEMO", files: ["a.xml"], secure: true, launcher: expect.anything() },
      { name: "other.one", files: ["b.xml"], secure: false, launcher: expect.anything() },
    ]);
    expect(options).toMatchObject({ secure: false });
    expect(inputs).toMatchObject([{ kind: "rootfs" }, { kind: "config" }, { path: "a.xml" }, { path: "b.xml" }]);
  });

  it("never has its files replaced", async () => {
    expect(await run("-r rootfs.tar --report a.xml --secure-xml a.xml b.xml")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("would replace the input a.xml"),
    });
  });
});

describe("the artifact of containers with different modes", () => {
  const configOf = async (line: string): Promise<Record<string, unknown>> => {
    const { written } = await run(`-r rootfs.tar -o oci:out ${line}`);
    const configs = [...written].filter(([path, bytes]) => path.startsWith("out/blobs/") && Buffer.from(bytes).includes('"overlay":"'));
    return report(configs[0]?.[1]);
  };

  it("names those that are secure; where all are alike, it is as if -s had said so", async () => {
    expect(await configOf("--secure-xml a.xml b.xml")).toMatchObject({ options: { secure: false }, secureContainers: ["DEMO"] });
    expect(await configOf("--secure-xml a.xml --secure-xml b.xml")).toEqual(await configOf("-s a.xml b.xml"));
    expect(await configOf("a.xml b.xml")).not.toHaveProperty("secureContainers");
  });

  it("is what the same groups give, and verify tells whose mode is another", async () => {
    const built = (await run("-r rootfs.tar -o oci:out --secure-xml a.xml b.xml")).written;
    const files = Object.fromEntries(built);
    const verify = (line: string) => run(`verify oci:out -r rootfs.tar ${line}`, files);
    expect(await verify("--secure-xml a.xml b.xml")).toMatchObject({ code: 0, stderr: "" });
    const swapped = await verify("--secure-xml b.xml a.xml");
    expect(swapped.code).toBe(1);
    expect(swapped.stderr).toContain("input-differs]: the mode of DEMO was secure, and is not secure now");
    expect(swapped.stderr).toContain("input-differs]: the mode of other.one was not secure, and is secure now");
    const none = await verify("a.xml b.xml");
    expect(none.stderr).toContain("the mode of DEMO was secure, and is not secure now");
    expect(none.stderr).not.toContain("other.one was");
    expect(none.stderr).not.toContain("the option secure");
  });

  it("is verified as a tarball by its report, also by one that knows no modes", async () => {
    const { written } = await run("-r rootfs.tar -s --report overlay.tar.json a.xml b.xml");
    const old = Buffer.from(written.get("overlay.tar.json") ?? "")
      .toString()
      .replaceAll(/\n *"secure": true,(?=\n *"launcher")/g, "");
    expect(report(Buffer.from(old))["containers"]).toEqual([
      { name: "DEMO", files: ["a.xml"], launcher: expect.anything() },
      { name: "other.one", files: ["b.xml"], launcher: expect.anything() },
    ]);
    const { stderr } = await run("verify overlay.tar -r rootfs.tar --secure-xml a.xml b.xml", {
      "overlay.tar": written.get("overlay.tar") ?? "",
      "overlay.tar.json": old,
    });
    expect(stderr).toContain("the mode of other.one was secure, and is not secure now");
    expect(stderr).not.toContain("the mode of DEMO");
  });
});
