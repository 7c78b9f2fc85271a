import { type ExecFileSyncOptions, execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { debianRootfs } from "../support/debian-rootfs.ts";
import { installed } from "../support/installed.ts";
import { isRoot, needs } from "../support/needs.ts";

const ROOT = join(import.meta.dirname, "../..");
const main = installed();

/** Inputs of a build: files of one directory. */
interface Inputs {
  readonly directory: string;
  readonly descriptions: readonly string[];
  readonly options: readonly string[];
}

/** How a build is run; what is not given is as in every other. */
interface Circumstances {
  /** What runs the command: setpriv and the like. */
  readonly through?: readonly string[];
  readonly node?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The working directory; another than the inputs' names them by absolute paths. */
  readonly cwd?: string;
  readonly reverse?: boolean;
  readonly rootfs?: string;
  /** The rootfs on standard input: by a pipe, or the file itself. */
  readonly input?: "pipe" | "file";
}

/**
 * Digests by output: of the overlay, plain and compressed, of each container's own, of an image layout's files, and of the rootfs with
 * the overlay applied.
 */
type Digests = Readonly<Record<string, string>>;

const digestsOf = (inputs: Inputs, circumstances: Circumstances = {}): Digests => {
  const { through = [], node = process.execPath, env = process.env, cwd = inputs.directory, input, rootfs = "rootfs.tar" } = circumstances;
  const output = mkdtempSync(join(tmpdir(), "lxc-overlay-digest-"));
  chmodSync(output, 0o777);
  const at = (name: string): string => (cwd === inputs.directory ? name : join(inputs.directory, name));
  const host = input === undefined ? at(rootfs) : "-";
  const feed = { pipe: 'cat "$0" | "$@"', file: '"$@" < "$0"' };
  const command = (...args: readonly string[]): void => {
    const words = [...through, node, main, ...args];
    const [program = "", ...rest] = input === undefined ? words : ["sh", "-c", feed[input], at(rootfs), ...words];
    const how: ExecFileSyncOptions = { cwd, env, stdio: ["ignore", "ignore", "inherit"] };
    execFileSync(program, rest, how);
  };
  const descriptions = circumstances.reverse === true ? inputs.descriptions.toReversed() : inputs.descriptions;
  const build = ["build", "-q", "-r", host, "-c", at("config.ini"), ...inputs.options, ...descriptions.map(at)];
  const overlay = join(output, "overlay.tar");
  command(...build, "-o", overlay);
  command(...build, "-o", join(output, "overlay.tar.gz"));
  command(...build, "-o", join(output, "split"), "--split");
  command(...build, "-o", `oci:${join(output, "layout")}`);
  command(...build, "-o", `oci:${join(output, "layout")}:base`, "--split", "--base");
  command("apply", "-q", host, overlay, "-o", join(output, "device.tar"));
  const names = readdirSync(output, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const digests = names.map((each) => [each.name, sha256Of(join(each.parentPath, each.name))] as const);
  rmSync(output, { recursive: true });
  return Object.fromEntries(digests);
};

const sha256Of = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** A directory for inputs that any user can read. */
const inputDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-inputs-"));
  chmodSync(directory, 0o755);
  return directory;
};

const COMPRESSORS = { gz: "gzip", xz: "xz", zst: "zstd", bz2: "bzip2" };

const compress = (directory: string, suffix: keyof typeof COMPRESSORS): void => {
  execFileSync("sh", ["-c", `${COMPRESSORS[suffix]} -1 -c < rootfs.tar > rootfs.tar.${suffix}`], { cwd: directory });
};

const UNPRIVILEGED = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "env", "-u", "HOME"];
const NODES = ["node-16", "node-18", "node-22", "node-24"].map((name) => join(ROOT, "test/nodes/node_modules", name, "bin/node"));
const umask = (mask: string): readonly string[] => ["sh", "-c", `umask ${mask}; exec "$0" "$@"`];
const elsewhere = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...process.env, ...env });

