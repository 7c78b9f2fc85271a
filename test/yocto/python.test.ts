import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { layerFiles, type Statement, withClasses } from "./bitbake.ts";
import { messagesOf, type Outcome, standIn } from "./stand-in.ts";

const PLAIN = withClasses("inherit lxc-overlay\n");
const COMPAT = withClasses("inherit image_container_generator\n");

/** An image recipe with files beside it, in a layer of its own; sources in the sysroot. */
const image = <Result>(
  settings: Readonly<Record<string, string>>,
  snippet: string,
  { statements = PLAIN, files = [] }: { readonly statements?: readonly Statement[]; readonly files?: readonly string[] } = {},
): Outcome<Result> & { readonly top: string } => {
  const top = scratch();
  for (const file of ["bin/node", ...files]) {
    mkdirSync(join(top, dirname(file)), { recursive: true });
    writeFileSync(join(top, file), "", { mode: 0o755 });
  }
  const given = {
    PN: "device-image",
    WORKDIR: `${top}/work`,
    T: `${top}/work/temp`,
    FILESPATH: `${top}/recipe/device-image:${top}/recipe/files`,
    BBPATH: `${top}/layer-a:${top}/layer-b`,
    STAGING_DATADIR_NATIVE: `${top}/share`,
    STAGING_BINDIR_NATIVE: `${top}/native/bin`,
    HOSTTOOLS_DIR: `${top}/hosttools`,
    DEPLOY_DIR_IMAGE: `${top}/deploy`,
  };
  const outcome = standIn<Result>(
    { settings: { ...given, ...settings }, statements, environment: { PATH: `/nowhere:${top}/bin` } },
    snippet,
  );
  return JSON.parse(JSON.stringify({ ...outcome, top }).replaceAll(`${top}/`, "")) as Outcome<Result> & { top: string };
};

