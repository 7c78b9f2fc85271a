import { library, program as elfProgram } from "../check/check-of.ts";
import { link } from "../rootfs/rootfs-of.ts";
import { error, hint, type Kind, sound, warning } from "./case.ts";
import { bind, here, PROC, program } from "./description.ts";

const MOUNT = "nosuid,nodev,noexec";
const SHARE = bind("/usr/share/app", { type: "dir" });
const RUN = bind("/run/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" });
const APP = program("/usr/bin/app");
const CERTIFICATES = [link("etc/ssl/certs/a.pem", "/usr/share/ca/a.crt"), { path: "usr/share/ca/a.crt", content: "a" }];

/** A file system of the kernel's own on a directory. */
const fileSystem = (fsType: string, to: string, options: string, source = fsType): string =>
  `<Entry type="dir"><Source>${source}</Source><Destination>${to}</Destination><FsType>${fsType}</FsType><Options>${options}</Options></Entry>`;

const tmpfs = (options: string, to = "mnt"): string => fileSystem("tmpfs", to, `${MOUNT},${options}`);
const proc = (options: string): readonly string[] => [APP, here(fileSystem("proc", "proc", `${MOUNT},${options}`))];

/** mount(2), tmpfs(5), proc(5), lxc.container.conf(5); what LXC does is in src/lxc/conf.c, and was seen on LXC 5.0.2 with Linux 6.18. */
export const MOUNTS: Kind = {
  kind: "mounts",
  faults: [
    // Words
    warning(
      "flag-misspelt",
      "unknown-mount-option",
      "LXC from 4.0.10 on leaves out a word that its table lacks",
      { mounts: [here(bind("/etc/app.conf", { options: "ro,bind,nosuid,noedv,noexec" }))] },
      { mended: { description: { mounts: [bind("/etc/app.conf")] } } },
    ),
    warning(
      "flag-misspelt-tmpfs",
      "unknown-mount-option",
      "the same on a tmpfs",
      { mounts: [here(fileSystem("tmpfs", "mnt", "nosiud,nodev,noexec,size=1m"))] },
      { mended: { description: { mounts: [tmpfs("size=1m")] } } },
    ),
    error(
      "flag-misspelt-2.0",
      "unknown-mount-option",
      "LXC 2.0 hands the word on to tmpfs, which refuses it",
      { mounts: [here(fileSystem("tmpfs", "mnt", "nosiud,nodev,noexec,size=1m"))] },
      { options: { dialect: "2.0", cgroup: "v1" }, mended: { description: { mounts: [tmpfs("size=1m")] } } },
    ),
    warning("longer-word", "unknown-mount-option", "LXC compares as many letters as its own word has: nodevices is nodev", {
      mounts: [here(bind("/etc/app.conf", { options: "ro,bind,nosuid,nodevices,noexec" }))],
    }),
    warning("mount8", "unknown-mount-option", "nofail is for mount(8); LXC's word is optional", {
      mounts: [here(bind("/etc/app.conf", { options: "ro,bind,nosuid,nodev,noexec,nofail" }))],
    }),
    warning(
      "size-of-bind",
      "unknown-mount-option",
      "a bind has no size: the kernel does not look at its data (fs/namespace.c, do_loopback)",
      {
        mounts: [here(bind("/usr/share/app", { type: "dir", options: "ro,bind,nosuid,nodev,noexec,size=1m" }))],
      },
    ),
    warning(
      "readonly",
      "unknown-mount-option",
      "LXC's word is ro",
      { mounts: [here(bind("/run/app", { type: "dir", options: "readonly,bind,nosuid,nodev,noexec" }))] },
      { mended: { description: { mounts: [bind("/run/app", { type: "dir" })] } } },
    ),
    error("mask-of-ext4", "unknown-mount-option", "umask is an option of vfat; ext4 refuses it: EINVAL", {
      mounts: [here(fileSystem("ext4", "mnt", `${MOUNT},umask=022`, "/dev/mmcblk0p3"))],
    }),
    error("journal-of-vfat", "unknown-mount-option", "and vfat what is ext4's", {
      mounts: [here(fileSystem("vfat", "mnt", `${MOUNT},data=ordered`, "/dev/sda1"))],
    }),
    error(
      "old-overlay",
      "unknown-file-system",
      "Linux has overlay since 3.18: ENODEV",
      { mounts: [here(fileSystem("overlayfs", "mnt", `${MOUNT},lowerdir=/usr/share/app:/etc`))] },
      { mended: { description: { mounts: [fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/app:/etc`)] } } },
    ),
    error(
      "overlay-of-nothing",
      "overlay-directory",
      "a lowerdir that is not there: ENOENT",
      { mounts: [here(fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/apps:/etc`))] },
      { mended: { description: { mounts: [fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/app:/etc`)] } } },
    ),
    error(
      "overlay-in-itself",
      "overlay-directory",
      "workdir and upperdir must be separate subtrees (fs/overlayfs/super.c): EINVAL",
      { mounts: [here(fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/etc,upperdir=/run/app,workdir=/run/app`))] },
      {
        mended: {
          description: { mounts: [fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/etc,upperdir=/run/app/u,workdir=/run/app/w`)] },
        },
      },
    ),
    warning(
      "file-in-run",
      "mount-point-missing",
      "/run is empty at boot: LXC finds no mount point, and makes none without create= (ENOENT)",
      { mounts: [RUN, here(bind("/etc/app.conf", { to: "run/app/app.conf" }))] },
      {
        mended: {
          description: {
            mounts: [RUN, bind("/etc/app.conf", { to: "run/app/app.conf", options: "ro,bind,nosuid,nodev,noexec,create=file" })],
          },
        },
      },
    ),
    hint("own-file", "made-by-nobody", "the tarball has no such file, and the container is to write it", {
      mounts: [here(bind("/var/lib/app/db.sqlite", { options: "rw,bind,nosuid,nodev,noexec" }))],
    }),
    hint("no-ptmx", "missing-ptmx", "posix_openpt(3) opens /dev/ptmx, which LXC makes for lxc.pty.max alone", {
      mounts: [here(fileSystem("devpts", "dev/pts", "nosuid,noexec,ptmxmode=0666"))],
    }),
    warning(
      "ptmx-mode",
      "closed-ptmx",
      "the ptmx of a devpts has mode 0000 without ptmxmode: EACCES",
      {
        mounts: [
          here(fileSystem("devpts", "dev/pts", "nosuid,noexec,mode=0620")),
          bind("dev/pts/ptmx", { to: "dev/ptmx", type: "dev", options: "rw,bind,relative,nosuid,create=file" }),
        ],
      },
      {
        mended: {
          description: {
            mounts: [
              fileSystem("devpts", "dev/pts", "nosuid,noexec,mode=0620,ptmxmode=0666"),
              bind("dev/pts/ptmx", { to: "dev/ptmx", type: "dev", options: "rw,bind,relative,nosuid,create=file" }),
            ],
          },
        },
      },
    ),
    warning(
      "certificates",
      "dangling-directory",
      "the links of ca-certificates lead to /usr/share: open(2), ENOENT",
      { mounts: [here(bind("/etc/ssl/certs", { type: "dir" }))] },
      {
        host: CERTIFICATES,
        mended: { description: { mounts: ["/etc/ssl/certs", "/usr/share/ca"].map((path) => bind(path, { type: "dir" })) } },
      },
    ),
    warning(
      "rootfs-in-destination",
      "destination-on-host",
      "a Destination counts from the container's root",
      { mounts: [here(bind("/etc/hosts", { to: "/container/APP/rootfs/etc/hosts" }))] },
      { host: [{ path: "etc/hosts", content: "" }], mended: { description: { mounts: [bind("/etc/hosts")] } } },
    ),
    warning("create-of-bind", "unknown-mount-option", "LXC knows create=dir and create=file alone", {
      mounts: [here(bind("/etc/app.conf", { options: "ro,bind,nosuid,nodev,noexec,create=yes" }))],
    }),
    error(
      "create-misspelt",
      "mount-point-missing",
      "so that nothing makes the mount point in the tmpfs",
      {
        mounts: [tmpfs("size=1m"), here(bind("/etc/app.conf", { to: "mnt/app.conf", options: "ro,bind,nosuid,nodev,noexec,create=flie" }))],
      },
      {
        mended: {
          description: {
            mounts: [tmpfs("size=1m"), bind("/etc/app.conf", { to: "mnt/app.conf", options: "ro,bind,nosuid,nodev,noexec,create=file" })],
          },
        },
      },
    ),
    error("no-commas", "bind-missing", "blanks inside Options are taken out: one word, in which LXC finds only ro", {
      mounts: [here(bind("/usr/share/app", { type: "dir", options: "ro bind nosuid nodev noexec" }))],
    }),
    error("no-commas-tmpfs", "unknown-mount-option", "one word with a value, which tmpfs refuses", {
      mounts: [here(fileSystem("tmpfs", "mnt", "nosuid nodev noexec size=1m"))],
    }),
    warning("opposites", "repeated-mount-option", "rw after ro takes it back, as in mount(8)", {
      mounts: [here(bind("/etc/app.conf", { options: "ro,bind,rw,nosuid,nodev,noexec" }))],
    }),
    warning(
      "twice",
      "repeated-mount-option",
      "of two sizes the last one counts (mm/shmem.c)",
      { mounts: [here(tmpfs("size=1m,mode=0755,size=16m"))] },
      { mended: { description: { mounts: [tmpfs("size=16m,mode=0755")] } } },
    ),
    // Overlays, and devices by their tags
    error(
      "overlay-option",
      "unknown-mount-option",
      "overlay: Unknown parameter 'lowdir'",
      { mounts: [here(fileSystem("overlay", "mnt", `${MOUNT},lowdir=/etc,lowerdir=/usr/share/app:/etc`))] },
      { mended: { description: { mounts: [fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/etc:/usr/share/app`)] } } },
    ),
    error("overlay-value", "bad-mount-option", "fs/overlayfs/params.c", {
      mounts: [here(fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/app:/etc/app,index=yes`))],
    }),
    error(
      "overlay-workdir",
      "incomplete-overlay",
      "overlayfs: missing 'workdir'",
      { mounts: [here(fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/app,upperdir=/run/app/upper`))] },
      {
        mended: {
          description: {
            mounts: [fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/app,upperdir=/run/app/upper,workdir=/run/app/work`)],
          },
        },
      },
    ),
    error("overlay-one", "incomplete-overlay", "overlayfs: at least 2 lowerdir are needed while upperdir nonexistent", {
      mounts: [here(fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/app`))],
    }),
    error("overlay-none", "incomplete-overlay", "overlayfs: missing 'lowerdir'", {
      mounts: [here(fileSystem("overlay", "mnt", `${MOUNT},upperdir=/run/app/upper,workdir=/run/app/work`))],
    }),
    error(
      "device-tag",
      "source-not-device",
      "mount(8) looks tags up, the kernel takes them for paths: ENOENT",
      { mounts: [here(fileSystem("ext4", "mnt", MOUNT, "LABEL=data"))] },
      { mended: { description: { mounts: [fileSystem("ext4", "mnt", MOUNT, "/dev/disk/by-label/data")] } } },
    ),
    error(
      "old-name",
      "unknown-file-system",
      "what Linux 2.4 called shm is tmpfs",
      { mounts: [here(fileSystem("shm", "mnt", `${MOUNT},size=1m`))] },
      { mended: { description: { mounts: [fileSystem("tmpfs", "mnt", `${MOUNT},size=1m`, "shm")] } } },
    ),
    // Values
    ...[
      ["size-unit", "size=10MB", "lib/cmdline.c, memparse: one letter"],
      ["size-fraction", "size=1.5m", "no fractions"],
      ["size-negative", "size=-1", "a number"],
      ["size-empty", "size=", "no value at all"],
      ["mode-decimal", "size=1m,mode=0888", "no octal digits"],
      ["mode-symbolic", "size=1m,mode=u+rwx", "no octal number"],
      ["uid-name", "size=1m,uid=app", "the kernel knows no names"],
      ["inodes-unit", "size=1m,nr_inodes=1kk", "one letter"],
      ["huge", "size=1m,huge=yes", "never, always, within_size, advise"],
    ].map(([id = "", options = "", why = ""]) =>
      error(
        `tmpfs-${id}`,
        "bad-mount-option",
        why,
        { mounts: [here(tmpfs(options))] },
        { mended: { description: { mounts: [tmpfs("size=1m")] } } },
      ),
    ),
    warning(
      "optional-refused",
      "bad-mount-option",
      "LXC goes on without an optional entry that can't be mounted (conf.c, mount_entry)",
      { mounts: [here(tmpfs("size=1X,optional"))] },
      { mended: { description: { mounts: [tmpfs("size=1k,optional")] } } },
    ),
    error("hidepid-value", "bad-mount-option", "fs/proc/root.c, valid_hidepid", { program: proc("hidepid=3") }),
    error(
      "proc-gid-name",
      "bad-mount-option",
      "a number",
      { program: proc("hidepid=2,gid=video") },
      { mended: { description: { program: [APP, fileSystem("proc", "proc", `${MOUNT},hidepid=2,gid=44`)] } } },
    ),
    error("hidepid-misspelt", "unknown-mount-option", "proc_fs_parameters lacks it: EINVAL", { program: proc("hidpid=2") }),
    error(
      "size-of-proc",
      "unknown-mount-option",
      "an option of tmpfs",
      { program: proc("hidepid=2,size=1m") },
      { mended: { description: {} } },
    ),
    error("mode-of-devpts", "bad-mount-option", "no octal number", {
      mounts: [here(fileSystem("devpts", "dev/pts", "nosuid,noexec,mode=628"))],
    }),
    warning("mode-of-sysfs", "unknown-mount-option", "sysfs has no options; Linux from 5.1 on refuses them", {
      mounts: [here(fileSystem("sysfs", "sys", `ro,${MOUNT},mode=0555`))],
    }),
    // File systems
    error(
      "fs-misspelt",
      "unknown-file-system",
      "mount(2): ENODEV",
      { mounts: [here(fileSystem("tempfs", "mnt", `${MOUNT},size=1m`, "tmpfs"))] },
      { mended: { description: { mounts: [tmpfs("size=1m")] } } },
    ),
    error("fs-auto", "unknown-file-system", "LXC tries no file systems, as mount(8) does for auto", {
      mounts: [here(fileSystem("auto", "mnt", `ro,${MOUNT}`, "/dev/mmcblk0p1"))],
    }),
    error(
      "fs-forgotten",
      "bind-missing",
      "a Source proc with no FsType is none: ENODEV",
      { program: [APP, here(PROC.replace("<FsType>proc</FsType>", ""))] },
      { mended: { description: {} } },
    ),
    error(
      "fs-bound",
      "relative-source",
      "with bind it is a directory proc of where LXC was started",
      { program: [APP, here(PROC.replace("<FsType>proc</FsType>", "").replace("<Options>", "<Options>bind,"))] },
      { mended: { description: {} } },
    ),
    error(
      "image",
      "source-not-device",
      "ext4 from a file: ENOTBLK; LXC makes no loop device",
      { mounts: [here(fileSystem("ext4", "mnt", `ro,${MOUNT},loop`, "/usr/share/app/data"))] },
      { mended: { description: { mounts: [SHARE] } } },
    ),
    error("directory-as-disk", "source-not-device", "vfat from a directory: ENOTBLK", {
      mounts: [here(fileSystem("vfat", "mnt", `ro,${MOUNT}`, "/usr/share/app"))],
    }),
    error("bind-forgotten", "bind-missing", "a path without bind: no kernel has a file system none", {
      mounts: [here(bind("/usr/share/app", { type: "dir", options: "ro,nosuid,nodev,noexec" }))],
    }),
    // Places
    error("proc-no-place", "mount-point-missing", "nothing can be made in proc: ENOENT", {
      mounts: [here(bind("/etc/app.conf", { to: "proc/app.conf", options: "ro,bind,nosuid,nodev,noexec,create=file" }))],
    }),
    error("sys-no-place", "mount-point-missing", "nor in sysfs", {
      mounts: [fileSystem("sysfs", "sys", `ro,${MOUNT}`), here(bind("/usr/share/app", { to: "sys/app", type: "dir" }))],
    }),
    error(
      "auto-sys-no-place",
      "mount-point-missing",
      "AutoMount comes before the entries (conf.c, lxc_setup)",
      { config: ["<AutoMount>sys:ro</AutoMount>"], mounts: [here(bind("/usr/share/app", { to: "sys/app", type: "dir" }))] },
      { mended: { description: { config: ["<AutoMount>sys:ro</AutoMount>"], mounts: [SHARE] } } },
    ),
    error(
      "auto-sys-without-proc",
      "auto-mount-without-proc",
      "LXC 5.0.2 makes sys:mixed by way of its own proc (conf.c, lxc_mount_auto_mounts): ENOENT",
      { config: [here("<AutoMount>sys:mixed</AutoMount>")] },
      { mended: { description: { config: ["<AutoMount>proc:mixed</AutoMount>", "<AutoMount>sys:mixed</AutoMount>"], program: [APP] } } },
    ),
    error("auto-sys-alone", "auto-mount-without-proc", "sys means sys:mixed", {
      config: [here("<AutoMount>sys</AutoMount>")],
      program: [APP],
    }),
    error(
      "auto-sys-twice",
      "auto-mount-covered",
      "the kernel refuses a file system on itself (fs/namespace.c, do_add_mount): EBUSY",
      { config: ["<AutoMount>sys:ro</AutoMount>"], mounts: [here(fileSystem("sysfs", "sys", `ro,${MOUNT}`))] },
      { mended: { description: { config: ["<AutoMount>sys:ro</AutoMount>"] } } },
    ),
    warning(
      "auto-proc-twice",
      "auto-mount-covered",
      "the entry covers the read-only /proc/sys, or Linux before 5.8 refuses it",
      { config: ["<AutoMount>proc:mixed</AutoMount>"], program: [APP, here(PROC)] },
      { mended: { description: { config: ["<AutoMount>proc:mixed</AutoMount>"], program: [APP] } } },
    ),
    hint("optional-no-place", "optional-left-out", "an optional device without create= is never mounted into a fresh /dev", {
      mounts: [here(bind("/dev/fb0", { type: "dev", options: "rw,bind,nosuid,noexec,optional" }))],
    }),
    error("created-directory", "created-type", "create=dir for a file: ENOTDIR", {
      mounts: [tmpfs("size=1m"), here(bind("/etc/app.conf", { to: "mnt/x", options: "ro,bind,nosuid,nodev,noexec,create=dir" }))],
    }),
    error("created-device", "created-type", "and for a device", {
      mounts: [here(bind("/dev/fb0", { type: "dev", options: "rw,bind,nosuid,noexec,create=dir" }))],
    }),
    error(
      "directory-of-devices",
      "created-type",
      "/dev/input is a directory on every device; type=dev has create=file where the rootfs has none: ENOTDIR",
      { mounts: [here(bind("/dev/input", { type: "dev", options: "rw,bind,nosuid,noexec" }))] },
      { mended: { description: { mounts: [bind("/dev/input", { type: "dev", options: "rw,bind,nosuid,noexec,create=dir" })] } } },
    ),
    error(
      "directory-of-links",
      "source-type",
      "without a fresh /dev the mount point is in the overlay",
      {
        config: ["<AutoDev>0</AutoDev>"],
        mounts: [here(bind("/dev/shm", { type: "dev", options: "rw,bind,nosuid,nodev,noexec" }))],
      },
      {
        mended: {
          description: { config: ["<AutoDev>0</AutoDev>"], mounts: [bind("/dev/shm", { type: "dir", options: "rw,bind,nosuid,noexec" })] },
        },
      },
    ),
    error("partition-bound", "source-type", "a partition is mounted, not bound: ENOTDIR", {
      mounts: [here(bind("/dev/mmcblk0p3", { to: "mnt", type: "dir", options: "ro,bind,nosuid,noexec" }))],
    }),
    error(
      "fs-on-file",
      "source-type",
      "a file system on a file: ENOTDIR",
      { mounts: [here(tmpfs("size=1m").replace('type="dir"', 'type="file"'))] },
      { mended: { description: { mounts: [tmpfs("size=1m")] } } },
    ),
    error("fs-bound-whole", "relative-source", "bind beside an FsType: LXC 5 binds the whole root of the host", {
      mounts: [here(tmpfs("bind,size=1m"))],
    }),
    warning(
      "tmpfs-bytes",
      "tmpfs-too-small",
      "size= without a unit is bytes: tmpfs(5)",
      { mounts: [here(tmpfs("size=16"))] },
      { mended: { description: { mounts: [tmpfs("size=16m")] } } },
    ),
    warning(
      "tmpfs-all-memory",
      "tmpfs-without-size",
      "size=100% is all memory: tmpfs(5)",
      { mounts: [here(tmpfs("size=100%"))] },
      { mended: { description: { mounts: [tmpfs("size=20%")] } } },
    ),
    warning(
      "size-zero",
      "tmpfs-without-size",
      "tmpfs(5): 0 is no limit",
      { mounts: [here(tmpfs("size=0"))] },
      { mended: { description: { mounts: [tmpfs("size=1m")] } } },
    ),
    error("dev-no-place", "mount-point-missing", "a fresh /dev has pts alone when the entries are mounted", {
      mounts: [here(fileSystem("tmpfs", "dev/shm", `${MOUNT},size=1m`, "shm"))],
    }),
    error(
      "directory-on-file",
      "mount-point-type",
      "mount(2): ENOTDIR",
      { mounts: [SHARE, here(bind("/usr/share/more", { to: "usr/share/app/data", type: "dir" }))] },
      { host: [{ path: "usr/share/more/x", content: "x" }], mended: { description: { mounts: [SHARE] } } },
    ),
    error(
      "file-on-directory",
      "mount-point-type",
      "mount(2): ENOTDIR",
      { mounts: [SHARE, here(bind("/etc/app.conf", { to: "usr/share/app/more" }))] },
      { host: [{ path: "usr/share/app/more/x", content: "x" }], mended: { description: { mounts: [SHARE] } } },
    ),
    warning(
      "escaped",
      "octal-escape",
      "the escapes of fstab(5) are ours to write: the name has a backslash in it",
      { mounts: [here(bind("/etc/app.conf", { to: "etc/my\\040app.conf" }))] },
      { mended: { description: { mounts: [bind("/etc/app.conf", { to: "etc/my app.conf" })] } } },
    ),
    error(
      "escaped-source",
      "missing-source",
      "in Source as well",
      { mounts: [here(bind("/etc/my\\040app.conf"))] },
      {
        host: [{ path: "etc/my app.conf", content: "x" }],
        mended: { description: { mounts: [bind("/etc/my app.conf")] } },
      },
    ),
    warning(
      "host-dev",
      "host-dev-bound",
      "over the fresh /dev that LXC makes: all device nodes, and LXC's own are made on the host",
      { mounts: [here(bind("/dev", { type: "dir", options: "rw,bind,nosuid" }))] },
      { host: [{ path: "dev/" }], mended: { description: { mounts: [] } } },
    ),
    warning(
      "host-proc",
      "host-proc-bound",
      "pid_namespaces(7): the processes of the name space in which it was mounted",
      { program: [APP, here(bind("/proc", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" }))] },
      { host: [{ path: "proc/" }], mended: { description: {} } },
    ),
    hint("below-rbind", "mounted-below", "mount(2), MS_REC: what is mounted there is known to the device alone", {
      mounts: [here(bind("/usr/share/app", { type: "dir", options: "ro,rbind,nosuid,nodev,noexec" }))],
    }),
    // What flags make useless
    warning(
      "setuid-nosuid",
      "dead-setuid",
      "execve(2): the set-user-ID bit is ignored on a nosuid mount",
      { program: [here(program("/usr/bin/app")), PROC] },
      {
        host: [{ ...elfProgram("usr/bin/app", "libapp.so.1", "libc.so.6"), mode: 0o4755 }],
        mended: { host: [] },
      },
    ),
    warning(
      "device-nodev",
      "useless-device",
      "mount(2), MS_NODEV: EACCES",
      { mounts: [here(bind("/dev/ttyS1", { type: "dev", options: "rw,bind,nosuid,nodev,noexec" }))] },
      { mended: { description: { mounts: [bind("/dev/ttyS1", { type: "dev", options: "rw,bind,nosuid,noexec" })] } } },
    ),
    warning("device-nodev-file", "useless-device", "a node of the host as a file", {
      mounts: [here(bind("/dev/fb0", { to: "fb0", options: "rw,bind,nosuid,nodev,noexec" }))],
    }),
  ],
  clean: [
    sound("tmpfs-of-pages", "a tmpfs of one page for a PID file, and one in bytes", {
      mounts: [tmpfs("size=4096"), tmpfs("size=1048576", "tmp")],
    }),
    sound("tmpfs-options", "all that tmpfs(5) has, sizes in other spellings", {
      mounts: [
        tmpfs("size=0x100000,mode=1777,uid=1000,gid=1000,nr_inodes=1k,huge=never"),
        fileSystem("tmpfs", "opt", `${MOUNT},size=10%,mode=0755`),
        fileSystem("tmpfs", "srv", `${MOUNT},size=1G,mode=755,mpol=local`),
      ],
    }),
    sound("proc-options", "the words of Linux 5.8 for hidepid, a group by its number", {
      program: [APP, fileSystem("proc", "proc", `${MOUNT},hidepid=invisible,gid=44,subset=pid`)],
    }),
    sound("devpts-options", "newinstance is what every devpts is: that LXC leaves it out does no harm", {
      mounts: [fileSystem("devpts", "dev/pts", "nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5,max=64")],
    }),
    sound("overlays", "several directories are a read-only one; one by one since Linux 6.5", {
      mounts: [
        fileSystem("overlay", "mnt", `${MOUNT},lowerdir=/usr/share/app:/etc,xino=auto`),
        fileSystem("overlay", "srv", `${MOUNT},lowerdir+=/usr/share/app,lowerdir+=/etc`),
        fileSystem("overlay", "opt", `${MOUNT},lowerdir=/etc,upperdir=/run/app/u,workdir=/run/app/w,redirect_dir=on,index=off,metacopy=on`),
      ],
    }),
    sound("flash", "volumes of UBI and MTD are no block devices: ubifs and jffs2 have names for them", {
      mounts: [fileSystem("ubifs", "mnt", MOUNT, "ubi0:data"), fileSystem("jffs2", "srv", MOUNT, "mtd:data")],
    }),
    sound("habits", "words of fstab(5) that nothing is expected of", {
      mounts: [bind("/etc/app.conf", { options: "defaults,ro,bind,nosuid,nodev,noexec,auto,nouser,relatime" })],
    }),
    sound("times", "noatime and relatime are no opposites; private, slave are for the propagation", {
      mounts: [bind("/usr/share/app", { type: "dir", options: "ro,bind,nosuid,nodev,noexec,noatime,relatime,rslave" })],
    }),
    sound("flag-twice", "one word twice says nothing else", {
      mounts: [bind("/etc/app.conf", { options: "ro,bind,nosuid,nosuid,nodev,noexec" })],
    }),
    sound("own-file-system", "a driver that only this device has; its options are its own", {
      mounts: [fileSystem("vendorfs", "mnt", `ro,${MOUNT},cache=strict`, "/dev/block0")],
    }),
    sound("disk", "a block device that the rootfs does not show, options of ext4", {
      mounts: [fileSystem("ext4", "mnt", `ro,${MOUNT},data=ordered,errors=remount-ro`, "/dev/mmcblk0p3")],
    }),
    sound("over-proc-file", "a mount over a file that proc has", { mounts: [bind("/etc/app.conf", { to: "proc/cpuinfo" })] }),
    sound("in-sys", "a directory of sysfs", {
      config: ["<AutoMount>sys:ro</AutoMount>"],
      mounts: [bind("/usr/share/app", { to: "sys/firmware", type: "dir" })],
    }),
    sound(
      "auto-sys-of-old",
      "LXC before 5.0 makes sys:mixed at its place",
      { config: ["<AutoMount>sys:mixed</AutoMount>"] },
      { options: { dialect: "4.0" } },
    ),
    sound("auto-proc-elsewhere", "a proc at another place, a bind over sys", {
      config: ["<AutoMount>sys:ro</AutoMount>", "<AutoMount>cgroup:ro</AutoMount>"],
      program: [APP, PROC],
      mounts: [bind("/usr/share/app", { to: "sys", type: "dir" })],
    }),
    sound("bound-sys", "the host's /sys to read", { mounts: [bind("/sys", { type: "dir" })] }, { host: [{ path: "sys/" }] }),
    sound(
      "all-of-dev",
      "without a fresh /dev the host's is what is meant",
      { config: ["<AutoDev>0</AutoDev>"], mounts: [bind("/dev", { type: "dir", options: "rw,bind,nosuid" })] },
      { host: [{ path: "dev/" }] },
    ),
    sound("shm", "a tmpfs that LXC makes a place for", {
      mounts: [fileSystem("tmpfs", "dev/shm", `${MOUNT},size=1m,create=dir`, "shm")],
    }),
    sound("backslash", "a backslash that is none of the escapes", { mounts: [bind("/etc/app.conf", { to: "etc/a\\b.conf" })] }),
    sound(
      "file-on-link",
      "a file on a symlink to a file, in a mount without links on the way",
      { mounts: [SHARE, bind("/etc/current.conf", { to: "usr/share/app/data" })] },
      { host: [link("etc/current.conf", "app.conf")] },
    ),
    sound(
      "setuid-unused",
      "busybox keeps its set-user-ID bit for su alone",
      { exec: "/bin/sh", program: [program("/bin/sh"), PROC], libraries: [] },
      { host: [{ path: "usr/bin/busybox", mode: 0o4755, content: library("x").content ?? "" }] },
    ),
    sound(
      "some-links",
      "a directory with more than links, and one of links that lead nowhere on the host either",
      { mounts: ["/etc/ssl/certs", "/etc/alternatives"].map((path) => bind(path, { type: "dir" })) },
      { host: [...CERTIFICATES, { path: "etc/ssl/certs/all.crt", content: "a" }, link("etc/alternatives/vi", "/usr/bin/vim")] },
    ),
    sound("own-terminals", "a devpts with its ptmx", {
      mounts: [
        fileSystem("devpts", "dev/pts", "nosuid,noexec,ptmxmode=0666,mode=0620,gid=5"),
        bind("dev/pts/ptmx", { to: "dev/ptmx", type: "dev", options: "rw,bind,relative,nosuid,create=file" }),
      ],
    }),
    sound("directories-of-dev", "what is a directory, or may be one, below /dev; LXC makes dev/pts itself", {
      mounts: [
        bind("/dev/pts", { type: "dev", options: "rw,bind,nosuid,noexec" }),
        bind("/dev/snd", { type: "dev", options: "rw,bind,nosuid,noexec,create=dir" }),
        bind("/dev/mqueue", { type: "dir", options: "rw,bind,nosuid,nodev,noexec,create=dir" }),
        bind("/dev/fb", { type: "dev", options: "rw,bind,nosuid,noexec" }),
      ],
    }),
    sound("log-socket", "/dev/log is no device", {
      mounts: [bind("/dev/log", { options: "rw,bind,nosuid,nodev,noexec,create=file" })],
    }),
  ],
};
