import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksOf, readText, ROOT } from "./docs/documents.ts";
import { isRoot, needs } from "./support/needs.ts";
import { run } from "./support/shell.ts";

const WORK = mkdtempSync(join(tmpdir(), "lxc-overlay-packed-"));
const CLONE = join(WORK, "clone");
const UNPACKED = join(WORK, "unpacked");
const CONSUMER = join(WORK, "consumer");
const { version } = JSON.parse(readText("package.json"));
const TARBALL = join(CLONE, `lxc-overlay-${version}.tgz`);

const sh = (cwd: string, script: string): string => execFileSync("sh", ["-euc", script], { cwd, encoding: "utf8" });

const sha256Of = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** The files of the checkout that git knows or would take, as a clone has them. */
const clone = (): void => {
  const files = sh(ROOT, "git ls-files --cached --others --exclude-standard -- . ':!test'").trim().split("\n");
  for (const file of files) {
    mkdirSync(dirname(join(CLONE, file)), { recursive: true });
    cpSync(join(ROOT, file), join(CLONE, file));
  }
  symlinkSync(join(ROOT, "node_modules"), join(CLONE, "node_modules"));
};

beforeAll(() => {
  clone();
  // The modules are there, whatever the times of files say.
  sh(CLONE, "make -o node_modules/.package-lock.json release");
  mkdirSync(UNPACKED);
  sh(UNPACKED, `tar -xzf '${TARBALL}'`);
  for (const name of ["xml", "config.ini"]) cpSync(join(ROOT, name), join(CONSUMER, name), { recursive: true });
  writeFileSync(join(CONSUMER, "package.json"), '{ "type": "module" }');
  sh(CONSUMER, `npm install --silent --offline --no-audit --no-fund '${TARBALL}'`);
  sh(CONSUMER, `node '${CLONE}/dist/main-rootfs.js' xml/rootfs.manifest rootfs.tar`);
}, 300_000);

afterAll(() => {
  sh(WORK, "chmod -R u+w .");
  rmSync(WORK, { recursive: true });
});

describe("the package of a clean clone", () => {
  it("holds the program, its types, the documents and the licenses of what is bundled", () => {
    const files = sh(UNPACKED, "find package -type f").split("\n");
    const needed = ["dist/main.js", "dist/command.js", "dist/pako.js", "dist/fzstd.js", "dist/index.js", "dist/index.mjs"];
    const beside = [
      "dist/lxc-overlay.1",
      "dist/types/index.d.ts",
      "dist/index.d.mts",
      "docs/device.md",
      "docs/schemas/report.schema.json",
      "config.ini",
      "LICENSE",
      "README.md",
      "dist/NOTICES.txt",
    ];
    expect(files).toEqual(expect.arrayContaining([...needed, ...beside].map((name) => `package/${name}`)));
    const notices = readFileSync(join(UNPACKED, "package/dist/NOTICES.txt"), "utf8");
    for (const name of ["fast-xml-parser", "ini", "pako", "fzstd", "@sindresorhus/slugify"])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
  });

  it("has the same bytes when it is made again, with another umask", () => {
    const before = sha256Of(TARBALL);
    sh(CLONE, "umask 077; chmod -R go= docs xml dist LICENSE *.*; rm *.tgz; npm pack --silent");
    expect(sha256Of(TARBALL)).toBe(before);
  });

  it("comes with its sha256", () => expect(sh(CLONE, "sha256sum -c *.tgz.sha256")).toContain(`lxc-overlay-${version}.tgz: OK`));

  it("runs with Node alone, from a directory that can't be written", () => {
    sh(UNPACKED, "chmod -R a-w .");
    const options = "-t version=debug,SOC_VER=arm_19.1 xml/lxc_conf_UDHCPC.xml xml/lxc_conf_DBUS.xml";
    const script = `cd '${CONSUMER}'; '${UNPACKED}/package/dist/main.js' build -q -r rootfs.tar`;
    const alone = { PATH: dirname(process.execPath) + ":/bin" };
    for (const output of ["-o split --split", "-o oci:layout", "-o overlay.tar.gz"])
      expect(run(["/bin/sh", "-euc", `${script} ${output} ${options}`], alone)).toMatchObject({ status: 0, stderr: "" });
    expect(sh(UNPACKED, "find . -newer package/dist/main.js -type f -newermt '1 hour ago'")).toBe("");
  });
});

/** Those that Yocto's layers and distributions bring; the tests run with 20 or newer. */
const NODES = [process.execPath, ...[16, 18, 22, 24].map((major) => join(ROOT, `test/nodes/node_modules/node-${major}/bin/node`))];

