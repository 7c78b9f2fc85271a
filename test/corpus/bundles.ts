import { elf } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { error, hint, type Kind, sound, warning } from "./case.ts";
import { bind, type Description, here, PROC, program } from "./description.ts";

const INIT = elf("usr/libexec/DobbyInit");

/** A file system that is no bind. */
const fileSystem = (type: string, to: string, options: string): string =>
  `<Entry type="dir"><Source>${type}</Source><Destination>${to}</Destination><FsType>${type}</FsType><Options>${options}</Options></Entry>`;

const DEV = fileSystem("tmpfs", "dev", "nosuid,strictatime,mode=0755,size=64k");

/** A bundle with Dobby's init, a /dev and no capabilities. */
const bundle = ({ config = [], mounts = [], ...more }: Description): Description => ({
  isBundle: true,
  program: [program("/usr/bin/app"), PROC, program("/usr/libexec/DobbyInit"), DEV],
  config: ["<CapKeep>none</CapKeep>", ...config],
  mounts,
  ...more,
});

const V1 = { host: [INIT], options: { cgroup: "v1" as const } };

const tmp = (option: string): Description => bundle({ mounts: [here(fileSystem("tmpfs", "tmp", `nosuid,nodev,noexec,size=1m${option}`))] });

const SOUND_TMP = { description: tmp("") };

const PROFILE = bundle({ config: [here("<SeccompProfile>/etc/app.calls</SeccompProfile>")] });

const limit = (type: string, hard: string, soft: string): Description =>
  bundle({ config: [here(`<ResourceLimits><Limit type="RLIMIT_${type}" hard="${hard}" soft="${soft}"/></ResourceLimits>`)] });

const LOOPBACK = '<Loopback source="/var/a.img" destination="/home/app" persistent="true"/>';

const storage = (...lines: readonly string[]): Description =>
  bundle({ config: ["<Storage>", ...lines, "</Storage>"], mounts: [bind("/usr/share/app", { type: "dir", to: "opt/share" })] });

const network = (type: string, ...lines: readonly string[]): Description =>
  bundle({ config: [`<Network type="${type}">`, ...lines, "</Network>"] });

const logging = (line: string): Description => bundle({ config: ['<Logging type="journald">', line, "</Logging>"] });

const FUSE = bind("/dev/fuse", { type: "dev", options: "rw,bind,nosuid,noexec" });

const allow = (name: string, rule: string): string => `<DevicesAllow name="${name}">${rule}</DevicesAllow>`;

const devices = (rules: readonly string[], ...mounts: readonly string[]): Description =>
  bundle({ config: ["<CGroupSettings>", "<DeviceCgroup>", ...rules, "</DeviceCgroup>", "</CGroupSettings>"], mounts });

const node = (name: string, devMajor: number, devMinor: number): EntrySketch => ({
  path: `dev/${name}`,
  type: "character",
  devMajor,
  devMinor,
  mode: 0o666,
});

const WITH_DEVICES = { ...V1, host: [INIT, node("fuse", 10, 229), node("fb0", 29, 0), node("null", 1, 3)] };

const CALLS = "execve\nclone\nwaitid\nread\nwrite\n";

const profile = (content: string): EntrySketch => ({ path: "etc/app.calls", content });

const MENDED_PROFILE = { host: [INIT, profile(CALLS)] };

