import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../support/shell.ts";
import { applyOverlay, buildImage, EPOCH, hostOf, type ImageBuild, lxcOverlay, makeOverlay, rootfsOf, SYSTEM_PATH } from "./image-build.ts";
import { needsPseudo, RELEASES } from "./pseudo.ts";
import { messagesOf } from "./stand-in.ts";

const DESCRIPTIONS = { LXC_OVERLAY_SECURE: "lxc_conf_UDHCPC.xml lxc_conf_DBUS.xml lxc_conf_ODD.xml" };

/** What differs between the rootfs and host.tar with all overlays applied by the command, times aside: do_image makes those equal. */
const differences = (build: ImageBuild, rootfs = rootfsOf(build)): string => {
  const deploy = join(build.top, "deploy");
  const overlays = readdirSync(deploy)
    .filter((name) => name.endsWith("overlay.tar"))
    .map((name) => join(deploy, name));
  const applied = join(build.top, "applied.tar");
  expect(lxcOverlay("apply", hostOf(build), ...overlays, "-o", applied).stderr).toBe("");
  return lxcOverlay("diff", applied, rootfs).stdout;
};

const logOf = (build: ImageBuild): string =>
  readdirSync(join(build.top, "pseudo/state"))
    .flatMap((name) => (name.endsWith(".log") ? [readFileSync(join(build.top, "pseudo/state", name), "utf8")] : []))
    .join("");

