import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, test } from "vitest";
import type { RemountBind } from "../../src/plan/conf-plan.ts";
import { renderRemount } from "../../src/lxc/remount.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run, type Run, type Shell, SHELL_NAMES, shellcheck, SHELLS } from "../support/shell.ts";
import { TEST } from "../support/plans.ts";

const bind = (destination: string, options: readonly string[] = ["nosuid", "nodev"], optional = false): RemountBind => ({
  destination,
  options,
  optional,
  below: undefined,
  why: TEST,
});

const rbind = (destination: string, options: readonly string[], except: readonly string[] = []): RemountBind => ({
  ...bind(destination, options),
  below: { except },
});

test("binds that must be there are remounted without a question", () => {
  expect(renderRemount([bind("opt//data/."), bind('a "b" $c', ["noexec"])])).toBe(`#!/bin/sh
# LXC applies nosuid, nodev and noexec only to binds that are read-only: this hook applies them to the others.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LXC_ROOTFS_MOUNT=$(cd "$LXC_ROOTFS_MOUNT" && pwd -P)

mount -o remount,bind,nosuid,nodev "$LXC_ROOTFS_MOUNT/opt/data"
mount -o remount,bind,noexec "$LXC_ROOTFS_MOUNT/a \\"b\\" \\$c"
`);
});

needs("shellcheck")("shellcheck", () => {
  it("finds nothing", () => {
    const odd = "~/ a'b\"c$d`e\\f*?;&|<>(){}[]!#é";
    const scripts = [false, true].map((optional) => renderRemount([bind(odd, ["nosuid"], optional), bind("usr/lib")]));
    const recursive = renderRemount([rbind(odd, ["ro"], [`${odd}/a`, "b"]), { ...rbind("c", ["ro"]), optional: true }]);
    expect(shellcheck(...scripts, recursive, renderRemount([rbind("usr", ["ro"])]))).toBe("");
  });
});

/** A rootfs in a mount namespace of its own, with some of its places bound, the hook run, and a look at the flags. */
interface Scene {
  readonly shell: Shell;
  readonly rootfs: string;
  readonly binds: readonly RemountBind[];
  /** Places that are mounted; a trailing slash makes a directory. */
  readonly mounted: readonly string[];
  readonly unmounted?: readonly string[];
}

const FLAGS = new Set(["nosuid", "nodev", "noexec"]);

/** A mount namespace of its own needs a user namespace where root is not at hand. */
const UNSHARE: readonly [string, string] = ["unshare", process.getuid?.() === 0 ? "-m" : "-rm"];

const play = ({ shell, rootfs, binds, mounted, unmounted = [] }: Scene): Run & { readonly flags: ReadonlyMap<string, string> } => {
  const top = scratch();
  const root = join(top, rootfs);
  for (const place of [...mounted, ...unmounted]) makePlace(join(root, place));
  writeFileSync(join(top, "hook"), renderRemount(binds));
  writeFileSync(join(top, "mounts"), mounted.map((place) => `${join(root, place)}\0`).join(""));
  const script = `set -e
xargs -0 -I PLACE mount --bind PLACE PLACE < "$1/mounts"
status=0
LXC_ROOTFS_MOUNT=$2 PATH=/nonexistent ${findShell(shell)} "$1/hook" >&2 || status=$?
findmnt --raw --noheadings -o TARGET,VFS-OPTIONS
exit "$status"`;
  const result = run([...UNSHARE, "sh", "-c", script, "sh", top, root]);
  const rows = result.stdout.split("\n").map((row) => row.split(" "));
  const flags = new Map(
    rows
      .map(([target = "", options = ""]) => [unescape(target), options] as const)
      .filter(([target]) => target.startsWith(`${root}/`))
      .map(([target, options]) => [
        target.slice(root.length + 1),
        options
          .split(",")
          .filter((option) => FLAGS.has(option))
          .join(","),
      ]),
  );
  return { ...result, flags };
};

const makePlace = (path: string): void => {
  mkdirSync(path.endsWith("/") ? path : dirname(path), { recursive: true });
  if (!path.endsWith("/")) writeFileSync(path, "");
};

const findShell = (shell: Shell): string => [run(["which", SHELLS[shell][0]]).stdout.trim(), ...SHELLS[shell].slice(1)].join(" ");