/** Started with crun 1.8.1 on Linux 6.18, as far as nothing else is said. */
export const BUNDLES: Kind = {
  kind: "bundles",
  faults: [
    error("tmpfs-option", "unknown-mount-option", "crun hands it to tmpfs: EINVAL", tmp(",foo"), { ...V1, mended: SOUND_TMP }),
    error("tmpfs-comment", "unknown-mount-option", "it does not know comments of fstab(5)", tmp(",comment=x"), {
      ...V1,
      mended: SOUND_TMP,
    }),
    error("tmpfs-automount", "unknown-mount-option", "nor those of systemd", tmp(",x-systemd.automount"), { ...V1, mended: SOUND_TMP }),
    error("tmpfs-typo", "unknown-mount-option", "the same", tmp(",nosudi"), { ...V1, mended: SOUND_TMP }),
    error("tmpfs-size", "bad-mount-option", "and a value that tmpfs can't read", tmp(",nr_inodes=many"), { ...V1, mended: SOUND_TMP }),
    error("tmpfs-optional", "unknown-mount-option", "no OCI runtime knows optional", tmp(",optional,foo"), { ...V1, mended: SOUND_TMP }),
    error("tmpfs-uid", "bad-mount-option", "the user namespace has no uid 1001: EINVAL", tmp(",uid=1001"), { ...V1, mended: SOUND_TMP }),
    error("tmpfs-own-uid", "bad-mount-option", "the user of the bundle is 0 there", tmp(",uid=1000"), {
      ...V1,
      mended: { description: tmp(",uid=0") },
    }),
    error(
      "devpts-gid",
      "bad-mount-option",
      "no gid 5 there: EINVAL",
      bundle({ mounts: [here(fileSystem("devpts", "dev/pts", "nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5"))] }),
      {
        ...V1,
        mended: { description: bundle({ mounts: [fileSystem("devpts", "dev/pts", "nosuid,noexec,newinstance,ptmxmode=0666,mode=0620")] }) },
      },
    ),
    ...[
      ["devtmpfs", "dev"],
      ["debugfs", "sys/kernel/debug"],
      ["securityfs", "sys/kernel/security"],
    ].map(([type = "", to = ""]) =>
      error(
        type,
        "not-in-user-namespace",
        "EPERM in a user namespace",
        bundle({
          program: [program("/usr/bin/app"), PROC, program("/usr/libexec/DobbyInit")],
          mounts: [here(fileSystem(type, to, "nosuid,noexec"))],
        }),
        { ...V1, mended: { description: bundle({}) } },
      ),
    ),
    ...(
      [
        ["execve", "seccomp-blocks-start", "the runtime executes under the filter: EPERM", "read\nwrite\nvfork\nwait4\n"],
        ["fork", "seccomp-blocks-start", "DobbyInit can't make a process", "execve\nwait4\n"],
        ["of-lxc", "bad-seccomp-profile", "names that no call has: the program is killed", "2\ndenylist\n[all]\nreboot errno 1\n"],
        ["json", "bad-seccomp-profile", "the same", '{ "defaultAction": "SCMP_ACT_ERRNO",\n"syscalls": [{}] }\n'],
      ] as const
    ).map(([id, code, why, calls]) => error(`profile-${id}`, code, why, PROFILE, { host: [INIT, profile(calls)], mended: MENDED_PROFILE })),
    ...(
      [
        ["nofile-unlimited", "setrlimit(2): EPERM above fs.nr_open", "NOFILE", "unlimited", "1024"],
        ["nofile-few", "too many open files: the standard streams are three", "NOFILE", "3", "3"],
        ["nproc-none", "crun: cannot fork", "NPROC", "0", "0"],
        ["nproc-soft", "the soft limit counts", "NPROC", "100", "1"],
        ["as-page", "execve(2) can't map the program", "AS", "4096", "4096"],
      ] as const
    ).map(([id, why, type, hard, soft]) =>
      error(`limit-${id}`, "bad-resource-limit", why, limit(type, hard, soft), {
        ...V1,
        mended: { description: limit("NOFILE", "1024", "4") },
      }),
    ),
    warning("device-not-allowed", "device-not-allowed", "open(2): EPERM", devices([], here(FUSE)), {
      ...WITH_DEVICES,
      mended: { description: devices(["<DevicesAllow>c 10:229 rw</DevicesAllow>"], FUSE) },
    }),
    ...["c 29:1 rw", "b 29:0 rw"].map((rule) =>
      warning(
        `device-${rule.replaceAll(/\W/g, "-")}`,
        "device-numbers",
        "the node is another device's",
        devices([here(allow("/dev/fb0", rule))]),
        {
          ...WITH_DEVICES,
          mended: { description: devices([allow("/dev/fb0", "c 29:0 rw")]) },
        },
      ),
    ),
    warning("device-all", "all-devices-allowed", "nothing is denied any more", devices([here("<DevicesAllow>a</DevicesAllow>")]), {
      ...WITH_DEVICES,
      mended: { description: devices([]) },
    }),
    error(
      "device-elsewhere",
      "bad-destination",
      "the node would be made outside of /dev",
      devices([here(allow("/dev/../etc/app.conf", "c 1:3 rw"))]),
      {
        ...WITH_DEVICES,
        mended: { description: devices([allow("/dev/null", "c 1:3 rw")]) },
      },
    ),
    ...[
      ["owner-of-etc", '<Storage><MountOwner source="/etc" user="app" group="app" recursive="true"/></Storage>'],
      ["owner-of-all", '<Storage><MountOwner source="/" user="app" group="app" recursive="true"/></Storage>'],
      ["owner-by-dots", '<Storage><MountOwner source="/var/../etc" user="app" group="app"/></Storage>'],
      ["dynamic-shadow", '<Storage><Dynamic source="/etc/shadow" destination="/etc/shadow" options="bind"/></Storage>'],
      ["image-in-etc", '<Storage><Loopback source="/etc/app.img" destination="/data" persistent="true"/></Storage>'],
      ["log-passwd", '<Logging type="file"><LogPath>/etc</LogPath><Log>passwd</Log></Logging>'],
      ["dumps-in-etc", '<Minidump enable="true" path="/etc"/>'],
    ].map(([id = "", element = ""]) =>
      error(id, "unsafe-host-path", "Dobby's plugins are root of the device", bundle({ config: [here(element)] }), {
        host: [INIT],
        options: { cgroup: "v1", sanity: true },
        mended: { description: bundle({ config: [element.replace(/"\/[^"]*"/, '"/var/app"').replace(">/etc<", ">/var/log<")] }) },
      }),
    ),
    ...[
      ["user", "ap", "app"],
      ["group", "app", "ap"],
    ].map(([kind = "", user, group]) =>
      error(
        `owner-unknown-${kind}`,
        `unknown-${kind}`,
        "Dobby takes root then",
        bundle({ config: [here(`<Storage><MountOwner source="/var/app" user="${user}" group="${group}"/></Storage>`)] }),
        {
          ...V1,
          mended: { description: bundle({ config: ['<Storage><MountOwner source="/var/app" user="app" group="app"/></Storage>'] }) },
        },
      ),
    ),
    ...[
      ["program", '<Loopback source="/var/a.img" destination="/usr/bin" persistent="true"/>'],
      ["mount", '<Loopback source="/var/a.img" destination="/opt/share" persistent="true"/>'],
      ["library", '<Loopback source="/var/a.img" destination="/usr/lib/" persistent="true"/>'],
    ].map(([id = "", element = ""]) =>
      error(`loopback-over-${id}`, "loopback-place", "Dobby binds it when all else is mounted", storage(here(element)), {
        ...V1,
        mended: { description: storage(LOOPBACK) },
      }),
    ),
    error("loopback-twice", "loopback-place", "the later one is seen", storage(LOOPBACK, here(LOOPBACK.replace("/var/a", "/var/b"))), {
      ...V1,
      mended: { description: storage(LOOPBACK) },
    }),
    warning(
      "loopback-inside",
      "loopback-place",
      "the mount hides where the image is first",
      storage(here('<Loopback source="/var/a.img" destination="/opt/share/img" persistent="true"/>')),
      {
        ...V1,
        mended: { description: storage(LOOPBACK) },
      },
    ),
    warning(
      "network-open",
      "network-setting-ignored",
      "createRuntime returns at once",
      network("open", here('<PortForwarding enable="true"><Rule direction="HostToContainer" port="80"/></PortForwarding>')),
      {
        ...V1,
        mended: { description: network("open") },
      },
    ),
    warning(
      "network-none",
      "network-setting-ignored",
      "without nat no names are served",
      network("none", here('<DNSMasq enable="true"/>')),
      { ...V1, mended: { description: network("nat", '<DNSMasq enable="true"/>') } },
    ),
    ...["none", "open"].map((type) =>
      hint(
        `port-of-${type}`,
        "low-port",
        "ip(7): EACCES",
        { ...network(type), launcher: [here("<ExecParams>--port 80</ExecParams>")] },
        { ...V1, mended: { description: { ...network(type), launcher: ["<ExecParams>--port 8080</ExecParams>"] } } },
      ),
    ),
    error("priority", "bad-value", "syslog(3) calls it LOG_INFO", logging(here("<Priority>Info</Priority>")), {
      ...V1,
      mended: { description: logging("<Priority>LOG_INFO</Priority>") },
    }),
    warning("profile-of-lxc-allows", "bad-seccomp-profile", "the lines that are names count", PROFILE, {
      host: [INIT, profile(`2\nallowlist\n[all]\n${CALLS}`)],
      mended: MENDED_PROFILE,
    }),
  ],
  clean: [
    sound("profile-old-name", "a name of another machine, one of none, and a comment", PROFILE, {
      host: [INIT, profile(`# calls\n${CALLS}_llseek # large files\r\nevent_base_new\n`)],
    }),
    sound(
      "devices-of-runtimes",
      "every runtime allows it",
      devices([], bind("/dev/null", { type: "dev", options: "rw,bind,nosuid,noexec" })),
      WITH_DEVICES,
    ),
    sound(
      "device-dynamic",
      "Dobby looks the numbers up",
      devices([
        allow("/dev/fb0", "c 29:7 rw"),
        "</DeviceCgroup>",
        '<DynamicDevices><Device name="/dev/fb0"/></DynamicDevices>',
        "<DeviceCgroup>",
      ]),
      WITH_DEVICES,
    ),
    sound(
      "device-twice",
      "what is allowed twice is the same device",
      devices([allow("/dev/decoder", "c 245:3 r"), allow("/dev/decoder", "c 245:3 rw")]),
      WITH_DEVICES,
    ),
    sound("device-directory", "a rule for all of a driver", devices(["<DevicesAllow>c 10:* rw</DevicesAllow>"], FUSE), WITH_DEVICES),
    sound(
      "loopbacks",
      "images beside each other, and beside mounts",
      storage(LOOPBACK, LOOPBACK.replaceAll("/home", "/homes").replace("/var/a", "/var/b")),
      V1,
    ),
    sound(
      "network-off",
      "what is switched off",
      network("open", '<IPv4 enable="true"/>', '<DNSMasq enable="false"/>', '<PortForwarding enable="false"/>'),
      V1,
    ),
    sound(
      "network-nat",
      "what has a use",
      network(
        "nat",
        '<DNSMasq enable="true"/>',
        '<PortForwarding enable="true"><Rule direction="HostToContainer" port="80"/></PortForwarding>',
      ),
      V1,
    ),
    sound("limit-of-root", "the processes of the device's root are not counted", limit("NPROC", "0", "0"), {
      ...V1,
      options: { cgroup: "v1", secure: false },
    }),
    sound("limit-unlimited", "what else may be unlimited", limit("AS", "unlimited", "unlimited"), V1),
    sound("limit-processes", "two: DobbyInit and the program", limit("NPROC", "2", "2"), V1),
    sound("profile-oci", "without DobbyInit nothing is forked", PROFILE, { host: [INIT, profile("execve\n")], options: { target: "oci" } }),
    sound("bundle", "a bundle", bundle({ mounts: [bind("/etc/app.conf")] }), V1),
    sound("fstab-words", "habits of fstab(5) are left out", tmp(",defaults,nofail"), V1),
    sound(
      "tmpfs-root",
      "root of the namespace, and a group that is mapped",
      {
        ...tmp(",uid=0,gid=44"),
        config: ["<CapKeep>none</CapKeep>", "<AdditionalGroups><GroupName>video</GroupName></AdditionalGroups>"],
      },
      V1,
    ),
    sound("tmpfs-plain", "without a user namespace every id is there", tmp(",uid=1001"), {
      ...V1,
      options: { cgroup: "v1", secure: false },
    }),
    sound(
      "debugfs-plain",
      "and every file system",
      bundle({ mounts: [fileSystem("debugfs", "sys/kernel/debug", "ro,nosuid,nodev,noexec")] }),
      {
        ...V1,
        options: { cgroup: "v1", secure: false },
      },
    ),
  ],
};