needs("python3")("the tables of image_container_generator", () => {
  type Case = readonly [settings: Readonly<Record<string, string>>, value: string];
  const CASES: Readonly<Record<"version" | "OE_VER" | "SOC_VER", readonly Case[]>> = {
    version: [
      [{}, "debug"],
      [{ MACHINE_FEATURES: "wifi" }, "debug"],
      [{ MACHINE_FEATURES: "debug" }, "debug"],
      [{ MACHINE_FEATURES: "release" }, "release"],
      [{ MACHINE_FEATURES: "production" }, "production"],
      [{ MACHINE_FEATURES: "production release" }, "release"],
      [{ MACHINE_FEATURES: "production debug release" }, "debug"],
    ],
    OE_VER: [
      [{}, "UNKNOWN"],
      [{ BB_VERSION: "1.22.0" }, "1.6"],
      [{ BB_VERSION: "1.30.0" }, "2.1"],
      [{ BB_VERSION: "1.32.0" }, "2.2"],
      [{ BB_VERSION: "1.44.0" }, "3.1"],
      [{ BB_VERSION: "1.46.0" }, "3.1"],
      [{ BB_VERSION: "2.0.0" }, "4.0"],
      [{ BB_VERSION: "2.2.0" }, "4.0"],
      [{ BB_VERSION: "2.8.0" }, "5.0"],
      [{ BB_VERSION: "2.18.0" }, "6.0"],
      [{ BB_VERSION: "9.9.9" }, "UNKNOWN"],
      [{ BB_VERSION: "9.9.9", LAYERSERIES_CORENAMES: "dunfell" }, "3.1"],
      [{ BB_VERSION: "9.9.9", LAYERSERIES_CORENAMES: "kirkstone" }, "4.0"],
      [{ BB_VERSION: "9.9.9", LAYERSERIES_CORENAMES: "scarthgap" }, "5.0"],
      [{ BB_VERSION: "9.9.9", LAYERSERIES_CORENAMES: "styhead walnascar" }, "5.1"],
      [{ BB_VERSION: "9.9.9", LAYERSERIES_CORENAMES: "walnascar" }, "5.2"],
      [{ BB_VERSION: "9.9.9", LAYERSERIES_CORENAMES: "whinlatter" }, "5.3"],
      [{ BB_VERSION: "9.9.9", LAYERSERIES_CORENAMES: "wrynose" }, "6.0"],
    ],
    SOC_VER: [
      [{ TARGET_ARCH: "i686", "PREFERRED_VERSION_broadcom-refsw": "unified-17.1-generic-rdk" }, "i686"],
      [{ TARGET_ARCH: "arm" }, "UNKNOWN"],
      [{ TARGET_ARCH: "arm", "PREFERRED_VERSION_broadcom-refsw": "unified-19.9-generic-rdk" }, "UNKNOWN"],
      ...["16.3", "16.4", "17.1", "18.1", "18.2", "18.3"].map((release): Case => [
        { TARGET_ARCH: "mipsel", "PREFERRED_VERSION_broadcom-refsw": `unified-${release}-generic-rdk` },
        `mipsel_${release}`,
      ]),
    ],
  };

  /** All cases in one process: variables are set, tags are read, variables are unset. */
  const tagsOf = (cases: readonly (readonly [unknown, ...unknown[]])[]): readonly string[][] =>
    image<string[][]>(
      {},
      `import json
result = []
for settings in json.loads('''${JSON.stringify(cases.map(([settings]) => settings))}'''):
    for name in settings:
        d.setVar(name, settings[name])
    result.append(lxc_overlay_tags(d))
    for name in settings:
        d.setVar(name, None)
`,
      { statements: COMPAT },
    ).result;

  test.each(["version", "OE_VER", "SOC_VER"] as const)("%s", (name) => {
    const cases = CASES[name];
    const found = tagsOf(cases).map((tags) => tags.find((tag) => tag.startsWith(`${name}=`)));
    expect(found).toEqual(cases.map(([, value]) => `${name}=${value}`));
  });

  test("the order of tags and the two of layers", () => {
    expect(tagsOf([[{ TARGET_ARCH: "i686", LXC_OVERLAY_RDK_VER: "4" }]])).toEqual([
      ["SOC_VER=i686", "OE_VER=UNKNOWN", "version=debug", "RDK_VER=4", "RDKHAL_VER=1"],
    ]);
  });

  test("-S for production alone; warnings where the distribution wants them", () => {
    const snippet =
      "result = [d.getVar(name) for name in ['LXC_OVERLAY_SANITY', 'LXC_OVERLAY_MISSING_LIBS', 'LXC_OVERLAY_MISSING_SOURCES']]";
    const wanted = (settings: Readonly<Record<string, string>>) => image(settings, snippet, { statements: COMPAT }).result;
    expect(wanted({ MACHINE_FEATURES: "production" })).toEqual(["1", "error", "error"]);
    expect(wanted({ MACHINE_FEATURES: "production release", DISTRO_FEATURES: "disable-lxcgen-warnings" })).toEqual(["0", "warn", "warn"]);
    expect(wanted({ DISTRO_FEATURES_NATIVE: "x disable-lxcgen-warnings" })).toEqual(["0", "warn", "warn"]);
  });

  test("a function that is defined anew behind inherit", () => {
    const statements = [...COMPAT, ...withClasses("def define_soc_version(bb, d):\n    return 'arm_' + d.getVar('SOC')\n")];
    expect(image({ SOC: "19.1" }, "result = lxc_overlay_tags(d)[0]", { statements }).result).toBe("SOC_VER=arm_19.1");
  });

  test("a tag without a value is an error that says where it comes from", () => {
    const { failed } = image({ LXC_OVERLAY_RDK_VER: "" }, "", { statements: COMPAT });
    expect(failed).toBe(
      'device-image: LXC_OVERLAY_TAGS has "RDK_VER=", which is no NAME=VALUE: a tag must have a value (RDK_VER comes from LXC_OVERLAY_RDK_VER = "")',
    );
  });
});

