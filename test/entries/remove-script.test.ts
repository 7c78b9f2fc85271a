import { copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { expect, it, test } from "vitest";
import { renderRemoveScript } from "../../src/entries/remove-script.ts";
import { readText } from "../docs/documents.ts";
import { hardLink, link, rootfsOf } from "../rootfs/rootfs-of.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run, type Run, shellcheck } from "../support/shell.ts";

/** Names that a shell could take for something else. */
const ODD = "~/ a'b\"c$d`e\\f*?;&|<>()[]!#é ";

const HOST = rootfsOf(
  { path: "etc/" },
  { path: "etc/file", content: "moved\n" },
  { path: "etc/kept", content: "kept\n" },
  link("etc/link", "file"),
  { path: "usr/" },
  { path: "usr/share/" },
  { path: "usr/share/moved/" },
  { path: "usr/share/moved/a", content: "a\n" },
  hardLink("usr/share/moved/again", "usr/share/moved/a"),
  { path: "usr/share/moved/empty", content: "" },
  { path: "usr/share/moved/below/" },
  { path: "usr/share/moved/below/b", content: "b\n" },
  link("usr/share/moved/below/END", "END"),
  { path: `usr/share/${ODD.split("/")[0]}/` },
  { path: `usr/share/${ODD}`, content: "odd\n" },
  link("usr/share/odd", ODD),
  { path: "top", content: "top\n" },
);

const REMOVED = ["/etc/file", "/etc/link", "/top", "/usr/share/moved", "/usr/share/odd", `/usr/share/${ODD}`];

const SCRIPT = renderRemoveScript(HOST, REMOVED);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("the script says what each path was, what a directory holds before the directory", () => {
  const records = SCRIPT.slice(SCRIPT.indexOf("<<'END'\n") + 8).split("\n");
  expect(records.slice(0, 17)).toEqual([
    "move /etc/file",
    `file 6 ${sha256("moved\n")} /etc/file`,
    "move /etc/link",
    "link /etc/link",
    "to file",
    "move /top",
    `file 4 ${sha256("top\n")} /top`,
    "move /usr/share/moved",
    `file 0 ${sha256("")} /usr/share/moved/empty`,
    `file 2 ${sha256("b\n")} /usr/share/moved/below/b`,
    "link /usr/share/moved/below/END",
    "to END",
    "dir /usr/share/moved/below",
    `file 2 ${sha256("a\n")} /usr/share/moved/again`,
    `file 2 ${sha256("a\n")} /usr/share/moved/a`,
    "dir /usr/share/moved",
    "move /usr/share/odd",
  ]);
});

test("what moved is read once an inode", () => {
  const reads: number[] = [];
  const source = { ...HOST.source, read: (target: Uint8Array, at: number) => (reads.push(at), HOST.source.read(target, at)) };
  renderRemoveScript({ ...HOST, source }, ["/usr/share/moved"]);
  expect(reads).toEqual([...new Set(reads)]);
  expect(reads).toHaveLength(2);
});

test("thousands of files make a line each", () => {
  const files = Array.from({ length: 3000 }, (_, index) => ({ path: `opt/${index}`, content: `${index}` }));
  const lines = renderRemoveScript(rootfsOf({ path: "opt/" }, ...files), ["/opt"]).split("\n");
  expect(lines.length - SCRIPT.slice(0, SCRIPT.indexOf("<<'END'")).split("\n").length).toBeLessThan(3010);
});

needs("shellcheck")("shellcheck", () => {
  it("finds nothing", () => {
    expect(shellcheck(SCRIPT)).toBe("");
  });
});

/** The rootfs of a device with all that HOST has. */
const device = (): string => {
  const root = scratch();
  const late: (() => void)[] = [];
  const offsets = new Map<number, string>();
  for (const node of [...HOST.nodes].toSorted((a, b) => a.path.length - b.path.length)) {
    const path = join(root, node.path);
    if (node.type === "directory") mkdirSync(path, { recursive: true });
    else if (node.type === "symlink") late.push(() => symlinkSync(node.target, path));
    else {
      const first = offsets.get(node.contentOffset);
      if (first === undefined) writeFileSync(path, contentOf(node.contentOffset, node.size));
      else linkSync(first, path);
      offsets.set(node.contentOffset, path);
    }
  }
  for (const make of late) make();
  mkdirSync(join(root, "container/APP/conf"), { recursive: true });
  writeFileSync(join(root, "container/APP/conf/remove.sh"), SCRIPT);
  return root;
};

const contentOf = (offset: number, size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  HOST.source.read(bytes, offset);
  return bytes;
};

const SHELLS = { dash: ["dash"], busybox: ["busybox", "sh"], bash: ["bash"] } as const satisfies Record<
  string,
  readonly [string, ...string[]]
>;

/** A mount namespace of its own needs a user namespace where root is not at hand. */
const UNSHARE: readonly [string, string] = ["unshare", process.getuid?.() === 0 ? "-m" : "-rm"];

needs("dash", "busybox", "bash", "unshare").each(["dash", "busybox", "bash"] as const)("under %s", (shell) => {
  const remove = (root: string): Run => run([...SHELLS[shell], join(root, "container/APP/conf/remove.sh"), root]);

  const left = (root: string): readonly string[] =>
    [...HOST.nodes]
      .map(({ path }) => path)
      .filter((path) => path !== "" && lstatSync(join(root, path), { throwIfNoEntry: false }))
      .sort();

  it("removes what moved, and nothing else", () => {
    const root = device();
    expect(remove(root)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(left(root)).toEqual(["etc", "etc/kept", "usr", "usr/share", "usr/share/~"]);
  });

  it("changes nothing when it runs again, whatever has come since", () => {
    const root = device();
    remove(root);
    mkdirSync(join(root, "usr/share/moved"));
    writeFileSync(join(root, "usr/share/moved/a"), "another\n");
    writeFileSync(join(root, "etc/file"), "moved?");
    expect(remove(root)).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining("etc/file stays") as string });
    expect(readFileSync(join(root, "usr/share/moved/a"), "utf8")).toBe("another\n");
    expect(readFileSync(join(root, "etc/file"), "utf8")).toBe("moved?");
    expect(remove(root).status).toBe(0);
    expect(readFileSync(join(root, "etc/file"), "utf8")).toBe("moved?");
  });

  it("leaves what the device has added to a directory, and what is not what was moved", () => {
    const root = device();
    const at = (path: string): string => join(root, path);
    writeFileSync(at("usr/share/moved/below/new"), "new\n");
    // The same size, another content; another type; another target.
    writeFileSync(at("etc/file"), "other\n");
    rmSync(at("usr/share/moved/empty"));
    mkdirSync(at("usr/share/moved/empty"));
    for (const path of ["etc/link", "top"]) rmSync(at(path));
    symlinkSync("file ", at("etc/link"));
    symlinkSync("etc/kept", at("top"));
    const { status, stderr } = remove(root);
    expect(status).toBe(0);
    const told = [...stderr.matchAll(/: (.*) stays: (.*)$/gm)].map(([, path = "", reason]) => [path.slice(root.length), reason]);
    expect(told).toEqual([
      ["/etc/file", "it is not what was moved"],
      ["/etc/link", "it is not what was moved"],
      ["/top", "it is not what was moved"],
      ["/usr/share/moved/empty", "it is not what was moved"],
      ["/usr/share/moved/below", "it is not empty"],
      ["/usr/share/moved", "it is not empty"],
    ]);
    expect(existsSync(at("usr/share/moved/below/b"))).toBe(false);
    expect(readFileSync(at("usr/share/moved/below/new"), "utf8")).toBe("new\n");
    expect(readFileSync(at("top"), "utf8")).toBe("kept\n");
  });

  it("leaves what a symlink leads to", () => {
    const root = device();
    const elsewhere = scratch();
    run([
      "sh",
      "-c",
      'mv "$1/usr/share/moved" "$2" && ln -s "$2/moved" "$1/usr/share" && mv "$1/etc" "$2" && ln -s "$2/etc" "$1"',
      "sh",
      root,
      elsewhere,
    ]);
    expect(remove(root).status).toBe(0);
    expect(existsSync(join(elsewhere, "moved/a"))).toBe(true);
    expect(existsSync(join(elsewhere, "moved/below/b"))).toBe(true);
    expect(existsSync(join(elsewhere, "etc/file"))).toBe(true);
  });

  it("removes whiteouts that a tar has made files of", () => {
    const root = device();
    for (const path of ["etc/.wh.file", "usr/share/.wh.moved", "etc/.wh.other"]) writeFileSync(join(root, path), "");
    writeFileSync(join(root, "etc/.wh.link"), "no whiteout");
    expect(remove(root).status).toBe(0);
    expect([".wh.file", ".wh.link", ".wh.other"].map((name) => existsSync(join(root, "etc", name)))).toEqual([false, true, true]);
    expect(existsSync(join(root, "usr/share/.wh.moved"))).toBe(false);
  });

  it.each([
    ["on the directory", "usr/share/moved", "usr/share/moved"],
    ["below it", "usr/share/moved/below", "usr/share/moved"],
    ["on the file", "etc/file", "etc/file"],
    ["on a path with blanks, digits and a backslash", "a 0\\040b/etc/file", "etc/file"],
  ])("leaves a move with a mount %s", (_, mounted, path) => {
    const top = scratch();
    const inner = mounted.startsWith("a ") ? "a 0\\040b" : "rootfs";
    const root = join(top, inner);
    run(["cp", "-a", device(), root]);
    const place = mounted.startsWith("a ") ? join(top, mounted) : join(root, mounted);
    const script = 'mount --bind "$1" "$1" && shift && "$@"';
    const command = [...SHELLS[shell], join(root, "container/APP/conf/remove.sh"), root];
    const result = run([...UNSHARE, "sh", "-c", script, "sh", place, ...command]);
    expect(result).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`${join(root, path)} stays: something is mounted there`) as string,
    });
    const kept = path === "etc/file" ? ["etc/file"] : [...HOST.nodes].map((node) => node.path).filter((each) => each.startsWith(path));
    const others = ["etc", "etc/kept", "usr", "usr/share", "usr/share/~"];
    expect(left(root)).toEqual([...others, ...kept].toSorted());
  });

  it("fails where something can't be removed", () => {
    const root = device();
    const script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && "$@"';
    const command = [...SHELLS[shell], join(root, "container/APP/conf/remove.sh"), root];
    const result = run([...UNSHARE, "sh", "-c", script, "sh", join(root, "etc"), ...command]);
    expect(result.status).toBe(1);
    expect(left(root)).toEqual(["etc", "etc/file", "etc/kept", "etc/link", "usr", "usr/share", "usr/share/~"]);
  });

  it("fails where the root is not there", () => {
    expect(run([...SHELLS[shell], join(device(), "container/APP/conf/remove.sh"), "/nowhere"]).status).toBe(1);
  });
});