describe("the example's overlay has the same bytes", () => {
  const directory = inputDirectory();
  let inputs: Inputs;
  let reference: Digests;

  beforeAll(() => {
    mkdirSync(join(directory, "xml"));
    execFileSync(process.execPath, [join(main, "../main-rootfs.js"), join(ROOT, "xml/rootfs.manifest"), join(directory, "rootfs.tar")]);
    const descriptions = readdirSync(join(ROOT, "xml"))
      .filter((name) => name.endsWith(".xml"))
      .map((name) => `xml/${name}`);
    for (const name of descriptions) copyFileSync(join(ROOT, name), join(directory, name));
    copyFileSync(join(ROOT, "config.ini"), join(directory, "config.ini"));
    inputs = { directory, descriptions, options: ["-s", "-t", "version=release,SOC_VER=arm_19.1,OE_VER=3.1"] };
    reference = digestsOf(inputs);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const expectSame = (circumstances: Circumstances): void => expect(digestsOf(inputs, circumstances)).toEqual(reference);

  /** The digest of the page of all combinations of tags. */
  const pageWith = (node: string): string => {
    const output = mkdtempSync(join(tmpdir(), "lxc-overlay-page-"));
    const page = join(output, "page.html");
    const words = ["check", "-q", "-s", "-r", "rootfs.tar", "--all-tags", "--page", page, ...inputs.descriptions];
    // Of all combinations some are wrong; the page tells of them.
    expect(spawnSync(node, [main, ...words], { cwd: directory }).status).toBe(1);
    const digest = sha256Of(page);
    rmSync(output, { recursive: true });
    return digest;
  };

  it("in everything that is compared", () => {
    expect(Object.keys(reference).toSorted()).toEqual(
      expect.arrayContaining(["device.tar", "overlay.tar", "overlay.tar.gz", "dbus.tar", "index.json"]),
    );
    // The layer of the artifact is overlay.tar.gz.
    expect(reference[reference["overlay.tar.gz"] ?? ""]).toBe(reference["overlay.tar.gz"]);
    expect(new Set(Object.values(reference)).size).toBe(Object.keys(reference).length - 1);
  });

  // A build costs six processes, so that each changes several things at once.
  it("some time later, with umask 000, elsewhere in the world", () => {
    execFileSync("sleep", ["1.1"]);
    expectSame({ through: umask("000"), env: elsewhere({ TZ: "Asia/Kathmandu", LC_ALL: "C" }) });
  });

  it("with umask 077, in another working directory and language, by another user's name", () => {
    const env = { LANG: "de_DE.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: "/nonexistent", USER: "somebody", HOSTNAME: "elsewhere" };
    expectSame({ through: umask("077"), env: elsewhere(env), cwd: "/" });
  });

  it("on one core, from a copy of the inputs that was made, and is given, in another order", () => {
    const copy = inputDirectory();
    for (const name of ["config.ini", ...inputs.descriptions.toReversed(), "rootfs.tar"]) cpSync(join(directory, name), join(copy, name));
    expect(digestsOf({ ...inputs, directory: copy }, { through: ["taskset", "-c", "0"], reverse: true })).toEqual(reference);
    rmSync(copy, { recursive: true });
  });

  it.each(["pipe", "file"] as const)("from standard input that is a %s", (input) => expectSame({ input }));

  needs(...Object.values(COMPRESSORS))("from a rootfs compressed with", () => {
    it.each([{ suffix: "gz" }, { suffix: "xz" }, { suffix: "zst", input: "pipe" }, { suffix: "bz2", input: "pipe" }] as const)(
      "$suffix",
      ({ suffix, ...how }) => {
        compress(directory, suffix);
        expectSame({ rootfs: `rootfs.tar.${suffix}`, ...how });
      },
    );
  });

  isRoot(needs("setpriv"))("made by a user", () => {
    it("without rights and home directory", () => expectSame({ through: UNPRIVILEGED }));
  });

  describe.each(NODES)("with", (node) => {
    needs(node)(node.replace(/.*(node-\d+).*/, "$1"), () => {
      it("in place of this version", () => expectSame({ node }));
      it("in place of this version, pages too", () => expect(pageWith(node)).toBe(pageWith(process.execPath)));
    });
  });
});

const debian = await debianRootfs("armhf");

describe.skipIf(debian === undefined)("the overlay of a Debian rootfs has the same bytes", () => {
  isRoot(needs("setpriv", "zstd", ...NODES))("whoever makes it", () => {
    it("where and with what they may", { timeout: 300_000 }, () => {
      const directory = inputDirectory();
      copyFileSync(debian ?? "", join(directory, "rootfs.tar"));
      chmodSync(join(directory, "rootfs.tar"), 0o644);
      const xml = join(ROOT, "test/real/xml");
      for (const name of readdirSync(xml)) copyFileSync(join(xml, name), join(directory, name));
      const descriptions = readdirSync(xml).filter((name) => name.endsWith(".xml"));
      const inputs = { directory, descriptions, options: ["-s", "-t", "ARCH=armhf"] };
      const reference = digestsOf(inputs);
      compress(directory, "zst");
      const env = elsewhere({ TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8", UV_THREADPOOL_SIZE: "1" });
      expect(digestsOf(inputs, { through: [...UNPRIVILEGED, ...umask("077")], env, cwd: "/", reverse: true })).toEqual(reference);
      const threads = elsewhere({ UV_THREADPOOL_SIZE: "16" });
      for (const node of NODES)
        expect(digestsOf(inputs, { node, env: threads, rootfs: "rootfs.tar.zst", input: "pipe" })).toEqual(reference);
      rmSync(directory, { recursive: true });
    });
  });
});
