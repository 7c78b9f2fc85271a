import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HostError } from "../../src/io/host.ts";
import { cli, CONFIG, description, rootfsTarball } from "./device.ts";

const sha256 = (bytes: Uint8Array | string | undefined): string =>
  createHash("sha256")
    .update(bytes ?? "")
    .digest("hex");

describe("build", () => {
  it("writes an overlay and prints its digest", async () => {
    const { code, stdout, stderr, written } = await cli("-r rootfs.tar a.xml");
    expect(stderr).toBe("made overlay.tar: 1 container, 17 entries (config.ini, not secure, LXC 6.0, cgroup v2, no tags)\n");
    expect(code).toBe(0);
    expect([...written.keys()]).toEqual(["overlay.tar"]);
    expect(stdout).toBe(`${sha256(written.get("overlay.tar"))}  overlay.tar\n`);
  });

  it("is the default command, and the order of descriptions does not show", async () => {
    const one = await cli("build -r rootfs.tar a.xml b.xml");
    const other = await cli("-r rootfs.tar b.xml a.xml");
    expect(one.stdout).toBe(other.stdout);
  });

  it("prints the digest to standard error when standard output carries the overlay", async () => {
    const { stdout, stderr } = await cli("-r rootfs.tar -o - a.xml");
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^[0-9a-f]{64} {2}-\nmade: 1 container, /);
    expect((await cli("-r rootfs.tar -o - --diagnostics json a.xml")).stderr).toBe('{\n  "diagnostics": []\n}\n');
  });

  it("puts SOURCE_DATE_EPOCH into the overlay", async () => {
    const { written } = await cli("-r rootfs.tar a.xml", { environment: { SOURCE_DATE_EPOCH: "1234567890" } });
    expect(Buffer.from(written.get("overlay.tar") ?? []).toString("latin1", 136, 147)).toBe((1234567890).toString(8).padStart(11, "0"));
  });

  it("writes nothing when there is an error, and reports those of every file", async () => {
    const { code, stdout, stderr, written } = await cli("-r noise.tar --report r.json broken.xml wrong.xml a.xml", {
      files: { "config.ini": "[TAGS\n" },
    });
    expect({ code, stdout, written: written.size }).toEqual({ code: 1, stdout: "", written: 0 });
    expect(stderr).toMatch(/^broken\.xml:\d+:\d+: error\[/m);
    expect(stderr).toMatch(/^config\.ini:1:1: error\[/m);
    expect(stderr).toMatch(/^noise\.tar: byte 0: error\[/m);
    expect(stderr).toMatch(/\n\d errors: 1 [a-z]/);
    expect(stderr.indexOf("broken.xml:")).toBeLessThan(stderr.indexOf("config.ini:"));
  });

  it.each(["", "--all-tags"])("judges a description without ExecName like any other, and makes nothing of it %s", async (option) => {
    const lacking = description("DEMO", "<UserName>none</UserName>")
      .replace(/<ExecName>.*<\/ExecName>/, "")
      .replace("/usr/bin<", "/usr/none<");
    const { code, stderr, written } = await cli(`check -s -S -r rootfs.tar --diagnostics short ${option} a.xml`, {
      files: { "a.xml": lacking },
    });
    expect({ code, written: written.size }).toEqual({ code: 1, written: 0 });
    expect(stderr.match(/(?<=error\[)[a-z-]+/g)).toEqual(["missing-element", "unknown-user", "missing-source"]);
  });

  it("makes one overlay a container with --split, and they equal those of single builds", async () => {
    const { stdout, written } = await cli("-r rootfs.tar --split -o out/ a.xml b.xml");
    expect([...written.keys()]).toEqual(["out/demo.tar", "out/other-one.tar"]);
    const alone = await cli("-r rootfs.tar a.xml");
    expect(stdout.split("\n")[0]).toBe(alone.stdout.trim().replace("overlay.tar", "out/demo.tar"));
  });

  it("needs names for the files of --split", async () => {
    const same = await cli("-r rootfs.tar --split -o out a.xml b.xml", { files: { "b.xml": description("demo") } });
    expect(same.code).toBe(1);
    expect(same.stderr).toContain("error[same-output-name]: the overlays of the containers");
    const none = await cli("-r rootfs.tar --split -o out a.xml", { files: { "a.xml": description("_") } });
    expect(none.stderr).toMatch(/^a\.xml:1:1: error\[no-output-name\]/);
    expect(none.written.size).toBe(0);
  });

  it("takes config.ini of the working directory, else the one that comes with it", async () => {
    const shipped = await cli("-r rootfs.tar a.xml --report r.json", {
      files: { "config.ini": "[" },
      host: { isFile: () => false, shippedConfig: Buffer.from(CONFIG) },
    });
    expect(shipped.code).toBe(0);
    expect(String(shipped.written.get("r.json"))).toContain("lxc-overlay's config.ini");
    const given = await cli("-r rootfs.tar -c other.ini a.xml");
    expect(given).toMatchObject({ code: 3, stderr: expect.stringContaining("other.ini: error[host-failure]: no such file") });
  });

  it("tells of a failing machine as one more diagnostic", async () => {
    const withTarballs = (): never => {
      throw new HostError("rootfs.tar", "is compressed with xz, and the tool xz is not installed");
    };
    const { code, stderr } = await cli("-r rootfs.tar --diagnostics json a.xml", { host: { withTarballs } });
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toEqual({
      diagnostics: [
        {
          code: "host-failure",
          severity: "error",
          message: "is compressed with xz, and the tool xz is not installed",
          file: "rootfs.tar",
        },
      ],
    });
  });

  it("tells of every input that can't be read", async () => {
    const { code, stderr } = await cli("-r none.tar -c none.ini none.xml a.xml other.xml");
    expect(code).toBe(3);
    expect(stderr.match(/^\S+: error\[host-failure\]: no such file$/gm)?.map((line) => line.split(":")[0])).toEqual([
      "none.ini",
      "none.xml",
      "other.xml",
      "none.tar",
    ]);
    expect(stderr).toMatch(/\n4 errors: 4 host-failure\n$/);
    expect((await cli("explain none.xml other.xml")).stderr).toMatch(/\n2 errors: 2 host-failure\n$/);
    expect((await cli("apply none.tar other.tar -o x.tar")).stderr).toMatch(/\n2 errors: 2 host-failure\n$/);
    expect((await cli("diff none.tar other.tar")).stderr).toMatch(/\n2 errors: 2 host-failure\n$/);
  });

  it.each([9, 20])("has one code for what is too large: %i MB", async (size) => {
    const { code, stderr } = await cli("-r rootfs.tar large.xml", { files: { "large.xml": Buffer.alloc(size * 1_000_000, " ") } });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "large.xml: error[input-too-large]: the file has more than 8388608 bytes\n1 error: 1 input-too-large\n",
    });
  });

  it("looks at each output once", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `c${index}`);
    const files = Object.fromEntries(names.map((name) => [`${name}.xml`, description(name)]));
    let looks = 0;
    const realPath = (path: string): string => {
      looks += 1;
      return path;
    };
    await cli(`-r rootfs.tar --split -o out ${Object.keys(files).join(" ")}`, { files, host: { realPath } });
    expect(looks).toBeLessThan(4 * names.length);
  });

  it("ends a good run with what was made, from what and how, and only for people", async () => {
    const line = "-S -e -R ro --strict --split -o out -t version=debug,RDK_VER=2 -r rootfs.tar a.xml b.xml";
    const made =
      "made out: 2 containers, 12 entries (config.ini, not secure, shared rootfs, read-only rootfs, sanity, strict, LXC 6.0, cgroup v2,";
    expect((await cli(line)).stderr).toBe(`${made} tags version=debug,RDK_VER=2)\n`);
    expect((await cli(`check --lxc 3.0 ${line}`)).stderr).toMatch(/^checked: 2 containers, .*LXC 3.0, cgroup v1, tags/);
    for (const other of ["-q", "--diagnostics short"]) expect((await cli(`${other} ${line}`)).stderr).toBe("");
  });

  it("has a form with one line a finding", async () => {
    const { code, stderr } = await cli("-r noise.tar --diagnostics short broken.xml");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^(\S+:\d+:\d+: error\[[a-z-]+\]: .*\n){2}$/);
    expect(stderr).toContain("noise.tar:1:1: error[not-a-tar]");
  });

  it("calls its own bugs by their name", async () => {
    const withTarballs = (): never => {
      throw new TypeError("x is not a function");
    };
    const { code, stderr } = await cli("-r rootfs.tar a.xml", { host: { withTarballs } });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^lxc-overlay: internal error: x is not a function\nhelp: [^\n]*report[^\n]*\n$/);
    expect((await cli("-v -r rootfs.tar a.xml", { host: { withTarballs } })).stderr).toContain("\n    at ");
  });

  it("says less with -q and more with -v", async () => {
    const files = { "a.xml": description("DEMO", "<Oops/>") };
    expect((await cli("-r rootfs.tar a.xml", { files })).stderr).toContain("1 warning: 1 unknown-element\nmade overlay.tar: ");
    expect((await cli("-q -r rootfs.tar a.xml", { files })).stderr).toBe("");
    expect((await cli("-v -r rootfs.tar a.xml", { files })).stderr).toContain("lxc.conf for LXC 6.0");
  });
});

