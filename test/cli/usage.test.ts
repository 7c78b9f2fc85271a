import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { OPTIONS } from "../../src/cli/options.ts";
import { DIALECTS } from "../../src/model/options.ts";
import { cli, description, rootfsTarball } from "./device.ts";

describe("wrong usage", () => {
  it.each([
    ["", "no description is given"],
    ["a.xml", "the host rootfs is missing: -r <tar>"],
    ["-r rootfs.tar", "no description is given"],
    ["-r rootfs.tar --secur a.xml", "build has no option --secur; did you mean --secure?"],
    ["check -x a.xml", "check has no option -x"],
    ["check --unit x a.xml", "check has no option --unit; new has it"],
    ["inspect -r rootfs.tar", "inspect has no option -r; build, check, explain, units, new and verify have it"],
    ["inspect --tag x", "inspect has no option --tag; did you mean --tags? (build, check, explain, units, new and verify have it)"],
    ["-r", "the option -r needs a value: rootfs"],
    ["-o -s a.xml", "the option -o needs a value: path"],
    ["--secure=yes a.xml", "the option --secure takes no value"],
    ["-r rootfs.tar -u -5 a.xml", "the option -u needs a value: us"],
    ["-r rootfs.tar -u 1.5 a.xml", "-u is an integer from 0 to 9007199254740991, not 1.5"],
    ["-r rootfs.tar -R rx a.xml", "the option -R is one of rw, ro, not rx"],
    ["-r rootfs.tar --lxc 1.0 a.xml", "the option --lxc is one of auto, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, not 1.0"],
    ["-r rootfs.tar --lxc 7.0 --cgroup v1 a.xml", "LXC 7.0 knows no cgroup v1: leave out --cgroup v1"],
    ["-r rootfs.tar -o oci: a.xml", "an OCI image layout is oci:<directory>[:tag], not oci:"],
    ["-r rootfs.tar -o oci:image:a+b a.xml", "an OCI image layout is oci:<directory>[:tag], not oci:image:a+b"],
    ["apply rootfs.tar overlay.tar -o oci:image", "-o is a file x.tar or x.tar.gz, or - for standard output, not oci:image"],
    ["-r rootfs.tar -o x.tar.zst a.xml", "-o is a file x.tar or x.tar.gz, or - for standard output, not x.tar.zst"],
    ["-r rootfs.tar -o .tar a.xml", "-o is a file x.tar or x.tar.gz, or - for standard output, not .tar"],
    ["-r rootfs.tar --base a.xml", "--base needs an image layout: -o oci:<directory>[:tag]"],
    ["-r rootfs.tar --split a.xml", "--split needs a directory: -o <directory>"],
    ["-r rootfs.tar --split -o x.tar a.xml", "with --split, -o names a directory, not x.tar"],
    ["-r rootfs.tar --report - a.xml", "--report names a file of its own"],
    ["-r rootfs.tar --report ./overlay.tar a.xml", "./overlay.tar would replace another output"],
    ["-r rootfs.tar --report config.ini a.xml", "config.ini would replace the input config.ini"],
    ["-r rootfs.tar -o ./rootfs.tar a.xml", "./rootfs.tar would replace the input rootfs.tar"],
    ["-r rootfs.tar --split -o out --report out/demo.tar a.xml", "out/demo.tar would replace another output"],
    ["-r rootfs.tar -o oci:d:1 --report ./d/index.json a.xml", "./d/index.json would replace another output"],
    ["-r rootfs.tar -o oci:d:1 --report d/oci-layout a.xml", "d/oci-layout would replace another output"],
    ["apply rootfs.tar overlay.tar -o rootfs.tar", "rootfs.tar would replace the input rootfs.tar"],
    ["bild -r rootfs.tar a.xml", "there is no command bild; did you mean build? (a description of that name: ./bild)"],
    ["help bild", "there is no command bild; did you mean build?"],
    ["help build check", "help takes one command"],
    ["inspect", "inspect takes one overlay"],
    ["diff overlay.tar", "diff takes two overlays"],
    ["apply -o x.tar", "apply takes a rootfs, and overlays"],
    ["apply rootfs.tar overlay.tar", "apply needs an output: -o <tar>"],
    ["new demo", "the host rootfs is missing: -r <tar>"],
    ["new -r rootfs.tar", "no program is given, and no --unit"],
    ["new -r rootfs.tar --name a/b demo", "--name has up to 64 of the characters A-Z a-z 0-9 _ . -, not a/b"],
    ["completion csh", "completion takes the name of a shell: bash, zsh or fish; or tags"],
  ])("%s", async (line, message) => {
    const { code, stdout, stderr } = await cli(line);
    expect(stderr).toMatch(/^lxc-overlay: [^\n]*\nhelp: lxc-overlay (\w+ )?--help\n$/);
    expect(stderr).toContain(`lxc-overlay: ${message}\n`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("is not a value that begins with a dash behind =", async () => {
    const { code, stdout } = await cli("check -s --rootfs=-r.tar a.xml", { files: { "-r.tar": rootfsTarball() } });
    expect({ code, stdout }).toMatchObject({ code: 0 });
  });

  it("lists the commands where a word is like none", async () => {
    const { code, stderr } = await cli("frobnicate -r rootfs.tar");
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^lxc-overlay: there is no command frobnicate; the commands are build, check, .*help \(a description of that name: /,
    );
  });

  it("never replaces an input, also with --split", async () => {
    const { code, stderr, written } = await cli("-r out/demo.tar --split -o out a.xml", { files: { "out/demo.tar": rootfsTarball() } });
    expect({ code, written: written.size }).toEqual({ code: 2, written: 0 });
    expect(stderr).toContain("out/demo.tar would replace the input out/demo.tar");
  });

  it.each(["-1", "1e3", "8589934592", "yesterday"])("SOURCE_DATE_EPOCH=%s", async (SOURCE_DATE_EPOCH) => {
    const { code, stderr } = await cli("-r rootfs.tar a.xml", { environment: { SOURCE_DATE_EPOCH } });
    expect(code).toBe(2);
    expect(stderr).toContain(`SOURCE_DATE_EPOCH is an integer from 0 to 8589934591, not ${SOURCE_DATE_EPOCH}`);
  });
});

describe("the command", () => {
  it.each(["-q inspect overlay.tar", "--diagnostics json inspect overlay.tar", "inspect overlay.tar"])(
    "may stand after options: %s",
    async (line) => {
      const { written } = await cli("-r rootfs.tar a.xml");
      const { code, stdout } = await cli(line, { files: Object.fromEntries(written) });
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("container/DEMO/conf/lxc.conf") });
    },
  );

  it("is build where the first word is none, or comes after --", async () => {
    const files = { check: description("CHECK") };
    expect((await cli("-r rootfs.tar ./check", { files })).code).toBe(3);
    expect((await cli("-r rootfs.tar a.xml check", { files })).stdout).toContain("overlay.tar");
    expect((await cli("-r rootfs.tar build -- check", { files })).stdout).toContain("overlay.tar");
  });

  it("has its help, wherever it stands", async () => {
    expect(await cli("-q apply --help")).toEqual(await cli("apply --help"));
  });
});

describe("help", () => {
  it.each(Object.keys(COMMANDS))("of %s shows its options and an example", async (command) => {
    const { code, stdout } = await cli(`${command} --help`);
    expect(code).toBe(0);
    for (const name of COMMANDS[command as keyof typeof COMMANDS].options) expect(stdout).toContain(`--${name}`);
    expect(stdout).toMatch(/Examples:\n {2}\S*.*lxc-overlay/);
  });

  it("of -o is that of the command", async () => {
    const lineOf = async (command: string): Promise<string> => /^ +-o, .*$/m.exec((await cli(`${command} --help`)).stdout)?.[0] ?? "";
    expect(await lineOf("build")).toMatch(/--output <path> .*default overlay\.tar\), or oci:<directory>/);
    expect(await lineOf("apply")).toMatch(/--output <tar> +x\.tar or x\.tar\.gz; - is standard output$/);
    expect(await lineOf("check")).toMatch(/nothing is written$/);
    expect(await lineOf("pull")).toMatch(/--output <dir> +directory /);
  });

  it("without a command lists the commands", async () => {
    const { stdout } = await cli("--help");
    for (const command of Object.keys(COMMANDS)) expect(stdout).toContain(`\n  ${command === "build" ? "[build]" : command} `);
  });

  it("is a command, too", async () => {
    for (const command of Object.keys(COMMANDS)) expect(await cli(`help ${command}`)).toEqual(await cli(`${command} --help`));
    expect(await cli("help")).toEqual(await cli("--help"));
  });

  it("shows the values that an option takes", async () => {
    const { stdout } = await cli("help build");
    for (const { choices = [] } of Object.values(OPTIONS)) expect(stdout).toContain(choices.join("|"));
    expect(stdout).toContain("--lxc <auto|2.0|3.0|4.0|5.0|6.0|7.0>\n");
    expect(stdout).toContain("--cgroup <auto|v1|v2> ");
  });

  it("tells the version", async () => {
    for (const option of ["--version", "-V", "check -V"])
      expect(await cli(option)).toMatchObject({ code: 0, stdout: "lxc-overlay 0.0.0\n" });
  });

  it("names every dialect there is", () => {
    expect(OPTIONS.lxc.choices).toEqual(["auto", ...DIALECTS]);
  });
});
