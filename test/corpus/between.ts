import { elf } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { link } from "../rootfs/rootfs-of.ts";
import { error, hint, type Kind, sound, warning } from "./case.ts";
import { bind, type Description, entry, here, MARK, move, program, textOf } from "./description.ts";
import { BASE, libraries } from "./own-directory.ts";

/** Another container, which needs nothing of the first. */
const other = (given: Description = {}): string =>
  textOf({
    name: "WEB",
    launcherName: "web",
    user: "web",
    exec: "/usr/bin/busybox",
    program: [program("/usr/bin/busybox")],
    libraries: [],
    ...given,
  });

const unit = (command: string): EntrySketch => ({ path: "lib/systemd/system/tool.service", content: `[Service]\nExecStart=${command}\n` });
const script = (path: string, content: string): EntrySketch => ({ path, mode: 0o755, content });
const TOOL = elf("usr/bin/tool");
const MOVE_TOOL: Description = { moves: [here(move("/usr/bin/tool"))] };
const RUN = bind("/run/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" });
const notify = (file: string): string => `<SystemdNotify create="yes"><PidFile>${file}</PidFile></SystemdNotify>`;
const log = (file: string): Description => ({ launcher: ['<Output enable="true">', here(`<LogFile>${file}</LogFile>`), "</Output>"] });

/** What containers take from each other, from the host and from LXC. */
/** A unit that says something beside what it executes. */
const service = (more: string): EntrySketch => ({
  path: "lib/systemd/system/other.service",
  content: `[Service]\nExecStart=/bin/true\n${more}\n`,
});

/** What executes a program at an event: who, where, and by which text. */
const USED_AT_EVENTS: readonly (readonly [id: string, who: string, path: string, content: string])[] = [
  ["at-login", "sh(1): a login shell reads it", "etc/profile.d/tool.sh", "/usr/bin/tool --env\n"],
  ["at-if-up", "ifup(8)", "etc/network/if-up.d/tool", "#!/bin/sh\n/usr/bin/tool up\n"],
  ["at-up", "interfaces(5)", "etc/network/interfaces", "auto eth0\niface eth0 inet dhcp\n  post-up /usr/bin/tool up\n"],
  ["at-lease", "udhcpc(8)", "usr/share/udhcpc/default.script", "#!/bin/sh\n/usr/bin/tool $1\n"],
  ["at-modprobe", "modprobe.d(5)", "etc/modprobe.d/tool.conf", "install wifi /usr/bin/tool && modprobe -i wifi\n"],
  ["at-rotation", "logrotate(8)", "etc/logrotate.d/tool", "/var/log/x.log {\n postrotate\n  /usr/bin/tool -HUP\n endscript\n}\n"],
  ["at-plug", "udev(7)", "lib/udev/rules.d/90-tool.rules", 'ACTION=="add", RUN+="/usr/bin/tool %k"\n'],
  ["at-plug-of-mdev", "docs/mdev.txt of BusyBox", "etc/mdev.conf", "sd[a-z]* 0:0 660 @/usr/bin/tool\n"],
  ["at-connection", "inetd.conf(5)", "etc/inetd.conf", "telnet stream tcp nowait root /usr/bin/tool tool -i\n"],
  ["at-boot", "a script of RDK", "lib/rdk/start.sh", "#!/bin/sh\n/usr/bin/tool &\n"],
];