needs("python3")("parsing an image recipe", () => {
  test("files are looked for beside the recipe, then in containers/ of the layers, and all places are watched", () => {
    const { result, failed } = image<string[]>(
      { LXC_OVERLAY_SECURE: "a.xml b.xml", LXC_OVERLAY_CONFIG: "my.ini" },
      "result = d.getVarFlag('do_lxc_overlay', 'file-checksums').split()",
      { files: ["recipe/files/a.xml", "layer-a/containers/a.xml", "layer-b/containers/b.xml", "recipe/device-image/my.ini"] },
    );
    expect(failed).toBeNull();
    expect(result).toEqual([
      "recipe/device-image/my.ini:True",
      "recipe/device-image/a.xml:False",
      "recipe/files/a.xml:True",
      "recipe/device-image/b.xml:False",
      "recipe/files/b.xml:False",
      "layer-a/containers/b.xml:False",
      "layer-b/containers/b.xml:True",
    ]);
  });

  test("no directory of this machine is in a hashed value", () => {
    const { result } = image<unknown>(
      { LXC_OVERLAY_SECURE: "${WORKDIR}/../recipe/files/a.xml" },
      `top = os.path.dirname(d.getVar('WORKDIR'))
result = [d.getVarFlag('LXC_OVERLAY_SECURE', 'vardepvalue'), [name for name in d.values if 'lxc_overlay' in name.lower() and top in str(d.values[name])]]`,
      { files: ["recipe/files/a.xml", "work/x"] },
    );
    expect(result).toEqual(["a.xml", []]);
  });

  test("a name that is nowhere", () => {
    expect(image({ LXC_OVERLAY_NON_SECURE: "gone.xml" }, "").failed).toBe(
      [
        "device-image: LXC_OVERLAY_NON_SECURE names gone.xml, which is in none of:",
        ...["recipe/device-image", "recipe/files", "layer-a/containers", "layer-b/containers"].map((place) => `  ${place}/gone.xml`),
      ].join("\n"),
    );
  });

  test("what do_rootfs gets, and what it does not without descriptions", () => {
    const snippet = `result = [d.getVarFlag('do_rootfs', 'postfuncs'), d.getVarFlag('do_rootfs', 'vardepsexclude')] + [
    d.getVarFlag(task, 'noexec') for task in ['do_lxc_overlay', 'do_lxc_overlay_apply', 'do_lxc_overlay_check', 'do_lxc_overlay_oci']]`;
    const some = image({ LXC_OVERLAY_SECURE: "a.xml" }, snippet, { files: ["recipe/files/a.xml"] });
    expect(some.result).toEqual([" lxc_overlay_save_host", " do_rootfs[dirs]", null, null, null, "1"]);
    expect(some.messages).toEqual([]);
    const none = image({}, snippet);
    expect(none.result).toEqual([null, null, "1", "1", "1", "1"]);
    expect(messagesOf(none, "warning")).toEqual([
      "device-image inherits lxc-overlay but names no description: LXC_OVERLAY_SECURE, LXC_OVERLAY_NON_SECURE and LXC_OVERLAY_SOURCES are empty",
    ]);
    expect(image({ BB_WORKERCONTEXT: "1" }, snippet).messages).toEqual([]);
    expect(image({ LXC_OVERLAY_SOURCES: "x-native", LXC_OVERLAY_OCI: "v1" }, snippet).result).toEqual([
      " lxc_overlay_save_host",
      " do_rootfs[dirs]",
      null,
      null,
      null,
      null,
    ]);
  });

  test("dependencies and Node", () => {
    const snippet = "result = [d.getVar('LXC_OVERLAY_DEPENDS'), lxc_overlay_node(d)]";
    const of = (settings: Readonly<Record<string, string>>) => image({ LXC_OVERLAY_SOURCES: "a-native", ...settings }, snippet);
    const needed = "lxc-overlay-native:do_populate_sysroot a-native:do_populate_sysroot";
    expect(of({}).result).toEqual([needed, "bin/node"]);
    expect(of({ LXC_OVERLAY_NODE: "nodejs-native" }).result).toEqual([`${needed} nodejs-native:do_populate_sysroot`, "native/bin/node"]);
    expect(of({ LXC_OVERLAY_NODE: "prebuilt" }).result).toEqual([
      `${needed} lxc-overlay-node-native:do_populate_sysroot`,
      "share/lxc-overlay-node/node",
    ]);
    expect(of({ LXC_OVERLAY_NODE: "deno" }).failed).toContain('may be "host", "nodejs-native" or "prebuilt", not "deno"');
    const { failed } = standIn(
      { settings: { PN: "p", LXC_OVERLAY_SOURCES: "a-native" }, statements: PLAIN, environment: { PATH: "/nowhere" } },
      "",
    );
    expect(failed).toContain("there is no node on PATH. Install Node.js 16.20.2");
  });

  test("the recipe of the command is skipped while there is no tarball, and parsed anew when there is one", () => {
    const statements = withClasses(layerFiles().get("recipes-devtools/lxc-overlay/lxc-overlay-native_0.1.0.bb") ?? "");
    const top = scratch();
    const settings = {
      PV: "0.1.0",
      THISDIR: `${top}/yocto/meta-lxc-overlay/recipes-devtools/lxc-overlay`,
      FILESEXTRAPATHS: "",
      FILESPATH: top,
    };
    const without = standIn({ settings, statements }, "");
    expect(without.failed).toContain(`there is no ${top}/lxc-overlay-0.1.0.tgz: run \`make release\``);
    expect(messagesOf(without, "dependency")).toEqual([`${top}/lxc-overlay-0.1.0.tgz`]);
    expect(standIn({ settings: { ...settings, LXC_OVERLAY_RELEASE: "https://example.com/x.tgz" }, statements }, "").failed).toBeNull();
    writeFileSync(join(top, "lxc-overlay-0.1.0.tgz"), "");
    expect(standIn({ settings, statements }, "").failed).toBeNull();
  });
});

