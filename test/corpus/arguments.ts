import { capable, elf } from "../check/check-of.ts";
import { type Kind, sound, warning } from "./case.ts";
import { bind, type Description, here, move, PROC, program } from "./description.ts";

const given = (params: string, description: Description = {}): Description => ({
  launcher: [`<ExecParams>${params}</ExecParams>`, ...(description.launcher ?? [])],
  ...description,
});

/** The line of the parameters is where it is to be told. */
const told = (params: string, mounts: readonly string[] = [], moves: readonly string[] = []): Description => ({
  launcher: [here(`<ExecParams>${params}</ExecParams>`)],
  mounts,
  moves,
});

const tmpfs = (to: string, options: string): string =>
  `<Entry type="dir"><Source>tmpfs</Source><Destination>${to}</Destination><FsType>tmpfs</FsType><Options>nosuid,nodev,noexec,size=1m${options}</Options></Entry>`;

const directory = (path: string, options = "rw,bind,nosuid,nodev,noexec"): string => bind(path, { type: "dir", options });
const READ_ONLY = "ro,bind,nosuid,nodev,noexec";

const LOGS = { host: [{ path: "var/log/app/", uid: 1000, gid: 1000 }] };
const STATE = { host: [{ path: "var/lib/app/" }] };
const boot = (line: string) => ({ host: [{ path: "usr/lib/tmpfiles.d/app.conf", content: `${line}\n` }] });

const KEY = { path: "etc/app.key", content: "key", mode: 0o600 };

const PID = "-p /tmp/app.pid";

