import { describe, expect, it } from "vitest";
import { hardLink, link } from "../rootfs/rootfs-of.ts";
import { CACHE_OF_DEVICE, checkOf, elf, LD, libraries, library, messages, mount, PROC, program } from "./check-of.ts";

const ld = library("lib/ld-linux.so.3");
const APP = "/usr/bin/app";

describe("missing libraries", () => {
  it("names the library, who needs it, where that was asked for, and what helps", () => {
    const host = [ld, program("usr/bin/app", "libfoo.so.1"), library("usr/lib/libfoo.so.1")];
    expect(checkOf({ host, rootfs: mount(APP) + libraries("ld-linux") })).toEqual([
      {
        code: "missing-library",
        severity: "error",
        message: "libfoo.so.1 is needed by usr/bin/app but not in the container",
        location: { kind: "text", file: "0.xml", line: 5, column: 14 },
        help: "add <Entry>libfoo</Entry> to LibsRoBindMounts",
        fix: [
          {
            kind: "addition",
            list: "LibsRoBindMounts",
            element: { name: "Entry", content: "libfoo" },
            near: [{ file: "0.xml", line: 5, column: 14 }],
          },
        ],
      },
    ]);
  });

  it("finds nothing where everything is there", () => {
    const foo = [library("usr/lib/libfoo.so.1.2", "libc.so.6"), link("usr/lib/libfoo.so.1", "libfoo.so.1.2")];
    const host = [ld, program("usr/bin/app", "libfoo.so.1"), ...foo, library("lib/libc.so.6", "ld-linux.so.3")];
    expect(checkOf({ host, rootfs: mount(APP) + libraries("ld-linux", "libfoo", "libc"), exec: APP })).toEqual([]);
  });

  it("looks at every file of a mounted directory, but not at what another mount hides", () => {
    const host = [ld, program("usr/bin/app", "liba.so.1"), library("usr/lib/old/libb.so.1", "libc.so.1"), { path: "opt/empty/x" }];
    const usr = mount("/usr", { type: "dir" });
    const missing = (name: string, by: string): string => `missing-library: ${name} is needed by ${by} but not in the container`;
    expect(messages(checkOf({ host, rootfs: usr + libraries("ld-linux") }), "missing-library")).toEqual([
      missing("liba.so.1", "usr/bin/app"),
      missing("libc.so.1", "usr/lib/old/libb.so.1"),
    ]);
    const hidden = mount("/opt/empty", { type: "dir", to: "/usr/lib/old" });
    expect(messages(checkOf({ host, rootfs: usr + hidden + libraries("ld-linux") }), "missing-library")).toEqual([
      missing("liba.so.1", "usr/bin/app"),
    ]);
  });

  it("judges each of several containers that mount one directory", () => {
    const host = [ld, program("usr/bin/app", "liba.so.1")];
    const others = ["A", "B"].map(
      (name) =>
        `<CONTAINER SandboxName="${name}"><LxcConfig><Rootfs>${mount("/usr/bin", { type: "dir", to: `/${name}` })}</Rootfs></LxcConfig></CONTAINER>`,
    );
    const found = messages(checkOf({ host, rootfs: mount("/usr/bin", { type: "dir" }), others }), "missing-library");
    expect(found).toEqual(["A/app", "usr/bin/app", "B/app"].map((by) => expect.stringContaining(`is needed by ${by}`)));
  });

  it("is a warning where libraries may be missing", () => {
    const host = [program("usr/bin/app", "libfoo.so.1")];
    expect(checkOf({ host, rootfs: mount(APP), options: { missingLibs: "warning" } })).toMatchObject([
      { code: "missing-interpreter", severity: "warning" },
      { code: "missing-library", severity: "warning" },
    ]);
  });

  it("tells the chain of who needs it, and reports each name once", () => {
    const host = [ld, program("usr/bin/app", "liba.so.1"), program("usr/bin/b", "libz.so.1"), library("usr/lib/liba.so.1", "libb.so.1")];
    const more = [library("usr/lib/libb.so.1", "libz.so.1"), library("usr/lib/libz.so.1")];
    const rootfs = mount(APP) + mount("/usr/bin/b") + libraries("ld-linux", "liba", "libb");
    const chain = "usr/lib/libb.so.1 (needed by usr/lib/liba.so.1) (needed by usr/bin/app)";
    expect(messages(checkOf({ host: [...host, ...more], rootfs }))).toEqual([
      `missing-library: libz.so.1 is needed by ${chain} but not in the container; 1 more file needs it`,
    ]);
  });

  it("says where the host rootfs was searched in vain, or which directory has to be scanned", () => {
    const conf = { path: "etc/ld.so.conf", content: "/opt/lib\n" };
    const host = [ld, program("usr/bin/app", "liba.so", "libb.so.2"), library("opt/lib/libb.so.2"), conf];
    expect(checkOf({ host, rootfs: mount(APP) + libraries("ld-linux") }).map(({ help }) => help)).toEqual([
      "the host rootfs has no liba.so that fits in /lib, /usr/lib, /lib64, /usr/lib64",
      "add <LibsScanDir>/opt/lib</LibsScanDir> and <Entry>libb</Entry> to LibsRoBindMounts, and set <Variable>LD_LIBRARY_PATH=/opt/lib</Variable> in Environment",
    ]);
  });

  it("brings what a symlink in a mounted directory leads to, which it can't replace", () => {
    const host = [
      ld,
      program("usr/bin/app", "libb.so.1"),
      link("usr/lib/app/libb.so.1", "/opt/lib/libb.so.1.0"),
      library("opt/lib/libb.so.1.0"),
    ];
    const entries = mount("/usr/bin/app") + mount(LD) + mount("/usr/lib/app", { type: "dir" });
    const found = (inside: string) =>
      checkOf({
        host,
        exec: "/usr/bin/app",
        config: "<Environment><Variable>LD_LIBRARY_PATH=/usr/lib/app</Variable></Environment>",
        rootfs: `${entries}<LibsRoBindMounts>${inside}</LibsRoBindMounts>`,
      }).filter(({ code }) => code === "missing-library" || code === "mount-point-symlink");
    expect(found("").map(({ help }) => help)).toEqual([
      "add <LibsScanDir>/opt/lib</LibsScanDir> and <Entry>libb</Entry> to LibsRoBindMounts",
    ]);
    expect(found("<LibsScanDir>/opt/lib</LibsScanDir><Entry>libb</Entry>")).toEqual([]);
    expect(found("<LibsScanDir>/usr/lib/app</LibsScanDir><Entry>libb</Entry>")).not.toEqual([]);
  });

  it("wants a library for the same machine", () => {
    const misfits = [elf("usr/lib/liba.so", { machine: "x86_64", soname: "liba.so" }), { path: "usr/lib/libb.so", content: "INPUT(x)" }];
    const host = [ld, program("usr/bin/app", "liba.so", "libb.so"), ...misfits];
    expect(messages(checkOf({ host, rootfs: mount(APP) + libraries("ld-linux", "liba", "libb") }), "missing-library")).toEqual([
      "missing-library: liba.so is needed by usr/bin/app but not in the container (usr/lib/liba.so is for 64-bit x86-64)",
      "missing-library: libb.so is needed by usr/bin/app but not in the container (usr/lib/libb.so is no intact ELF file)",
    ]);
  });
});

