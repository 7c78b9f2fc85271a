import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { ROOT } from "../docs/documents.ts";
import { installed } from "../support/installed.ts";
import { run, type Run } from "../support/shell.ts";
import { withClasses } from "./bitbake.ts";
import { pseudo, pseudoRoot, type Release, UNPRIVILEGED } from "./pseudo.ts";
import { type Outcome, standIn } from "./stand-in.ts";

/** Where an image is built, as BitBake would: its tasks by the stand-in, one process a task, all as a user without rights. */
export interface ImageBuild {
  readonly top: string;
  /** A task, or any snippet, under pseudo or not; the environment in addition to the test's. */
  readonly execute: <Result>(snippet: string, how: { readonly fakeroot: boolean; readonly env?: NodeJS.ProcessEnv }) => Outcome<Result>;
  /** A program under pseudo. */
  readonly fakeroot: (...words: readonly string[]) => string;
  /** The variables of the recipe from now on. */
  readonly set: (settings: Readonly<Record<string, string>>) => void;
}

export const EPOCH = "1520598896";

/** Where every user finds the machine's own programs. */
export const SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Its do_rootfs has run: IMAGE_ROOTFS is the example host, and host.tar is saved. */
export const buildImage = (release: Release, settings: Readonly<Record<string, string>>): ImageBuild => {
  const main = installed();
  const top = mkdtempSync(join(tmpdir(), "lxc-overlay-image-"));
  onTestFinished(() => {
    run([...pseudo(release, top), "-S"]);
    rmSync(top, { recursive: true, force: true });
  });
  const manifests = [join(ROOT, "xml/rootfs.manifest"), join(import.meta.dirname, "host-additions.manifest")];
  writeFileSync(join(top, "rootfs.manifest"), manifests.map((path) => readFileSync(path, "utf8")).join(""));
  execFileSync(process.execPath, [join(main, "../main-rootfs.js"), join(top, "rootfs.manifest"), join(top, "rootfs.tar")]);
  for (const directory of [
    "recipe",
    "share",
    "hosttools",
    "work/temp",
    "work/deploy-device-image-image-complete",
    "deploy",
    "pseudo/state",
  ]) {
    mkdirSync(join(top, directory), { recursive: true });
  }
  cpSync(pseudoRoot(release), join(top, "pseudo"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "xml"))) copyFileSync(join(ROOT, "xml", name), join(top, "recipe", name));
  copyFileSync(join(import.meta.dirname, "lxc_conf_ODD.xml"), join(top, "recipe/lxc_conf_ODD.xml"));
  writeFileSync(join(top, "work/deploy-device-image-image-complete/device-image.manifest"), "lxc armv7 5.0.2-r0\n");
  symlinkSync(dirname(dirname(main)), join(top, "share/lxc-overlay"));
  symlinkSync(process.execPath, join(top, "hosttools/node"));
  if (UNPRIVILEGED.length > 0) execFileSync("chown", ["-R", "65534:65534", top]);
  chmodSync(top, 0o755);

  let variables = settings;
  const statements = withClasses("inherit lxc-overlay\n");
  const given = {
    PN: "device-image",
    WORKDIR: `${top}/work`,
    T: `${top}/work/temp`,
    FILESPATH: `${top}/recipe`,
    STAGING_DATADIR_NATIVE: `${top}/share`,
    HOSTTOOLS_DIR: `${top}/hosttools`,
    IMAGE_ROOTFS: `${top}/work/rootfs`,
    IMAGE_MANIFEST: `${top}/work/deploy-device-image-image-complete/device-image.manifest`,
    DEPLOY_DIR_IMAGE: `${top}/deploy`,
    REPRODUCIBLE_TIMESTAMP_ROOTFS: EPOCH,
    systemd_system_unitdir: "/lib/systemd/system",
    sysconfdir: "/etc",
    LXC_OVERLAY_TAGS: "version=debug SOC_VER=arm_19.1",
  };
  const build: ImageBuild = {
    top,
    execute: (snippet, { fakeroot, env }) =>
      standIn({ settings: { ...given, ...variables }, statements }, snippet, fakeroot ? pseudo(release, top) : UNPRIVILEGED, {
        ...process.env,
        PATH: SYSTEM_PATH,
        ...env,
      }),
    fakeroot: (...words) => {
      const { status, stdout, stderr } = run([...pseudo(release, top), ...words], {
        ...process.env,
        PATH: SYSTEM_PATH,
      });
      if (status !== 0) throw new Error(`${words.join(" ")}: ${stdout}${stderr}`);
      return stdout;
    },
    set: (next) => {
      variables = next;
    },
  };
  build.fakeroot(
    "sh",
    "-c",
    `mkdir '${top}/work/rootfs' && tar --xattrs --xattrs-include='*' --numeric-owner -C '${top}/work/rootfs' -xpf '${top}/rootfs.tar'`,
  );
  const saved = build.execute("run('lxc_overlay_save_host')", { fakeroot: true });
  if (saved.failed !== null) throw new Error(saved.failed);
  return build;
};

/** The saved host rootfs. */
export const hostOf = ({ top }: ImageBuild): string => join(top, "work/deploy-device-image-lxc-overlay-host/host.tar");

/** The command beside the layer, with the layer's time. */
export const lxcOverlay = (...words: readonly string[]): Run =>
  run([process.execPath, installed(), ...words], { ...process.env, SOURCE_DATE_EPOCH: EPOCH });

/** do_lxc_overlay with what shared state does around it: what was deployed before goes, what it made is deployed. */
export const makeOverlay = (build: ImageBuild, env: NodeJS.ProcessEnv = {}): Outcome<unknown> => {
  const outcome = build.execute("run('do_lxc_overlay')", { fakeroot: false, env });
  for (const name of readdirSync(join(build.top, "deploy"))) rmSync(join(build.top, "deploy", name));
  if (outcome.failed === null)
    cpSync(join(build.top, "work/deploy-device-image-lxc-overlay"), join(build.top, "deploy"), { recursive: true });
  return outcome;
};

export const applyOverlay = (build: ImageBuild, env: NodeJS.ProcessEnv = {}): Outcome<unknown> =>
  build.execute("run('do_lxc_overlay_apply')", { fakeroot: true, env });

/** IMAGE_ROOTFS as an archive, as do_image would see it. */
export const rootfsOf = ({ top, fakeroot }: ImageBuild): string => {
  const out = join(top, "work/temp/rootfs.tar");
  fakeroot(
    "tar",
    "--sort=name",
    "--format=posix",
    "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime,delete=mtime",
    `--mtime=@${EPOCH}`,
    "--numeric-owner",
    "--xattrs",
    "--xattrs-include=*",
    "-C",
    join(top, "work/rootfs"),
    "-cf",
    out,
    ".",
  );
  return out;
};