/** open(2): ENOENT, EACCES, EROFS; each was seen on LXC 5.0.2. */
export const ARGUMENTS: Kind = {
  kind: "arguments",
  faults: [
    warning("own-directory", "absent-argument", "the container's own directories are for nobody to write", told(PID), {
      mended: { description: given(PID, { mounts: [tmpfs("tmp", "")] }) },
    }),
    warning("own-directory-missing", "absent-argument", "and what lacks above them can't be made either", told("--socket=/run/app/x.sock")),
    warning("log-behind-l", "absent-argument", "a log without its directory", told("-l /var/log/app/app.log"), {
      ...LOGS,
      mended: { description: given("-l /var/log/app/app.log", { mounts: [directory("/var/log/app")] }) },
    }),
    warning(
      "tmpfs-of-root",
      "absent-argument",
      "a tmpfs with mode=0755 is root's: tmpfs(5)",
      given(PID, { mounts: [here(tmpfs("tmp", ",mode=0755"))] }),
      { mended: { description: given(PID, { mounts: [tmpfs("tmp", ",mode=0755,uid=1000,gid=1000")] }) } },
    ),
    warning(
      "tmpfs-read-only",
      "absent-argument",
      "nobody can put anything into a tmpfs with ro",
      given(PID, { mounts: [here(tmpfs("tmp", ",ro"))] }),
      { mended: { description: given(PID, { mounts: [tmpfs("tmp", ",rw")] }) } },
    ),
    warning(
      "read-only-root",
      "absent-argument",
      "root can't write a read-only rootfs either",
      { ...told(PID), user: "" },
      { options: { secure: false, readOnlyHost: true } },
    ),
    warning(
      "moved",
      "absent-argument",
      "what is moved loses its write bits",
      told("-p /var/lib/app/app.pid", [], [move("/var/lib/app", { to: "var/lib", type: "dir" })]),
      STATE,
    ),
    warning(
      "state-read-only",
      "absent-argument",
      "a directory that is mounted ro",
      given("-p /var/lib/app/app.pid", { mounts: [here(directory("/var/lib/app", READ_ONLY))] }),
      {
        host: [{ path: "var/lib/app/", uid: 1000, gid: 1000 }],
        mended: { description: given("-p /var/lib/app/app.pid", { mounts: [directory("/var/lib/app")] }) },
      },
    ),
    warning("state-of-root", "absent-argument", "or that is root's", told("-p /var/lib/app/app.pid", [directory("/var/lib/app")]), {
      ...STATE,
      mended: { host: [{ path: "var/lib/app/", uid: 1000, gid: 1000 }] },
    }),
    warning("made-for-root", "absent-argument", "tmpfiles.d(5) makes it for root", told("-p /run/app/app.pid", [directory("/run/app")]), {
      ...boot("d /run/app 0755 root root -"),
      mended: boot("d /run/app 0755 app app -"),
    }),
    warning(
      "misspelt",
      "absent-argument",
      "a file that neither the host nor the container has",
      told("-c /usr/share/app/dota", [here(bind("/usr/share/app", { type: "dir" }))]),
      { mended: { description: given("-c /usr/share/app/data", { mounts: [bind("/usr/share/app", { type: "dir" })] }) } },
    ),
    warning(
      "misspelt-own",
      "absent-argument",
      "the same in a directory of the container's own",
      told("-c /etc/ap.conf", [bind("/etc/app.conf")]),
    ),
    warning(
      "device",
      "absent-argument",
      "a fresh /dev has what LXC makes and what is mounted (src/lxc/conf.c, lxc_fill_autodev)",
      told("-d /dev/video0"),
      {
        mended: {
          description: given("-d /dev/video0", {
            mounts: [
              '<Entry type="dev"><Source>/dev/video0</Source><Destination>dev/video0</Destination><Options>rw,bind,nosuid,noexec</Options></Entry>',
            ],
          }),
        },
      },
    ),
    warning(
      "tmpfs-closed",
      "unreadable-argument",
      "a tmpfs that its mode and owner close to the user",
      given(PID, { mounts: [here(tmpfs("tmp", ",mode=0700"))] }),
      { mended: { description: given(PID, { mounts: [tmpfs("tmp", ",mode=0700,uid=1000,gid=1000")] }) } },
    ),
    warning(
      "tmpfs-not-searched",
      "unreadable-argument",
      "a directory without x is searched by nobody: path_resolution(7)",
      given(PID, { mounts: [here(tmpfs("tmp", ",mode=0666"))] }),
      { mended: { description: given(PID, { mounts: [tmpfs("tmp", ",mode=0777")] }) } },
    ),
    warning(
      "key-of-root",
      "closed-mount",
      "a file that is root's alone, for a user",
      { mounts: [here(bind("/etc/app.key"))] },
      { host: [KEY], mended: { host: [{ ...KEY, mode: 0o640, gid: 1000 }] } },
    ),
    warning(
      "data-of-root",
      "closed-mount",
      "a directory that is root's alone",
      { mounts: [here(bind("/usr/share/data", { type: "dir" }))] },
      { host: [{ path: "usr/share/data/", mode: 0o700 }], mended: { host: [{ path: "usr/share/data/", mode: 0o711 }] } },
    ),
    warning(
      "tmp-of-root",
      "closed-mount",
      "a tmpfs on /tmp that is root's",
      { mounts: [here(tmpfs("tmp", ",mode=0755"))] },
      { mended: { description: { mounts: [tmpfs("tmp", ",mode=1777")] } } },
    ),
    warning(
      "certificates",
      "missing-value",
      "a variable names what only the host has",
      { environment: [here("<Variable>SSL_CERT_FILE=/etc/app.conf</Variable>")] },
      { mended: { description: { environment: ["<Variable>SSL_CERT_FILE=/etc/app.conf</Variable>"], mounts: [bind("/etc/app.conf")] } } },
    ),
    warning(
      "tmpfs-over-etc",
      "accounts-covered",
      "a tmpfs hides passwd and group",
      { mounts: [here(tmpfs("etc", ""))] },
      { mended: { description: { mounts: [tmpfs("etc/app", "")] } } },
    ),
  ],
  clean: [
    sound("key-for-root", "root may read what is root's", { mounts: [bind("/etc/app.key")] }, { host: [KEY], options: { secure: false } }),
    sound(
      "key-by-capabilities",
      "a program that gains rights may read it",
      { mounts: [bind("/etc/app.key")], program: [PROC], moves: [move("/usr/bin/app", { caps: "cap_dac_read_search+ep" })] },
      { host: [KEY] },
    ),
    sound(
      "key-by-helper",
      "or another program that it executes",
      {
        mounts: [bind("/etc/app.key"), bind("/usr/bin/helper", { options: "ro,bind,nodev" })],
      },
      { host: [KEY, capable(elf("usr/bin/helper"), "cap_dac_override+ep")] },
    ),
    sound(
      "key-at-boot",
      "tmpfiles.d(5) gives it another owner",
      { mounts: [bind("/etc/app.key")] },
      { host: [KEY, { path: "usr/lib/tmpfiles.d/key.conf", content: "z /etc/app.key 0600 app app -\n" }] },
    ),
    sound("covered", "an empty directory that hides what is below it", {
      mounts: [tmpfs("usr/share/app", ",mode=0755"), tmpfs("run", ",mode=0755")],
    }),
    sound("home", "a home and a shell that programs go without", {
      environment: [
        "<Variable>HOME=/usr/share</Variable>",
        "<Variable>SHELL=/bin/sh</Variable>",
        "<Variable>DATA_PATH=/usr/share/app</Variable>",
      ],
    }),
    sound("root-writes", "root with dac_override may write the container's own directories", given(PID), { options: { secure: false } }),
    sound("on-device", "what only the device has may hold it", given("-s /run/app/x.sock", { mounts: [directory("/run/app")] })),
    sound(
      "socket-read-only",
      "a service of the host makes its socket where the container only reads",
      given("-s /var/lib/app/x.sock", { mounts: [directory("/var/lib/app", READ_ONLY)] }),
      STATE,
    ),
    sound("log-reader", "and its log", given("-F /var/log/app/app.log", { mounts: [directory("/var/log/app", READ_ONLY)] }), LOGS),
    sound(
      "pid-of-another",
      "or its PID file, behind a word that is none of programs that write one",
      given("--watch /var/lib/app/app.pid", { mounts: [directory("/var/lib/app", READ_ONLY)] }),
      STATE,
    ),
    sound(
      "owner-by-service",
      "systemd gives a service's user its StateDirectory",
      given("-p /var/lib/app/app.pid", { mounts: [directory("/var/lib/app")] }),
      {
        host: [
          { path: "var/lib/app/" },
          { path: "lib/systemd/system/state.service", content: "[Service]\nExecStart=/bin/true\nUser=app\nStateDirectory=app\n" },
        ],
      },
    ),
    sound("d-bus-object", "an object's path is no file's", given("--object=/org/example/App /com/example/App")),
    sound("topic", "nor is a topic of MQTT, or a part of a URL", given("-t /var/state --url=/etc/none --uri-path /tmp/none")),
    sound("kernel", "what the kernel shows", given("-f /proc/1/none /sys/class/none /dev/pts/3 /dev/null")),
    sound("pattern", "a path that is looked for, not opened", {
      program: [program("/usr/bin/busybox"), PROC],
      exec: "/usr/bin/busybox",
      launcher: ["<ExecParams>pkill -f /usr/bin/none</ExecParams>"],
      libraries: [],
    }),
    sound("capable", "a program that gains rights may make it", {
      launcher: [`<ExecParams>${PID}</ExecParams>`],
      program: [PROC],
      moves: [move("/usr/bin/app", { caps: "cap_dac_override+ep" })],
    }),
    sound("tmpfs-group", "a tmpfs of the user's group", given(PID, { mounts: [tmpfs("tmp", ",mode=0775,gid=1000")] })),
    sound(
      "below-tmpfs",
      "a directory in a tmpfs that the program makes first",
      given("-p /tmp/a/b/app.pid", { mounts: [tmpfs("tmp", "")] }),
    ),
  ],
};