describe("where libraries are searched", () => {
  const OPT = mount("/opt/lib", { type: "dir" });
  const searched = (app: Parameters<typeof elf>[1], config = "", more = "") => {
    const needy = elf("usr/bin/app", { interpreter: LD, needed: ["liba.so"], ...app });
    const host = [ld, needy, library("opt/lib/liba.so", "libb.so"), library("opt/lib/libb.so")];
    return messages(checkOf({ host, config, rootfs: mount(APP) + OPT + PROC + libraries("ld-linux") + more }), "missing-library");
  };
  const lacks = (name: string, by: string): string =>
    `missing-library: ${name} is needed by ${by} but not in the container (opt/lib/${name} lies where it is not searched)`;
  const lacksA = lacks("liba.so", "usr/bin/app");
  const lacksB = lacks("libb.so", "opt/lib/liba.so");
  const lacksBHere = lacks("libb.so", "opt/lib/liba.so (needed by usr/bin/app)").replace(
    "where it is not searched",
    "in the RUNPATH of usr/bin/app, which does not count for what its libraries need",
  );

  it("is not just anywhere in the container", () => expect(searched({})).toEqual([lacksA, lacksB]));
  it("is RPATH, for what it leads to as well", () => expect(searched({ rpath: "$ORIGIN/../../opt/lib" })).toEqual([]));
  it("is RUNPATH, for the file's own needs alone", () => expect(searched({ runpath: "${ORIGIN}/../../opt/lib" })).toEqual([lacksBHere]));
  it("is RUNPATH instead of RPATH", () => expect(searched({ rpath: "/opt/lib", runpath: "/nowhere" })).toEqual([lacksA]));
  it("is LD_LIBRARY_PATH", () =>
    expect(searched({}, "<Environment><Variable>LD_LIBRARY_PATH=/x:/opt/lib</Variable></Environment>")).toEqual([]));
  it("is no LibsScanDir", () =>
    expect(searched({}, "", "<LibsRoBindMounts><LibsScanDir>/opt/lib</LibsScanDir></LibsRoBindMounts>")).toEqual([lacksA, lacksB]));
  it("does not matter for what is loaded already", () => {
    expect(searched({ needed: ["liba.so", "libb.so"], runpath: "/opt/lib" })).toEqual([]);
  });

  it("is what the cache of the device may name: ld.so.conf with its includes", () => {
    const conf = [
      { path: "etc/ld.so.conf", content: "# system\ninclude ld.so.conf.d/*.conf # and\ninclude /etc/ld.so.conf\n" },
      // Only a matcher that goes back to each of the stars takes long for this.
      { path: "etc/ld.so.conf.d/c.conf", content: `include ld.so.conf.d/${"*a".repeat(100)}*?b\n` },
      { path: `etc/ld.so.conf.d/${"a".repeat(4000)}`, content: "/opt/e\n" },
      { path: "etc/ld.so.conf.d/b.conf", content: "hwcap 1 x\n/opt/b, /opt/c=libc6\n" },
      { path: "etc/ld.so.conf.d/b.txt", content: "/opt/d\n" },
    ];
    const found = [library("opt/b/libb.so"), library("opt/c/libc.so"), library("opt/d/libd.so")];
    const host = [ld, program("usr/bin/app", "libb.so", "libc.so", "libd.so"), ...found, ...conf];
    expect(
      messages(checkOf({ host, rootfs: mount(APP) + mount("/opt", { type: "dir" }) + CACHE_OF_DEVICE + libraries("ld-linux") })),
    ).toEqual(["missing-library: libd.so is needed by usr/bin/app but not in the container (opt/d/libd.so lies where it is not searched)"]);
  });

  it("may be the RPATH of any program for a library that none is linked to", () => {
    const app = elf("opt/bin/app", { interpreter: LD, runpath: "$ORIGIN/../lib" });
    const host = [ld, app, library("opt/lib/plugin.so", "libhelp.so"), library("opt/lib/libhelp.so")];
    expect(messages(checkOf({ host, rootfs: mount("/opt", { type: "dir" }) + libraries("ld-linux") }))).toEqual([]);
  });
});