/** findmnt --raw writes white space and the like as `\x20`. */
const unescape = (text: string): string =>
  text.replaceAll(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

needs("dash", "busybox", "unshare", "findmnt").each(SHELL_NAMES)("under %s", (shell) => {
  it("applies exactly the flags asked for", () => {
    const binds = [bind("opt/data"), bind("run/socket", ["nosuid", "nodev", "noexec"]), bind("/etc//x y", ["noexec"])];
    const played = play({ shell, rootfs: "rootfs", binds, mounted: ["opt/data/", "run/socket", "etc/x y", "usr/"] });
    expect(played).toMatchObject({ status: 0, stderr: "" });
    expect(Object.fromEntries(played.flags)).toEqual({
      "opt/data": "nosuid,nodev",
      "run/socket": "nosuid,nodev,noexec",
      "etc/x y": "noexec",
      usr: "",
    });
  });

  it("skips optional binds that are not mounted, and no others", () => {
    const binds = ["a", "b", "c d\\e$f", "2 3", "dir/./b", "gone"].map((place) => bind(place, ["nosuid"], true));
    const mounted = ["a", "c d\\e$f", "2 3", "dir/b"];
    const played = play({ shell, rootfs: "root fs\\040", binds, mounted, unmounted: ["b", "dir/a"] });
    expect(played).toMatchObject({ status: 0, stderr: "" });
    expect(Object.fromEntries(played.flags)).toEqual({ a: "nosuid", "c d\\e$f": "nosuid", "2 3": "nosuid", "dir/b": "nosuid" });
  });

  it.each([false, true])("finds the mounts of a rootfs that is reached through a symlink (optional: %s)", (optional) => {
    const top = scratch();
    run(["sh", "-c", `mkdir -p ${top}/real/a && ln -s real ${top}/link`]);
    writeFileSync(join(top, "hook"), renderRemount([bind("a", ["nosuid"], optional)]));
    const script = `cd ${top} && mount --bind real/a real/a
      LXC_ROOTFS_MOUNT=${top}/link ${findShell(shell)} ./hook && findmnt -no VFS-OPTIONS ${top}/real/a`;
    expect(run([...UNSHARE, "sh", "-c", script]).stdout).toContain("nosuid");
  });

  it("fails where a bind that must be there is not mounted", () => {
    const played = play({ shell, rootfs: "rootfs", binds: [bind("a"), bind("b")], mounted: ["b"], unmounted: ["a"] });
    expect(played.status).not.toBe(0);
    expect(played.stderr).not.toBe("");
    expect(played.flags.get("b")).toBe("");
  });

  it.each([false, true])("fails where LXC does not say where the rootfs is (optional: %s)", (optional) => {
    const hook = join(scratch(), "hook");
    writeFileSync(hook, renderRemount([bind("a", ["nosuid"], optional)]));
    expect(run([...SHELLS[shell], hook]).status).not.toBe(0);
  });

  /** An rbind of a tmpfs with others in it, and an entry of its own mounted inside. */
  const below = (
    binds: readonly RemountBind[],
    more = "",
  ): { readonly status: number | null; readonly stderr: string; readonly options: unknown } => {
    const top = scratch();
    writeFileSync(join(top, "hook"), renderRemount(binds));
    const script = `set -e
      cd "$1" && mkdir source "root fs" "root fs/data"
      mount -t tmpfs top source
      mkdir source/plain "source/a 1\\b" source/own
      mount -t tmpfs plain source/plain
      mkdir source/plain/deep
      mount -t tmpfs -o nosuid,noatime deep source/plain/deep
      mount -t tmpfs odd "source/a 1\\b"
      mount -o remount,bind,ro,nodev "source/a 1\\b"
      mount --rbind source "root fs/data"
      mount --make-rprivate "root fs/data"
      mount -t tmpfs own "root fs/data/own"
      ${more}
      ${shell === "busybox" ? 'mount --bind "$(command -v busybox)" "$(command -v mount)"' : ""}
      LXC_ROOTFS_MOUNT="$1/root fs" ${findShell(shell)} ./hook >&2 || status=$?
      findmnt --raw --noheadings -o TARGET,VFS-OPTIONS
      exit "\${status:-0}"`;
    const { status, stdout, stderr } = run([...UNSHARE, "sh", "-c", script, "sh", top]);
    const rows = stdout.split("\n").map((row) => row.split(" "));
    const mounts = rows.map(([target = "", options]) => [unescape(target), options] as const);
    return {
      status,
      stderr,
      options: Object.fromEntries(
        mounts.flatMap(([target, options]) => (target.startsWith(top) ? [[target.slice(top.length + 1), options]] : [])),
      ),
    };
  };

  const SOURCE = {
    source: "rw,relatime",
    "source/plain": "rw,relatime",
    "source/plain/deep": "rw,nosuid,noatime",
    "source/a 1\\b": "ro,nodev,relatime",
  };

  it("gives what is mounted below an rbind the flags as well, its own kept, but what other entries mount", () => {
    expect(below([rbind("data", ["nosuid", "noexec"], ["data/own"])])).toEqual({
      status: 0,
      stderr: "",
      options: {
        ...SOURCE,
        "root fs/data": "rw,nosuid,noexec,relatime",
        "root fs/data/plain": "rw,nosuid,noexec,relatime",
        "root fs/data/plain/deep": "rw,nosuid,noexec,noatime",
        "root fs/data/a 1\\b": "ro,nosuid,nodev,noexec,relatime",
        "root fs/data/own": "rw,relatime",
      },
    });
  });

  it("passes over what another mount has come over", () => {
    const { status, stderr, options } = below(
      [rbind("data", ["nosuid"], ["data/own"])],
      'mount -t tmpfs -o nodev over "root fs/data/plain"',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(options).toMatchObject({ "root fs/data/plain": "rw,nosuid,nodev,relatime", "root fs/data/plain/deep": "rw,nosuid,noatime" });
  });

  it("makes all of an rbind read-only, and nothing on the host", () => {
    expect(below([{ ...rbind("data", ["ro", "nodev"]), optional: true }])).toEqual({
      status: 0,
      stderr: "",
      options: {
        ...SOURCE,
        "root fs/data": "ro,nodev,relatime",
        "root fs/data/plain": "ro,nodev,relatime",
        "root fs/data/plain/deep": "ro,nosuid,nodev,noatime",
        "root fs/data/a 1\\b": "ro,nodev,relatime",
        "root fs/data/own": "ro,nodev,relatime",
      },
    });
  });
});