export const BETWEEN: Kind = {
  kind: "between",
  faults: [
    error(
      "container-name",
      "container-name-taken",
      "LXC knows a container by its name alone: lxc-execute(1)",
      {},
      {
        beside: [other({ launcher: [here("<ContainerName>APP</ContainerName>")] })],
        mended: { beside: [other()] },
      },
    ),
    error(
      "container-names",
      "container-name-taken",
      "the same ContainerName in both",
      { launcher: ["<ContainerName>main</ContainerName>"] },
      {
        beside: [other({ launcher: [here("<ContainerName>main</ContainerName>")] })],
      },
    ),
    warning(
      "case",
      "name-in-other-case",
      "two containers that are meant as one",
      {},
      {
        beside: [other().replace('"WEB">', `"App">${MARK}`)],
        mended: { beside: [other()] },
      },
    ),
    warning(
      "pid-file",
      "pid-file-taken",
      "each launcher removes the file before its start",
      { launcher: [notify("/run/app/app.pid")], mounts: [RUN] },
      {
        beside: [other({ launcher: [here(notify("/run/app/app.pid"))], mounts: [RUN] })],
        host: [{ path: "usr/lib/tmpfiles.d/app.conf", content: "d /run/app 1777 root root -\n" }],
        mended: { beside: [other({ launcher: [notify("/run/app/web.pid")], mounts: [RUN] })] },
      },
    ),
    error("moved-program", "moved-from-host", "systemd.service(5): the unit's program is gone, 203/EXEC", MOVE_TOOL, {
      host: [TOOL, unit("/usr/bin/tool --daemon")],
      mended: { host: [TOOL] },
    }),
    error(
      "moved-in-directory",
      "moved-from-host",
      "it goes with its directory",
      { moves: [here(move("/opt/tool", { type: "dir" }))] },
      {
        host: [elf("opt/tool/bin/tool"), unit("@/opt/tool/bin/tool tool -d")],
      },
    ),
    error(
      "moved-library",
      "moved-from-host",
      "ld.so(8): a unit's program loads it",
      {
        program: [move("/usr/bin/app"), ""].slice(1),
        exec: "/usr/bin/busybox",
        libraries: libraries(...BASE, "libapp"),
        mounts: [program("/usr/bin/busybox"), program("/usr/bin/app")],
        moves: [move("/usr/lib/libdep.so.2"), here(move("/usr/lib/libdep.so.2.0"))],
      },
      { host: [unit("/usr/bin/app -d")] },
    ),
    warning(
      "moved-argument",
      "moved-from-host",
      "the unit's program is given it",
      { moves: [here(move("/etc/tool.conf"))] },
      {
        host: [TOOL, { path: "etc/tool.conf", content: "" }, unit("/usr/bin/tool --config=/etc/tool.conf")],
      },
    ),
    warning(
      "moved-interpreter",
      "moved-from-host",
      "execve(2): a script's interpreter is gone",
      { moves: [here(move("/usr/bin/lua"))] },
      {
        host: [elf("usr/bin/lua"), script("usr/bin/setup", "#!/usr/bin/lua\n")],
        mended: { host: [elf("usr/bin/lua")] },
      },
    ),
    warning(
      "moved-by-env",
      "moved-from-host",
      "env(1) finds it no more",
      { moves: [here(move("/usr/bin/lua"))] },
      {
        host: [elf("usr/bin/lua"), elf("usr/bin/env"), script("usr/bin/setup", "#!/usr/bin/env lua\n")],
      },
    ),
    warning("moved-from-init", "moved-from-host", "an init script starts it", MOVE_TOOL, {
      host: [TOOL, script("etc/init.d/S50tool", "#!/bin/sh\nDAEMON=/usr/bin/tool\n$DAEMON &\n")],
    }),
    warning("moved-by-name", "moved-from-host", "an init script starts it by its name", MOVE_TOOL, {
      host: [TOOL, script("etc/init.d/S50tool", "#!/bin/sh\ncase $1 in start) tool -d ;; esac\n")],
    }),
    warning("moved-from-cron", "moved-from-host", "crontab(5) runs it", MOVE_TOOL, {
      host: [TOOL, { path: "etc/cron.d/tool", content: "*/5 * * * * root /usr/bin/tool --once\n" }],
    }),
    ...USED_AT_EVENTS.map(([id, who, path, content]) =>
      warning(`moved-${id}`, "moved-from-host", who, MOVE_TOOL, {
        host: [TOOL, { path, content }],
        mended: { host: [TOOL, { path, content: content.replaceAll("/usr/bin/tool", "/usr/bin/tool2") }] },
      }),
    ),
    warning("moved-from-script-of-unit", "moved-from-host", "a unit executes a script that calls it", MOVE_TOOL, {
      host: [TOOL, unit("/usr/share/start.sh"), script("usr/share/start.sh", "#!/bin/sh\n/usr/bin/tool --once\n")],
      mended: {
        host: [
          TOOL,
          unit("/usr/share/start.sh"),
          script("usr/share/start.sh", "#!/bin/sh\n[ -x /usr/bin/tool ] && /usr/bin/tool --once\n"),
        ],
      },
    }),
    error(
      "moved-environment-file",
      "moved-from-host",
      "systemd.exec(5): the unit fails without its EnvironmentFile",
      { moves: [here(move("/etc/tool.conf"))] },
      {
        host: [{ path: "etc/tool.conf", content: "" }, service("EnvironmentFile=/etc/tool.conf")],
        mended: { host: [{ path: "etc/tool.conf", content: "" }, service("EnvironmentFile=-/etc/tool.conf")] },
      },
    ),
    error(
      "moved-working-directory",
      "moved-from-host",
      "systemd.exec(5): 200/CHDIR",
      { moves: [here(move("/opt/tool", { type: "dir" }))] },
      {
        host: [elf("opt/tool/bin/tool"), service("WorkingDirectory=/opt/tool")],
      },
    ),
    warning("moved-condition", "moved-from-host", "systemd.unit(5): the unit is not started", MOVE_TOOL, {
      host: [TOOL, service("RemainAfterExit=no\n[Unit]\nConditionPathExists=/usr/bin/tool")],
      mended: { host: [TOOL, service("RemainAfterExit=no\n[Unit]\nConditionPathExists=!/usr/bin/tool")] },
    }),
    error(
      "tool-execute",
      "missing-host-tool",
      "the launcher calls lxc-execute, which is a package of its own",
      {},
      {
        host: [link("usr/lib/liblxc.so.1", "liblxc.so.1.7.0"), elf("usr/lib/liblxc.so.1.7.0")],
        gone: ["usr/bin/lxc-execute"],
        mended: { gone: [] },
      },
    ),
    error(
      "tool-attach",
      "missing-host-tool",
      "an Attach calls lxc-attach",
      {
        launcher: ["<Attach><ParamName>a</ParamName><ExecName>/usr/bin/app</ExecName><UserName>app</UserName></Attach>"],
      },
      { gone: ["usr/bin/lxc-attach"] },
    ),
    error(
      "tool-stop",
      "missing-host-tool",
      "StopFunction calls lxc-stop",
      { launcher: ['<StopFunction enable="true"/>'] },
      { gone: ["usr/bin/lxc-stop"] },
    ),
    error(
      "tool-init",
      "missing-host-tool",
      "LXC 3.0, conf.c: without init.lxc in the container the host's is bound",
      {},
      {
        gone: ["usr/sbin/init.lxc.static"],
        options: { dialect: "3.0" },
        mended: { options: { dialect: "5.0" } },
      },
    ),
    error(
      "tool-notify",
      "missing-host-tool",
      "SystemdNotify calls systemd-notify",
      { launcher: ['<SystemdNotify create="yes"/>'] },
      {
        gone: ["bin/systemd-notify"],
      },
    ),
    error(
      "tool-mode",
      "missing-host-tool",
      "execve(2), EACCES: a tool that nobody may execute",
      {},
      {
        host: [{ path: "usr/bin/lxc-execute", mode: 0o644, content: "" }],
      },
    ),
    hint(
      "device",
      "device-taken",
      "two programs on one serial port",
      { mounts: [bind("/dev/ttyS1", { options: "rw,bind,nosuid,noexec" })] },
      {
        beside: [other({ mounts: [here(bind("/dev/ttyS1", { options: "rw,bind,nosuid,noexec" }))] })],
      },
    ),
    hint("log", "log-taken", "two programs write one log", log("/var/log/lxc.log"), { beside: [other(log("/var/log/lxc.log"))] }),
    error("log-directory", "bad-log-file", "open(2), EISDIR: LXC ends before it starts anything", log("/var/log"), {
      host: [{ path: "var/log/" }],
      mended: { description: log("/var/log/app.log") },
    }),
    error("log-slash", "bad-log-file", "open(2), EISDIR", log("/var/log/lxc/"), { mended: { description: log("/var/log/lxc/app.log") } }),
    error("log-below-file", "bad-log-file", "open(2), ENOTDIR", log("/etc/app.conf/app.log")),
    error("log-read-only", "bad-log-file", "open(2), EROFS", log("/etc/app.log"), {
      options: { readOnlyHost: true },
      mended: { description: log("/var/log/lxc/app.log") },
    }),
    warning("log-relative", "bad-log-file", "it is taken from whatever directory the launcher is called in", log("app.log")),
    error("linked-and-bound", "place-taken", "a library as hard link and as bind", { hardlinks: [here(entry("libdep"))] }),
  ],
  clean: [
    sound("two", "two containers with nothing in common", {}, { beside: [other()] }),
    sound(
      "same-source",
      "two that read the same",
      { mounts: [bind("/etc/app.conf")] },
      { beside: [other({ mounts: [bind("/etc/app.conf")] })] },
    ),
    sound("same-log", "two whose LXC appends to one log", log("/var/log/lxc.log"), { beside: [other(log("/var/log/lxc.log"))] }),
    sound(
      "moved-along",
      "a script that moves with its interpreter",
      { moves: [move("/usr/bin/lua"), move("/usr/bin/setup")] },
      {
        host: [elf("usr/bin/lua"), script("usr/bin/setup", "#!/usr/bin/lua\n")],
      },
    ),
    sound(
      "moved-unused",
      "a comment and a longer name are no use",
      { moves: [move("/usr/bin/tool")] },
      {
        host: [TOOL, elf("usr/bin/tool2"), unit("/usr/bin/tool2"), script("etc/init.d/x", "#!/bin/sh\n# /usr/bin/tool\n/usr/bin/tool2\n")],
      },
    ),
    sound(
      "no-lxc",
      "a rootfs without LXC: nobody can know where that comes from",
      {},
      {
        gone: ["usr/bin/lxc-execute", "usr/bin/lxc-attach", "usr/bin/lxc-stop"],
      },
    ),
    sound("log-device", "a device for the log", log("/dev/null"), { options: { readOnlyHost: true } }),
    sound("log-in-new-directory", "LXC makes the directories of its log", log("/var/log/lxc/a/b.log")),
  ],
};