describe("which files count", () => {
  const needy = program("usr/lib/tool/needy", "libx.so");
  const missingIn = (path: string): readonly string[] => [`missing-library: libx.so is needed by ${path} but not in the container`];
  const missing = missingIn("usr/lib/tool/needy");
  const inDir = (unused = "") => mount("/usr/lib/tool", { type: "dir", more: unused }) + libraries("ld-linux");

  it("counts everything below a directory mount", () => expect(messages(checkOf({ host: [ld, needy], rootfs: inDir() }))).toEqual(missing));

  it.each(["/usr/lib/tool/needy", "usr/lib/tool/needy", "/usr/lib/tool", "/tool/needy"])("leaves out Unused %s", (path) => {
    const host = [ld, needy, link("tool", "usr/lib/tool")];
    expect(messages(checkOf({ host, rootfs: inDir(`<Unused>${path}</Unused>`) }), "missing-library")).toEqual([]);
  });

  it("compares Unused by whole segments", () => {
    const found = messages(checkOf({ host: [ld, needy], rootfs: inDir("<Unused>/usr/lib/tool/nee</Unused>") }));
    expect(found).toEqual([...missing, "unused-nothing: Unused /usr/lib/tool/nee is nothing in usr/lib/tool"]);
  });

  it.each([
    ["/usr/lib/tool/needy", []],
    ["srv/needy", []],
    ["/srv", []],
    ["/srv/tool/needy", [...missingIn("srv/needy"), "unused-nothing: Unused /srv/tool/needy is nothing in srv"]],
    ["/usr/lib/libc.so", [...missingIn("srv/needy"), "unused-nothing: Unused /usr/lib/libc.so is nothing in srv"]],
  ])("takes Unused %s for a path of the host or of the container", (path, expected) => {
    const rootfs = mount("/usr/lib/tool", { type: "dir", to: "srv", more: `<Unused>${path}</Unused>` }) + libraries("ld-linux");
    const found = checkOf({ host: [ld, needy, library("usr/lib/libc.so")], rootfs });
    expect(messages(found, "missing-library", "unused-nothing")).toEqual(expected);
  });

  it("counts moved content and hard links, but not what a mount hides", () => {
    const hidden = program("opt/hidden/prog", "libhidden.so");
    const host = [ld, program("opt/moved", "libm.so"), library("usr/lib/libhard.so.1", "libh.so"), hidden];
    const moved = `<MoveContent><Entry type="file"><Source>/opt/moved</Source>
      <Destination>bin/moved</Destination></Entry></MoveContent>`;
    const hard = "<LibsHardlinks><Entry>libhard</Entry></LibsHardlinks>";
    const over = mount("tmpfs", { to: "opt/hidden", type: "dir", fs: "tmpfs", options: "size=1m,create=dir" });
    const rootfs = mount("/opt", { type: "dir" }) + over + moved + libraries("ld-linux") + hard;
    expect(messages(checkOf({ host, rootfs }), "missing-library")).toEqual([
      "missing-library: libm.so is needed by bin/moved but not in the container",
      "missing-library: libh.so is needed by usr/lib/libhard.so.1 but not in the container",
    ]);
  });

  it("misses what any container of the run moves away", () => {
    const host = [ld, program("usr/bin/app", "liba.so"), library("usr/lib/liba.so"), { path: "usr/lib/x", content: "" }];
    const other = `<CONTAINER SandboxName="OTHER"><LxcConfig><Rootfs><MoveContent><Entry type="file"><Source>/usr/lib/liba.so</Source>
      <Destination>usr/lib/liba.so</Destination></Entry></MoveContent></Rootfs></LxcConfig></CONTAINER>`;
    const rootfs = mount(APP) + mount("/usr/lib", { type: "dir" }) + libraries("ld-linux");
    expect(messages(checkOf({ host, rootfs, others: [other] }), "missing-library")).toEqual([
      "missing-library: liba.so is needed by usr/bin/app but not in the container",
    ]);
    expect(messages(checkOf({ host, rootfs }))).toEqual([]);
  });

  it("takes what the device makes at run time for what is asked of it", () => {
    const host = [ld, program("usr/bin/app", "liba.so"), { path: "var/" }];
    const made = mount("/var/liba.so", { to: "usr/lib/liba.so", options: "bind,nosuid,nodev,noexec" });
    expect(messages(checkOf({ host, rootfs: mount(APP) + made + libraries("ld-linux") }))).toEqual([]);
  });

  it("warns of a damaged ELF file once", () => {
    const whole = program("usr/lib/tool/cut", "libx.so").content;
    const cut = { path: "usr/lib/tool/cut", content: Buffer.from(whole ?? "").subarray(0, 100) };
    const host = [cut, hardLink("usr/lib/tool/again", "usr/lib/tool/cut")];
    const found = checkOf({ host, rootfs: mount("/usr/lib/tool", { type: "dir" }) });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([["damaged-elf", "warning"]]);
    expect(found[0]?.message).toMatch(/^usr\/lib\/tool\/again looks like an ELF file but is damaged: ./);
  });
});

