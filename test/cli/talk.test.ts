import { describe, expect, it } from "vitest";
import { type Host, HostError } from "../../src/io/host.ts";
import { doorTo, memorySource } from "../support/memory-host.ts";
import { cli, description, rootfsTarball } from "./device.ts";

interface Finding {
  readonly code: string;
  readonly message: string;
}

/** The findings in a standard error that holds one document of JSON and nothing else. */
const findingsIn = (stderr: string): readonly Finding[] => (JSON.parse(stderr) as { diagnostics: readonly Finding[] }).diagnostics;

const full = (): never => {
  throw new HostError("standard output", "can't be written: no space left on device");
};

describe("the one document of --diagnostics json and sarif", () => {
  it("holds what fails after the overlay was found to be right", async () => {
    const files = { "a.xml": description("DEMO", "<Oops/>") };
    const { code, stderr } = await cli("-r rootfs.tar --diagnostics json a.xml", { files, host: { print: full } });
    expect(code).toBe(3);
    expect(findingsIn(stderr).map((each) => each.code)).toEqual(["unknown-element", "host-failure"]);
  });

  it("holds what fails in a push", async () => {
    const { written } = await cli("-r rootfs.tar -o oci:out a.xml");
    for (const form of ["json", "sarif"]) {
      const { code, stderr } = await cli(`push --diagnostics ${form} oci:out h.example/a:1`, { files: Object.fromEntries(written) });
      expect(code).toBe(3);
      JSON.parse(stderr);
      expect(stderr.match(/host-failure/g)).not.toBeNull();
      expect(stderr).toContain("there are no processes here");
    }
  });

  it.each([
    ["--nonsense --diagnostics json", "build has no option --nonsense", "lxc-overlay build --help"],
    ["--diagnostics json -r", "the option -r needs a value: rootfs", "lxc-overlay --help"],
    ["--diagnostics=json bild", "there is no command bild; did you mean build? (a description of that name: ./bild)", "lxc-overlay --help"],
    ["inspect --diagnostics json", "inspect takes one overlay", "lxc-overlay inspect --help"],
    [
      "check --diagnostics json -r rootfs.tar -u soon a.xml",
      "-u is an integer from 0 to 9007199254740991, not soon",
      "lxc-overlay check --help",
    ],
  ])("holds what is wrong with %s", async (line, message, help) => {
    const { code, stderr } = await cli(line);
    expect(code).toBe(2);
    expect(findingsIn(stderr)).toEqual([{ code: "wrong-usage", severity: "error", message, file: "command line", help }]);
    expect((await cli(line.replace("json", "sarif"))).stderr).toContain('"ruleId": "wrong-usage"');
  });

  it("holds the failure of what needs no command", async () => {
    expect(findingsIn((await cli("check --help --diagnostics json", { host: { print: full } })).stderr)).toHaveLength(1);
  });
});

describe("the line on a terminal", () => {
  /** A machine on whose terminal of 30 columns the rootfs takes its time. */
  const terminal = (log: (text: string) => void): Partial<Host> => ({
    terminal: true,
    columns: () => 30,
    log,
    print: async (text: string) => log(`<${text.slice(66)}>`),
    withTarballs: (use) =>
      use({
        ...doorTo(memorySource(rootfsTarball())),
        open: async (_, progress) => {
          progress(1);
          progress(25_000_000);
          return { source: memorySource(rootfsTarball()), origin: "tarball", leftOut: [] };
        },
      }),
  });

  const shown = async (line: string, files: Record<string, string> = {}): Promise<string> => {
    let text = "";
    await cli(line, { files, host: terminal((each) => (text += each)) });
    return text;
  };

  const LINE = "\r\u001b[Kunpacking rootfs.tar: 0 MB\r\u001b[Kunpacking rootfs.tar: 20 MB\r\u001b[K";

  it("makes way for all other output", async () => {
    expect(await shown("-r rootfs.tar a.xml")).toMatch(/\[K<overlay\.tar\n>made overlay\.tar: /);
    expect(await shown("-r rootfs.tar -v a.xml")).toMatch(/MB\r\u001b\[Klxc\.conf for LXC 6\.0/);
    expect(await shown("-r rootfs.tar --lxc 7.0 --split -o out --report out/demo.tar a.xml")).toBe(
      `${LINE}lxc-overlay: out/demo.tar would replace another output\nhelp: lxc-overlay build --help\n`,
    );
    expect(await shown("-r rootfs.tar wrong.xml")).toMatch(/MB\r\u001b\[Kwrong\.xml:/);
  });

  it("is one row", async () => {
    expect(await shown("-r a-rootfs-of-a-long-name.tar a.xml")).toContain("\r\u001b[Kunpacking a-rootfs-of-a-long-\r");
    expect(await shown("-r 漢字漢字漢字漢字漢字漢字漢字.tar a.xml")).toContain("\r\u001b[Kunpacking 漢字漢字漢字漢字漢\r");
  });

  it("is not there without a terminal, with -q, --no-progress and documents", async () => {
    for (const option of ["-q", "--no-progress", "--diagnostics json"])
      expect(await shown(`-r rootfs.tar ${option} a.xml`)).not.toContain("\r");
    expect((await cli("-r rootfs.tar a.xml")).stderr).not.toContain("\r");
  });
});