needs("python3")("the words of the command", () => {
  const FILES = [
    "recipe/files/a.xml",
    "share/lxc-container-generator/secure/lxc_conf_B10.xml",
    "share/lxc-container-generator/secure/lxc_conf_B9.xml",
    "share/lxc-container-generator/secure/sub/lxc_conf_C.xml",
    "share/lxc-container-generator/secure/README",
    "share/lxc-container-generator/non_secure/lxc_conf_D.xml",
  ];
  const wordsOf = (settings: Readonly<Record<string, string>>, files = FILES) =>
    image<string[]>({ LXC_OVERLAY_SOURCES: "lxc-container-generator-native", ...settings }, "result = lxc_overlay_inputs(d)", { files });

  test("groups: those that are named, then those of recipes, in the order of sort -V", () => {
    const { result } = wordsOf({ LXC_OVERLAY_SECURE: "a.xml" });
    const generator = "share/lxc-container-generator";
    expect(result.join(" ")).toBe(
      [
        "-r host.tar -R rw --lxc auto --cgroup auto --missing-libs error --missing-sources error",
        `--secure-xml recipe/files/a.xml --secure-xml ${generator}/secure/lxc_conf_B9.xml`,
        `--secure-xml ${generator}/secure/lxc_conf_B10.xml --secure-xml ${generator}/secure/sub/lxc_conf_C.xml`,
        `${generator}/non_secure/lxc_conf_D.xml`,
      ].join(" "),
    );
  });

  test("every option", () => {
    const { result } = wordsOf(
      {
        LXC_OVERLAY_TAGS: "version=debug, SOC_VER=arm_19.1",
        LXC_OVERLAY_CONFIG: "my.ini",
        LXC_OVERLAY_SANITY: "1",
        LXC_OVERLAY_SHARED_ROOTFS: "1",
        LXC_OVERLAY_WITH_LXCCPID: "1",
        LXC_OVERLAY_REMOUNT_HOOK: "0",
        LXC_OVERLAY_MISSING_LIBS: "warn",
        LXC_OVERLAY_MISSING_SOURCES: "warn",
        LXC_OVERLAY_LXC: "4.0",
        LXC_OVERLAY_CGROUP: "v2",
        LXC_OVERLAY_SPLIT: "1",
        LXC_OVERLAY_ARGS: "--strict --allow 'a b'",
        SECURE_CONTAINERS: "x 1",
        SD_NOTIFY_SLEEP_US: "1000",
        IMAGE_FEATURES: "read-only-rootfs",
      },
      ["recipe/files/my.ini", "work/deploy-device-image-lxc-overlay-host/host.manifest", "share/lxc-container-generator/non_secure/d.xml"],
    );
    expect(result.join("|")).toBe(
      [
        "-r|host.tar|--packages|host.manifest|-t|version=debug|-t|SOC_VER=arm_19.1|-c|recipe/files/my.ini|-u|1000",
        "-R|ro|--lxc|4.0|--cgroup|v2|--missing-libs|warn|--missing-sources|warn",
        "-s|-S|-e|--with-lxccpid|--no-remount-hook|--split|--strict|--allow|a b",
        "share/lxc-container-generator/non_secure/d.xml",
      ].join("|"),
    );
  });

  test("config.ini: the variable's, else a recipe's", () => {
    const files = [...FILES, "share/lxc-container-generator/src/conf/config.ini"];
    const { result } = wordsOf({}, files);
    expect(result[result.indexOf("-c") + 1]).toBe("share/lxc-container-generator/src/conf/config.ini");
  });

  test("profiles of system calls: where a recipe has some", () => {
    const directory = "share/lxc-container-generator/src/lib/dobby";
    const { result } = wordsOf({}, [...FILES, `${directory}/cobaltSeccompProfile`]);
    expect(result[result.indexOf("--seccomp") + 1]).toBe(directory);
    expect(wordsOf({}).result).not.toContain("--seccomp");
  });
});