needs(
  "dash",
  "busybox",
  "unshare",
)("on a device that has BusyBox alone", () => {
  /** dash and those programs of BusyBox that are named, in the device's /bin. */
  const equip = (root: string, programs: readonly string[]): void => {
    mkdirSync(join(root, "bin"));
    mkdirSync(join(root, "proc"));
    const libraries = run(["ldd", run(["which", "dash"]).stdout.trim()]).stdout.match(/\/\S+/g) ?? [];
    for (const path of libraries) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      copyFileSync(path, join(root, path));
    }
    for (const name of ["dash", "busybox"]) run(["cp", run(["which", name]).stdout.trim(), join(root, "bin")]);
    for (const name of programs) symlinkSync("busybox", join(root, "bin", name));
  };

  const inside = (root: string, ...command: readonly string[]): Run =>
    run([...UNSHARE, "sh", "-c", 'mount --rbind /proc "$1/proc" && shift && chroot "$@"', "sh", root, root, ...command]);

  const PROGRAMS = ["sed", "wc", "readlink", "ls", "rm", "rmdir"];

  it.each([true, false])("removes by sha256, else by size (sha256sum: %s)", (hasSha256sum) => {
    const root = device();
    equip(root, [...PROGRAMS, ...(hasSha256sum ? ["sha256sum"] : [])]);
    writeFileSync(join(root, "usr/share/moved/a"), "?\n");
    writeFileSync(join(root, "top"), "another\n");
    const { status, stderr } = inside(root, "/bin/dash", "/container/APP/conf/remove.sh");
    expect(status).toBe(0);
    expect(stderr).toContain("/container/APP/conf/remove.sh: /top stays: it is not what was moved\n");
    expect(existsSync(join(root, "etc/file"))).toBe(false);
    expect(existsSync(join(root, "usr/share/moved"))).toBe(hasSha256sum);
  });

  it.each(["README.md", "docs/device.md"])("is called as %s says", (document) => {
    const lines = [...new Set(readText(document).match(/^ {4}for each in .*conf\/remove\.sh.*$/gm))];
    expect(lines).toHaveLength(1);
    expect(readText("qemu/helpers.sh")).toContain(lines[0]?.trim());
    const root = device();
    equip(root, [...PROGRAMS, "sh"]);
    mkdirSync(join(root, "container/OTHER/conf"), { recursive: true });
    expect(inside(root, "/bin/busybox", "sh", "-euc", lines[0] ?? "")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(existsSync(join(root, "usr/share/moved"))).toBe(false);
    rmSync(join(root, "container/APP"), { recursive: true });
    expect(inside(root, "/bin/busybox", "sh", "-euc", lines[0] ?? "")).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