for (const release of RELEASES) {
  needsPseudo(release)(`under pseudo of ${release}`, () => {
    test("the image is what apply makes of host.tar and the overlay, in a tar, an ext4 and a squashfs", () => {
      const build = buildImage(release, { ...DESCRIPTIONS, IMAGE_FSTYPES: "ext4 cpio" });
      expect(makeOverlay(build)).toMatchObject({ failed: null });
      const applied = applyOverlay(build);
      expect(applied.failed).toBeNull();
      expect(messagesOf(applied, "warning")).toEqual([
        "IMAGE_FSTYPES has cpio: the file capabilities of /container/UDHCPC/rootfs/sbin/ifconfig, /container/UDHCPC/rootfs/sbin/udhcpc are lost in it, for it has no extended attributes",
      ]);
      expect(differences(build)).toBe("");

      // As do_image does before file systems are made.
      const rootfs = join(build.top, "work/rootfs");
      build.fakeroot("find", rootfs, "-exec", "touch", "-h", "-d", `@${EPOCH}`, "{}", "+");
      const ext4 = join(build.top, "work/temp/image.ext4");
      build.fakeroot("sh", "-c", `truncate -s 24M '${ext4}' && PATH="$PATH:/usr/sbin:/sbin" mke2fs -q -t ext4 -d '${rootfs}' '${ext4}'`);
      const stat = (path: string): string =>
        run(["sh", "-c", 'PATH="$PATH:/usr/sbin:/sbin" debugfs -R "stat \\"$1\\"" "$2" 2>&1', "sh", path, ext4]).stdout;
      expect(stat("/container/UDHCPC/rootfs/sbin/udhcpc")).toMatch(
        /Type: regular +Mode: +0550[\s\S]*User: +201 +Group: +201[\s\S]*security\.capability/,
      );
      expect(stat("/dev/console")).toMatch(
        /Type: character special +Mode: +0600[\s\S]*User: +0 +Group: +5[\s\S]*Device major\/minor number: 05:01/,
      );
      const inode = (path: string): string | undefined => /Inode: (\d+)/.exec(stat(path))?.[1];
      expect(inode("/sbin/mkfs.ext4")).toBe(inode("/sbin/mke2fs"));
      expect(inode("/container/ODD/rootfs/lib/libz.so.1.2.11")).toBe(inode("/lib/libz.so.1.2.11"));
      expect(stat("/usr/share/odd/two  blanks and ü")).toContain("File not found");
      expect(stat("/usr/share/whole")).toContain("File not found");
      expect(stat("/container/ODD/rootfs/usr/share/odd/two  blanks and ü")).toMatch(/Mode: +0440[\s\S]*User: +201/);

      const squashfs = join(build.top, "work/temp/image.squashfs");
      build.fakeroot("mksquashfs", rootfs, squashfs, "-noappend", "-quiet", "-no-progress", "-processors", "1");
      expect(run(["unsquashfs", "-lln", "-d", "", squashfs]).stdout).toMatch(
        /^-r-xr-x--- 201\/201 .* \/container\/UDHCPC\/rootfs\/sbin\/udhcpc$/m,
      );
      const read = join(build.top, "squashfs.tar");
      expect(run(["sh", "-c", 'sqfs2tar "$1" >"$2"', "sh", squashfs, read]).status).toBe(0);
      // sqfs2tar has no entry for the root directory.
      expect(differences(build, read)).toBe("- drwxr-xr-x 0:0 0 ./\n");

      expect(run(["tar", "-tf", rootfsOf(build)]).stdout).not.toContain("/.wh.");
      expect(logOf(build)).not.toMatch(/mismatch|abort/);
    });

    test("applied again after another overlay, or after an interruption, it is the same", () => {
      const build = buildImage(release, DESCRIPTIONS);
      makeOverlay(build);
      expect(applyOverlay(build).failed).toBeNull();
      const first = readFileSync(rootfsOf(build));

      build.set({ LXC_OVERLAY_NON_SECURE: "lxc_conf_UDHCPC.xml" });
      makeOverlay(build);
      expect(applyOverlay(build).failed).toBeNull();
      expect(readFileSync(rootfsOf(build)).equals(first)).toBe(false);

      build.set(DESCRIPTIONS);
      makeOverlay(build);
      // A kill behind the extraction: nothing that moved is removed yet.
      const kill = join(build.top, "work/temp/rm");
      writeFileSync(kill, '#!/bin/sh\ncase $1 in -rf) kill -9 "$PPID" ;; *) exec /bin/rm "$@" ;; esac\n', { mode: 0o755 });
      const killed = applyOverlay(build, { PATH: `${join(build.top, "work/temp")}:${SYSTEM_PATH}` });
      expect(killed.failed).toContain("lxc_overlay_merge: exit code");
      expect(readFileSync(rootfsOf(build)).equals(first)).toBe(false);
      expect(applyOverlay(build).failed).toBeNull();
      expect(readFileSync(rootfsOf(build)).equals(first)).toBe(true);

      build.set({ ...DESCRIPTIONS, LXC_OVERLAY_APPLY: "0" });
      expect(applyOverlay(build).failed).toBeNull();
      expect(lxcOverlay("diff", hostOf(build), rootfsOf(build)).stdout).toBe("");
      expect(logOf(build)).not.toMatch(/mismatch|abort/);
    });

    test("an overlay of another rootfs is refused, unless what differs is nothing of the containers'", () => {
      const build = buildImage(release, DESCRIPTIONS);
      makeOverlay(build);
      const rootfs = join(build.top, "work/rootfs");
      build.fakeroot("sh", "-c", `echo 2 >'${rootfs}/etc/version.txt'`);
      build.execute("run('lxc_overlay_save_host')", { fakeroot: true });
      expect(applyOverlay(build).failed).toBeNull();

      build.fakeroot("sh", "-c", `find '${rootfs}' -mindepth 1 -delete`);
      build.fakeroot("sh", "-c", `tar -C '${rootfs}' -xpf '${build.top}/rootfs.tar' && echo changed >>'${rootfs}/usr/share/whole/a'`);
      build.execute("run('lxc_overlay_save_host')", { fakeroot: true });
      const { failed } = applyOverlay(build);
      expect(failed).toContain(
        "device-image: the overlay from shared state is not what this rootfs gives: do_rootfs is not reproducible.\n",
      );
      expect(failed).toContain("device-image.overlay.tar:\n~ container/ODD/");
      expect(failed).toContain("\n~ container/ODD/rootfs/usr/share/whole/a: content\n");
      expect(failed).toContain('set LXC_OVERLAY_SSTATE = "0"');
      expect(lxcOverlay("diff", hostOf(build), rootfsOf(build)).stdout).toBe("");

      // Shared state has more than this build makes.
      makeOverlay(build);
      cpSync(join(build.top, "deploy/device-image.overlay.tar"), join(build.top, "deploy/device-image.other.overlay.tar"));
      expect(applyOverlay(build).failed).toContain("device-image.other.overlay.tar: is not made\n");
    });

    test("neither umask, time zone and locale nor the order of directories change a byte", () => {
      const build = buildImage(release, DESCRIPTIONS);
      makeOverlay(build);
      applyOverlay(build);
      const host = hostOf(build);
      const overlay = join(build.top, "deploy/device-image.overlay.tar");
      const before = [host, overlay, rootfsOf(build)].map((path) => readFileSync(path));
      // The same files, in another order of their directories' entries.
      build.fakeroot(
        "sh",
        "-c",
        `rm -rf '${build.top}/work/rootfs' && mkdir '${build.top}/work/rootfs' && cd '${build.top}/work/rootfs' && tar --xattrs --xattrs-include='*' --numeric-owner -xpf ../../rootfs.tar &&
        find . -type f | sort -r | while IFS= read -r file; do mv "$file" "$file.moved" && mv "$file.moved" "$file"; done`,
      );
      const env = { TZ: "Asia/Kathmandu", LC_ALL: "C", LANG: "tr_TR.UTF-8" };
      expect(build.execute("os.umask(0o077)\nrun('lxc_overlay_save_host')", { fakeroot: true, env }).failed).toBeNull();
      expect(build.execute("os.umask(0o077)\nrun('do_lxc_overlay')", { fakeroot: false, env }).failed).toBeNull();
      expect(build.execute("os.umask(0o077)\nrun('do_lxc_overlay_apply')", { fakeroot: true, env }).failed).toBeNull();
      const made = join(build.top, "work/deploy-device-image-lxc-overlay/device-image.overlay.tar");
      expect([host, made, rootfsOf(build)].map((path, index) => readFileSync(path).equals(before[index] ?? Buffer.alloc(0)))).toEqual([
        true,
        true,
        true,
      ]);
    });
  });
}