isRoot(needs("setpriv", "unshare", ...NODES))("the release", () => {
  it("has the same output on every Node, unpacked where nobody may write, without network, home and environment", () => {
    const alone = ["unshare", "-n", "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "env", "-i", "PATH=/nowhere"];
    sh(WORK, "chmod 755 . unpacked; chmod -R a-w,a+rX unpacked");
    const digests = NODES.map((node) => {
      const out = mkdtempSync(join(tmpdir(), "lxc-overlay-release-"));
      sh(out, `chmod 777 .; cp '${CONSUMER}/rootfs.tar' '${CONSUMER}/xml/'*.xml .; chmod a+r *`);
      const lxcOverlay = (...words: readonly string[]): void => {
        const { status, stderr } = run([
          "sh",
          "-euc",
          'cd "$0"; exec "$@"',
          out,
          ...alone,
          node,
          join(UNPACKED, "package/dist/main.js"),
          ...words,
        ]);
        expect({ node, status, stderr }).toEqual({ node, status: 0, stderr: "" });
      };
      const inputs = [
        "-q",
        "-r",
        "rootfs.tar",
        "-t",
        "version=debug,SOC_VER=arm_19.1",
        "--secure-xml",
        "lxc_conf_UDHCPC.xml",
        "lxc_conf_DBUS.xml",
      ];
      lxcOverlay("build", ...inputs, "-o", "overlay.tar", "--report", "overlay.tar.json");
      lxcOverlay("build", ...inputs, "-o", "overlay.tar.gz");
      lxcOverlay("build", ...inputs, "-o", "oci:layout:1");
      lxcOverlay("apply", "-q", "rootfs.tar", "overlay.tar", "-o", "device.tar");
      lxcOverlay("verify", "overlay.tar", ...inputs);
      const made = sh(out, "find overlay.tar overlay.tar.json overlay.tar.gz layout device.tar -type f | sort | xargs sha256sum");
      rmSync(out, { recursive: true });
      return made;
    });
    expect(digests[0]?.split("\n").length).toBeGreaterThan(8);
    expect(new Set(digests).size).toBe(1);
  }, 300_000);
});

describe("an installation with npm, for all", () => {
  it("has the command and its manual page", () => {
    const prefix = join(WORK, "prefix");
    sh(WORK, `npm install -g --silent --offline --no-audit --no-fund --prefix '${prefix}' '${TARBALL}'`);
    expect(sh(prefix, "bin/lxc-overlay --version")).toBe(`lxc-overlay ${version}\n`);
    expect(readFileSync(join(prefix, "share/man/man1/lxc-overlay.1"), "utf8")).toMatch(/^\.TH LXC\\-OVERLAY 1 /);
  });
});

describe("the library", () => {
  it("does what its document shows, and makes what the command makes", () => {
    const [example = ""] = blocksOf(readText("docs/api.md"), "js run");
    writeFileSync(join(CONSUMER, "example.js"), example);
    const shown = sh(CONSUMER, "node example.js");
    expect(shown).toContain("550 0 container/UDHCPC/launcher/udhcpc.sh");
    const command = `node '${UNPACKED}/package/dist/main.js'`;
    const options = "-q -r rootfs.tar -s -t version=debug,SOC_VER=arm_19.1 xml/lxc_conf_UDHCPC.xml";
    sh(CONSUMER, `${command} build ${options} -o made.tar; ${command} apply -q rootfs.tar made.tar -o made-device.tar`);
    expect(sha256Of(join(CONSUMER, "overlay.tar"))).toBe(sha256Of(join(CONSUMER, "made.tar")));
    expect(sha256Of(join(CONSUMER, "device.tar"))).toBe(sha256Of(join(CONSUMER, "made-device.tar")));
  });

  it("can be required as well", () => {
    const script = "const { apply, build, check } = require('lxc-overlay'); console.log(typeof apply, typeof build, typeof check)";
    writeFileSync(join(CONSUMER, "required.cjs"), script);
    expect(sh(CONSUMER, "node required.cjs")).toBe("function function function\n");
  });

  it("has types for both", () => {
    const text = `import { apply, build, check, type Diagnostic, type OverlayInput, type Tarball } from "lxc-overlay";
const bytes = new Uint8Array();
const rootfs: Tarball = { file: "rootfs.tar", content: { size: 0, read: () => 0 } };
const input: OverlayInput = { rootfs, descriptions: [{ file: "a.xml", bytes }], config: { file: "config.ini", bytes }, options: { dialect: "4.0" } };
export const found: readonly Diagnostic[] = check(input);
export const paths: readonly string[] = build(input).overlays.flatMap(({ entries }) => entries.map(({ path }) => path));
export const chunks: Iterable<Uint8Array> | undefined = apply(rootfs, []).rootfs?.bytes;
// @ts-expect-error there is no such dialect
export const wrong: OverlayInput = { ...input, options: { dialect: "1.0" } };
`;
    for (const name of ["typed.mts", "typed.cts"]) writeFileSync(join(CONSUMER, name), text);
    const options = "--noEmit --strict --module nodenext --target es2022 --types ''";
    expect(run(["sh", "-c", `cd '${CONSUMER}' && '${ROOT}/node_modules/.bin/tsc' ${options} typed.mts typed.cts`])).toMatchObject({
      status: 0,
      stdout: "",
    });
  });
});
