import { link } from "../rootfs/rootfs-of.ts";
import type { Kind } from "./case.ts";
import { bind, here, move } from "./description.ts";

const OPTIONS = "ro,bind,nosuid,nodev,noexec,relative";
const SHARE = bind("/usr/share/app", { type: "dir" });
const MOVED = [move("/usr/share/app", { to: "opt", type: "dir" })];

const from = (source: string, type = "dir", options = OPTIONS): string => bind(source, { to: "data", type, options });

/** The option `relative`: lxc.container.conf(5); LXC 5.0.2, src/lxc/conf.c, mount_entry; all seen on LXC 5.0.2. */
export const RELATIVE: Kind = {
  kind: "relative",
  faults: [
    {
      id: "host-only",
      code: "missing-source",
      severity: "error",
      why: "only the host has the directory: LXC looks for it in the container and does not start it",
      description: { mounts: [here(from("usr/share/app"))] },
      mended: { description: { mounts: [SHARE, from("usr/share/app")] } },
    },
    {
      id: "host-only-slash",
      code: "missing-source",
      severity: "error",
      why: "a slash before it changes nothing: the container's root is put before it",
      description: { mounts: [here(from("/etc/app.conf", "file"))] },
      mended: { description: { mounts: [bind("/etc/app.conf", { to: "data" })] } },
    },
    {
      id: "nowhere",
      code: "missing-source",
      severity: "error",
      why: "nobody has it",
      description: { mounts: [here(from("etc/none", "file"))] },
      mended: { description: { mounts: [from("etc/none", "file", `${OPTIONS},optional`)] } },
    },
    {
      id: "below-moved",
      code: "missing-source",
      severity: "error",
      why: "the moved directory is there, what is named below it is not",
      description: { mounts: [here(from("opt/app/none", "file"))], moves: MOVED },
      mended: { description: { mounts: [from("opt/app/data", "file")], moves: MOVED } },
    },
    {
      id: "old-place",
      code: "missing-source",
      severity: "error",
      why: "the place that the content has left, not the one it went to",
      description: { mounts: [here(from("usr/share/app"))], moves: MOVED },
      mended: { description: { mounts: [from("opt/app")], moves: MOVED } },
    },
    {
      id: "fresh-dev",
      code: "missing-source",
      severity: "error",
      why: "LXC makes the nodes of a fresh /dev after all entries (conf.c, lxc_setup: mount entries come before lxc_fill_autodev)",
      description: { mounts: [here(from("dev/null", "file"))] },
    },
    {
      id: "in-tmpfs",
      code: "missing-source",
      severity: "error",
      why: "below a directory that a later entry brings",
      description: { mounts: [here(from("usr/share/app/data", "file")), SHARE] },
      mended: { description: { mounts: [SHARE, from("usr/share/app/data", "file")] } },
    },
    {
      id: "too-early",
      code: "relative-too-early",
      severity: "warning",
      why: "the entry that brings it comes later: what is bound is its empty mount point",
      description: { mounts: [here(from("usr/share/app")), SHARE] },
      mended: { description: { mounts: [SHARE, from("usr/share/app")] } },
    },
    {
      id: "library-too-early",
      code: "relative-too-early",
      severity: "warning",
      why: "LibsRoBindMounts come after all MountPoints",
      description: { mounts: [here(from("usr/lib/libdep.so.2", "file"))] },
    },
    {
      id: "itself",
      code: "relative-too-early",
      severity: "warning",
      why: "a file of the host bound to the same place: its own empty mount point is bound to itself",
      description: { mounts: [here(bind("etc/app.conf", { options: OPTIONS }))] },
      mended: { description: { mounts: [bind("/etc/app.conf")] } },
    },
    {
      id: "file-for-directory",
      code: "source-type",
      severity: "error",
      why: "a directory can't be mounted on a file (mount(2), ENOTDIR)",
      description: { mounts: [here(from("opt/app", "file"))], moves: MOVED },
      mended: { description: { mounts: [from("opt/app")], moves: MOVED } },
    },
    {
      id: "absolute-link",
      code: "missing-source",
      severity: "error",
      why: "an absolute symlink leads to the host: LXC mounts before it changes its root",
      description: { mounts: [here(from("opt/link", "file"))], moves: [move("/srv/link", { to: "opt/link" })] },
      host: [link("srv/link", "/opt/data"), { path: "srv/data", content: "d\n" }],
      mended: { host: [link("srv/link", "/etc/app.conf")] },
    },
    {
      id: "dialect-2.0",
      code: "relative-ignored",
      severity: "warning",
      why: "LXC 2.0 has no such option and takes the host's",
      description: { mounts: [here(from("usr/share/app"))] },
      options: { dialect: "2.0", cgroup: "v1" },
      mended: { description: { mounts: [bind("/usr/share/app", { to: "data", type: "dir" })] } },
    },
  ],
  clean: [
    { id: "moved", why: "moved content is there before all mounts", description: { mounts: [from("opt/app")], moves: MOVED } },
    { id: "moved-file", why: "so is a file of it", description: { mounts: [from("/opt/app/data", "file")], moves: MOVED } },
    {
      id: "chain",
      why: "what a relative mount shows can be bound again",
      description: { mounts: [bind("opt/app", { to: "one", type: "dir", options: OPTIONS }), from("one")], moves: MOVED },
    },
    {
      id: "run-time",
      why: "what the device makes in an earlier mount",
      description: { mounts: [bind("/run/app", { type: "dir" }), from("run/app/x")] },
    },
    {
      id: "auto-mount",
      why: "AutoMounts are made before the entries",
      description: {
        config: ["<AutoMount>proc:mixed</AutoMount>"],
        program: [bind("/usr/bin/app", { options: "ro,bind,nosuid,nodev" })],
        mounts: [from("proc/sys")],
      },
    },
    {
      id: "link-inside",
      why: "a relative symlink of moved content stays inside",
      description: { mounts: [from("opt/app/latest", "file")], moves: MOVED },
      host: [link("usr/share/app/latest", "data")],
    },
  ],
};