describe("check", () => {
  it("finds what build finds and writes nothing", async () => {
    for (const line of ["-r rootfs.tar a.xml", "-r rootfs.tar wrong.xml"]) {
      const [built, checked] = [await cli(`build ${line}`), await cli(`check ${line}`)];
      const stderr = built.stderr.replace(/^made overlay\.tar: /m, "checked: ");
      expect({ ...checked, written: 0 }).toEqual({ ...built, written: 0, stdout: "", stderr });
      expect(checked.written.size).toBe(0);
    }
  });
});

describe("the report", () => {
  it("tells of inputs, decisions and outputs", async () => {
    const { written } = await cli("-r rootfs.tar --report r.json a.xml");
    const report: Record<string, unknown> = JSON.parse(Buffer.from(written.get("r.json") ?? []).toString());
    expect(Object.keys(report)).toEqual([
      "formatVersion",
      "dialect",
      "dialectReason",
      "cgroup",
      "inputs",
      "tags",
      "options",
      "containers",
      "entries",
      "removed",
      "diagnostics",
      "overlays",
    ]);
    expect(report).toMatchObject({
      formatVersion: 3,
      dialect: "6.0",
      cgroup: "v2",
      inputs: [
        { kind: "rootfs", path: "rootfs.tar", sha256: sha256(rootfsTarball()) },
        { kind: "config", path: "config.ini" },
        { kind: "description", path: "a.xml", sha256: sha256(description("DEMO")) },
      ],
      containers: [{ name: "DEMO", files: ["a.xml"] }],
      removed: [],
      diagnostics: [],
      overlays: [{ path: "overlay.tar", sha256: sha256(written.get("overlay.tar")) }],
    });
    expect(report["entries"]).toContainEqual({
      path: "container/DEMO/rootfs/usr/bin",
      type: "directory",
      mode: expect.stringMatching(/^0[0-7]{3}$/),
      uid: 0,
      gid: 0,
      size: 0,
      target: "",
      xattrs: {},
      why: expect.stringMatching(/^a\.xml:\d+:\d+: ./),
    });
  });
});