describe("program interpreters", () => {
  it("must be in the container, and are then there for libraries too", () => {
    const host = [ld, program("usr/bin/app", "libc.so.6"), library("usr/lib/libc.so.6", "ld-linux.so.3")];
    const found = checkOf({ host, rootfs: mount(APP) + libraries("libc") });
    expect(messages(found)).toEqual([
      `missing-interpreter: the program interpreter ${LD} is needed by usr/bin/app but not in the container`,
    ]);
    expect(found[0]?.help).toBe("add <Entry>ld-linux</Entry> to LibsRoBindMounts");
    expect(found[0]?.severity).toBe("error");
  });

  it("may be reached through symlinks of the container", () => {
    const linker = [library("usr/lib/ld-2.31.so"), link("usr/lib/ld-linux.so.3", "ld-2.31.so"), link("lib", "/usr/lib")];
    const rootfs = mount("/usr/bin", { type: "dir" }) + "<LibsHardlinks><Entry>ld-linux</Entry></LibsHardlinks>";
    expect(messages(checkOf({ host: [...linker, program("usr/bin/app")], rootfs }))).toEqual([]);
  });
});

describe("LD_PRELOAD", () => {
  const preloading = (value: string, host: Parameters<typeof checkOf>[0]["host"], rootfs = "") =>
    checkOf({ host, rootfs, config: `<Environment><Variable>LD_PRELOAD=${value}</Variable></Environment>` });

  it("warns of what the host lacks, at the variable", () => {
    const found = preloading("libgone.so:/opt/gone.so", []);
    expect(messages(found)).toEqual([
      "missing-preload: libgone.so of LD_PRELOAD is not in the host rootfs",
      "missing-preload: /opt/gone.so of LD_PRELOAD is not in the host rootfs",
    ]);
    expect(found[0]).toMatchObject({ severity: "warning", location: { line: 3, column: 25 } });
  });

  it("warns of what is made for another machine", () => {
    const other = elf("usr/lib/liba.so", { machine: "x86_64", soname: "liba.so" });
    const config = "<Environment><Variable>LD_PRELOAD=liba.so</Variable></Environment>";
    const found = checkOf({
      host: [ld, program("usr/bin/app"), other],
      config,
      exec: APP,
      rootfs: mount(APP) + libraries("ld-linux", "liba"),
    });
    expect(messages(found)).toEqual(["missing-preload: liba.so of LD_PRELOAD can't be loaded: usr/lib/liba.so is for 64-bit x86-64"]);
  });

  it("wants what the host has", () => {
    const host = [library("usr/lib/liba.so"), library("opt/b.so")];
    const found = preloading("liba.so /opt/b.so", host);
    expect(messages(found)).toEqual([
      "missing-library: liba.so is needed by LD_PRELOAD but not in the container",
      "missing-library: /opt/b.so is needed by LD_PRELOAD but not in the container",
    ]);
    expect(found.map(({ help }) => help)).toEqual(["add <Entry>liba</Entry> to LibsRoBindMounts", "add a MountPoints entry for /opt/b.so"]);
    expect(found.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
    expect(messages(preloading("liba.so:/opt/b.so", host, libraries("liba") + mount("/opt/b.so")))).toEqual([]);
  });
});

describe("a program's loader", () => {
  it("is there under its DT_SONAME for modules, too, wherever it lies", () => {
    const loader = library("opt/ld/ld-linux.so.3");
    const app = elf("usr/bin/app", { interpreter: "/opt/ld/ld-linux.so.3" });
    const rootfs = mount(APP) + mount("/opt/ld/ld-linux.so.3") + mount("/usr/lib/module.so");
    const found = checkOf({ host: [loader, app, library("usr/lib/module.so", "ld-linux.so.3")], exec: APP, rootfs });
    expect(messages(found, "missing-library")).toEqual([]);
  });
});

describe("unused libraries", () => {
  const links = [link("usr/lib/liba.so.1", "liba.so.1.2"), link("usr/lib/liba.so", "liba.so.1")];
  const host = [ld, program("usr/bin/app", "liba.so.1"), library("usr/lib/liba.so.1.2"), ...links];

  it("is a warning for an entry of which nothing is needed", () => {
    const found = checkOf({
      host: [...host, library("usr/lib/libb.so.1.0"), link("usr/lib/libb.so.1", "libb.so.1.0"), library("usr/lib/libnss_dns.so.2")],
      rootfs: mount(APP) + libraries("ld-linux", "liba", "libb", "libnss_dns"),
    });
    expect(found).toMatchObject([
      { code: "unused-library", severity: "warning", message: "nothing in the container needs libb.so.1, libb.so.1.0" },
    ]);
  });

  it("names those of an entry that are not needed beside one that is", () => {
    const rootfs = mount(APP) + libraries("ld-linux", "liba");
    const found = checkOf({ host: [...host, library("usr/lib/liba-extra.so")], rootfs });
    expect(messages(found)).toEqual(["unused-library: nothing in the container needs liba-extra.so"]);
  });

  it("counts what LD_PRELOAD names, but not what a library needs of itself", () => {
    const config = "<Environment><Variable>LD_PRELOAD=libb.so.1</Variable></Environment>";
    const rootfs = mount(APP) + libraries("ld-linux", "liba", "libb", "libself");
    const more = [library("usr/lib/libb.so.1"), library("usr/lib/libself.so", "libself.so")];
    expect(messages(checkOf({ host: [...host, ...more], config, rootfs }))).toEqual([
      "unused-library: nothing in the container needs libself.so",
    ]);
  });
});

describe("what a library that is missing needs itself", () => {
  const host = [
    ld,
    program("usr/bin/app", "liba.so"),
    library("usr/lib/liba.so", "libb.so", "libc.so"),
    library("usr/lib/libb.so", "libc.so", "liba.so"),
    library("usr/lib/libc.so", "libd.so", "ld-linux.so.3"),
    library("usr/lib/libd.so"),
  ];
  const missing = (name: string, ...by: readonly string[]): string =>
    `missing-library: ${name} is needed by ${by.map((each, index) => (index === 0 ? each : `(needed by ${each})`)).join(" ")} but not in the container`;

  it("is told in the same run, where what needs it all was asked for", () => {
    const found = checkOf({ host, rootfs: mount(APP) + libraries("ld-linux") });
    expect(messages(found)).toEqual([
      missing("liba.so", "usr/bin/app"),
      missing("libb.so", "usr/lib/liba.so", "usr/bin/app"),
      missing("libc.so", "usr/lib/liba.so", "usr/bin/app"),
      missing("libd.so", "usr/lib/libc.so", "usr/lib/liba.so", "usr/bin/app"),
    ]);
    expect(new Set(found.map(({ location }) => JSON.stringify(location))).size).toBe(1);
  });

  it("is not told where it is there", () => {
    expect(messages(checkOf({ host, rootfs: mount(APP) + libraries("ld-linux", "libc", "libd") }))).toEqual([
      missing("liba.so", "usr/bin/app"),
      missing("libb.so", "usr/lib/liba.so", "usr/bin/app"),
    ]);
  });

  it("is told of the interpreter once", () => {
    expect(
      messages(checkOf({ host, rootfs: mount(APP) + libraries("liba", "libb", "libd") }), "missing-library", "missing-interpreter"),
    ).toEqual([
      "missing-interpreter: the program interpreter /lib/ld-linux.so.3 is needed by usr/bin/app but not in the container",
      expect.stringContaining("libc.so is needed by usr/lib/liba.so (needed by usr/bin/app)"),
    ]);
  });
});