needs("python3")("findings", () => {
  const FINDINGS = [
    { code: "a", severity: "error", message: "is wrong", file: "/x/a.xml", line: 3, column: 7, help: "mend it" },
    { code: "b", severity: "warning", message: "is odd", file: "/x/a.xml", line: 4, column: 1 },
    { code: "c", severity: "hint", message: "may be", file: "/x/a.xml" },
    { code: "tag-value-not-allowed", severity: "error", message: 'the tag OE_VER can\'t be "9"; it may be 1', file: "--tags" },
  ];

  /** What is said when the command ends with this. */
  const told = (code: number, errors: string, settings: Readonly<Record<string, string>> = {}, statements: readonly Statement[] = PLAIN) =>
    image(
      { LXC_OVERLAY_SOURCES: "x-native", ...settings },
      `lxc_overlay_run = lambda words, d: (${code}, 'digest', ${JSON.stringify(errors)})\nresult = lxc_overlay_findings([], d)`,
      {
        statements,
      },
    );

  test("are messages, one each, the place first and the fix last", () => {
    const outcome = told(1, JSON.stringify({ diagnostics: FINDINGS }), { BB_VERSION: "1.46.0" }, COMPAT);
    expect(outcome.messages).toEqual([
      ["error", "/x/a.xml:3:7: error[a]: is wrong\n  help: mend it"],
      ["warning", "/x/a.xml:4:1: warning[b]: is odd"],
      ["note", "/x/a.xml: hint[c]: may be"],
      [
        "error",
        '--tags: error[tag-value-not-allowed]: the tag OE_VER can\'t be "9"; it may be 1 (OE_VER comes from LAYERSERIES_CORENAMES = "", BB_VERSION = "1.46.0")',
      ],
      ["error", "device-image: lxc-overlay found 2 error(s) and 1 warning(s), see above"],
    ]);
  });

  test("do not say where a tag comes from that the recipe itself gives", () => {
    const { messages } = told(1, JSON.stringify({ diagnostics: FINDINGS.slice(3) }), { LXC_OVERLAY_TAGS: "OE_VER=9" }, COMPAT);
    expect(messages[0]?.[1]).toBe('--tags: error[tag-value-not-allowed]: the tag OE_VER can\'t be "9"; it may be 1');
  });

  test("do not fail a task without errors", () => {
    const outcome = told(0, JSON.stringify({ diagnostics: FINDINGS.slice(1, 2) }));
    expect(outcome.failed).toBeNull();
    expect(outcome.result).toBe("digest");
    expect(messagesOf(outcome, "warning")).toHaveLength(1);
  });

  test("wrong usage and a machine that fails are told apart; what is no JSON is told as it is", () => {
    expect(told(2, JSON.stringify({ diagnostics: FINDINGS.slice(0, 1) })).failed).toContain(
      "a mistake in LXC_OVERLAY_ARGS, or a bug in lxc-overlay.bbclass",
    );
    const tooOld = told(3, "lxc-overlay needs Node.js 16.20.2, 18.7 or newer; this is 12.22.12\n");
    expect(messagesOf(tooOld, "error")[0]).toBe("lxc-overlay needs Node.js 16.20.2, 18.7 or newer; this is 12.22.12");
    expect(tooOld.failed).toBe("device-image: lxc-overlay could not do its work on this machine (exit code 3)");
  });
});

needs("python3")("images that lose file capabilities", () => {
  const warned = (settings: Readonly<Record<string, string>>, xattrs = "security.capability") => {
    const inspected = JSON.stringify({
      entries: [
        { path: "a", xattrs: {} },
        { path: "sbin/b", xattrs: { [xattrs]: "x" } },
      ],
    });
    const snippet = `lxc_overlay_run = lambda words, d: (0, ${JSON.stringify(inspected)}, '')\nlxc_overlay_warn_of_image_types(['o.tar'], d)`;
    return messagesOf(image({ LXC_OVERLAY_SOURCES: "x-native", IMAGE_CMD_TAR: "tar", ...settings }, snippet), "warning");
  };

  test("each kind once, with what helps", () => {
    expect(warned({ IMAGE_FSTYPES: "ext4 tar.bz2 tar.xz cpio.gz ubifs wic squashfs-xz" })).toEqual([
      "IMAGE_FSTYPES has cpio: the file capabilities of /sbin/b are lost in it, for it has no extended attributes",
      'IMAGE_FSTYPES has tar: the file capabilities of /sbin/b are lost in it, unless you add IMAGE_CMD_TAR = "tar --xattrs --xattrs-include=*"',
      "IMAGE_FSTYPES has ubifs: the file capabilities of /sbin/b are lost in it, unless DISTRO_FEATURES has xattr",
    ]);
  });

  test("nothing where they are kept, or where there are none", () => {
    expect(warned({ IMAGE_FSTYPES: "tar ubi", IMAGE_CMD_TAR: "tar --xattrs --xattrs-include=*", DISTRO_FEATURES: "xattr" })).toEqual([]);
    expect(warned({ IMAGE_FSTYPES: "cpio" }, "user.x")).toEqual([]);
  });
});
