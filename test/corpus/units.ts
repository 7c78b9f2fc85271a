import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { error, hint, type Kind, sound, warning } from "./case.ts";
import { bind, type Description, here, program } from "./description.ts";

/** A service of the host, which stops what it starts unless it says otherwise. */
const unit = (lines: string, path = "lib/systemd/system/app.service"): EntrySketch => ({
  path,
  content: `[Unit]\nDescription=app\n\n[Service]\n${lines}\n${/^ExecStart=/m.test(lines) && !lines.includes("Stop=") ? STOP : ""}`,
});

const STOP = "ExecStop=-/usr/bin/lxc-stop -n APP\n";

/** One that says nothing of a stop. */
const unstopped = (lines: string): EntrySketch => ({ path: "lib/systemd/system/app.service", content: `[Service]\n${lines}\n` });

const APP = "/container/APP/launcher/app.sh";
const RUN = bind("/run/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" });
const TMPFILES: EntrySketch = { path: "usr/lib/tmpfiles.d/app.conf", content: "d /run/app 0755 app app -\n" };

const SOCKET = bind("/run/app.sock", { options: "rw,bind,nosuid,nodev,noexec" });
const SOCKET_UNIT: EntrySketch = { path: "lib/systemd/system/app.socket", content: "[Socket]\nListenStream=/run/app.sock\n" };

const notified = (inside = "<PidFile>/run/app/app.pid</PidFile>"): Description => ({
  launcher: ["<ExecParams>-p /run/app/app.pid</ExecParams>", `<SystemdNotify create="yes">${inside}</SystemdNotify>`],
  mounts: [RUN],
});

const SHELL = ["<Attach>", "<ParamName>shell</ParamName>", "<ExecName>/usr/bin/busybox</ExecName>", "<UserName>app</UserName>"];
const attached = (...more: readonly string[]): Description => ({
  launcher: [...SHELL, ...more, "</Attach>"],
  mounts: [program("/usr/bin/busybox")],
});

const NOTIFY = `Type=notify\nNotifyAccess=all\nExecStart=${APP} start`;

/** Units that call launchers: systemd.service(5), systemd.syntax(7). */
export const UNITS: Kind = {
  kind: "units",
  faults: [
    error(
      "no-such-container",
      "unit-launcher-missing",
      "the path is spelled otherwise: execve(2), ENOENT",
      {},
      {
        host: [unit("ExecStart=/container/app/launcher/app.sh start")],
        mended: { host: [unit(`ExecStart=${APP} start`)] },
      },
    ),
    error(
      "mistyped-container",
      "unit-launcher-missing",
      "a letter is missing: no container has that launcher",
      {},
      {
        host: [unit("ExecStart=/container/AP/launcher/app.sh start")],
      },
    ),
    error(
      "no-such-launcher",
      "unit-launcher-missing",
      "the LauncherName is another",
      {},
      {
        host: [unit("ExecStart=/container/APP/launcher/APP.sh start")],
      },
    ),
    error(
      "in-shell",
      "unit-launcher-missing",
      "a shell's text calls it",
      {},
      {
        host: [unit("ExecStart=/bin/sh -c 'sleep 1; exec /container/APP/launcher/start.sh start'")],
      },
    ),
    error(
      "in-init-script",
      "unit-launcher-missing",
      "an init script calls it",
      {},
      {
        host: [
          { path: "etc/init.d/S90app", mode: 0o755, content: "#!/bin/sh\nif true; then\n  /container/App/launcher/app.sh start &\nfi\n" },
        ],
      },
    ),
    error(
      "init-script-argument",
      "unit-argument",
      "an init script calls it without start",
      {},
      {
        host: [{ path: "etc/init.d/S90app", mode: 0o755, content: `#!/bin/sh\n${APP}\n` }],
      },
    ),
    error("no-argument", "unit-argument", "a launcher without an argument ends with 1", {}, { host: [unit(`ExecStart=-${APP}`)] }),
    error("mistyped-argument", "unit-argument", "a launcher ends with 1 for what it does not know", attached(), {
      host: [unit(`ExecStart=${APP} shel`)],
      mended: { host: [unit(`ExecStart=${APP} shell`)] },
    }),
    error(
      "restart",
      "unit-argument",
      "a launcher knows no restart",
      {},
      { host: [unit(`ExecStartPre=${APP} restart\nExecStart=${APP} start`)] },
    ),
    warning(
      "stop",
      "unit-argument",
      "stop is there with StopFunction alone: the service ends as failed",
      {},
      {
        host: [unit(`ExecStart=${APP} start\nExecStop=${APP} stop`)],
        mended: { description: { launcher: ['<StopFunction enable="true"/>'] } },
      },
    ),
    warning(
      "reload",
      "unit-argument",
      "a launcher knows no reload",
      {},
      { host: [unit(`ExecStart=${APP} start\nExecReload=${APP} reload`)] },
    ),
    error(
      "notifies-nobody",
      "unit-type",
      "Type=notify waits for a message that nobody sends",
      {},
      {
        host: [unit(NOTIFY)],
        mended: { host: [unit(`Type=simple\nExecStart=${APP} start`)] },
      },
    ),
    error("attach-notifies-nobody", "unit-type", "nor does an Attach without SystemdNotify", attached(), {
      host: [unit(NOTIFY.replace("start", "shell"))],
      mended: { description: attached('<SystemdNotify create="yes"/>') },
    }),
    error(
      "by-drop-in",
      "unit-type",
      "a drop-in makes it Type=notify",
      {},
      {
        host: [unit(`ExecStart=${APP} start`), unit("Type=notify\nNotifyAccess=all", "etc/systemd/system/app.service.d/10.conf")],
      },
    ),
    error(
      "simple-notifies",
      "unit-type",
      "sd_notify(3): without NotifyAccess= there is no NOTIFY_SOCKET, and systemd-notify fails",
      notified(),
      {
        host: [TMPFILES, unit(`ExecStart=${APP} start`)],
        mended: { host: [TMPFILES, unit(NOTIFY)] },
      },
    ),
    error("simple-ends", "unit-type", "Type=simple ends with the launcher, and systemd.kill(5) kills what is left", notified(), {
      host: [TMPFILES, unit(`NotifyAccess=all\nExecStart=${APP} start`)],
    }),
    error(
      "forking",
      "unit-type",
      "Type=forking waits for the launcher to end, which runs as long as the program",
      {},
      {
        host: [unit(`Type=forking\nExecStart=${APP} start`)],
      },
    ),
    error("access", "unit-notify-access", "Type=notify alone takes messages of the main process", notified(), {
      host: [TMPFILES, unit(`Type=notify\nExecStart=${APP} start`)],
      mended: {
        host: [TMPFILES, unit(`Type=notify\nExecStart=${APP} start`), unit("NotifyAccess=all", "etc/systemd/system/app.service.d/a.conf")],
      },
    }),
    error("access-main", "unit-notify-access", "so does NotifyAccess=main", notified(), {
      host: [TMPFILES, unit(`${NOTIFY}\nNotifyAccess=main`)],
    }),
    error("access-taken-back", "unit-notify-access", "systemd.syntax(7): an empty value takes back what stands before it", notified(), {
      host: [TMPFILES, unit(`${NOTIFY}\nNotifyAccess=`)],
    }),
    warning("timeout", "unit-start-timeout", "the launcher waits 30 s for the PidFile", notified(), {
      host: [TMPFILES, unit(`${NOTIFY}\nTimeoutStartSec=10`)],
      mended: { host: [TMPFILES, unit(`${NOTIFY}\nTimeoutStartSec=1min`)] },
    }),
    warning("timeout-of-both", "unit-start-timeout", "TimeoutSec= is that of the start as well", notified(), {
      host: [TMPFILES, unit(`${NOTIFY}\nTimeoutSec=5s`)],
    }),
    error(
      "user",
      "unit-not-root",
      "systemd.exec(5), User=: a launcher is root's, mode 0550; execve(2), EACCES",
      {},
      {
        host: [unit(`User=app\nExecStart=${APP} start`)],
        mended: { host: [unit(`User=app\nExecStart=+${APP} start`)] },
      },
    ),
    error(
      "not-stopped",
      "unit-not-stopped",
      "cgfsng_monitor_enter of LXC's src/lxc/cgroups/cgfsng.c: lxc-execute leaves the unit's cgroup, and systemd.kill(5) reaches the shell alone",
      { launcher: ['<StopFunction enable="true"/>'] },
      {
        host: [unstopped(`Type=simple\nExecStart=${APP} start\nRestart=always\nKillSignal=SIGINT`)],
        mended: { host: [unstopped(`Type=simple\nExecStart=${APP} start\nExecStop=${APP} stop`)] },
      },
    ),
    error(
      "kills-shell",
      "unit-not-stopped",
      "MAINPID is the launcher's shell",
      {},
      { host: [unstopped(`ExecStart=${APP} start\nExecStop=/bin/kill -TERM $MAINPID`)] },
    ),
    error(
      "kills-process",
      "unit-not-stopped",
      "systemd.kill(5), KillMode=process: LXC 3.0 stays in the unit's cgroup, and gets no signal",
      { user: "web" },
      { host: [unstopped(`ExecStart=${APP} start\nKillMode=process`)], options: { dialect: "3.0", cgroup: "v1" } },
    ),
    error("kills-nothing", "unit-not-stopped", "KillMode=none signals nothing, the program that notified neither", notified(), {
      host: [TMPFILES, unstopped(`${NOTIFY}\nKillMode=none`)],
    }),
    warning(
      "stopped-first",
      "unit-not-stopped",
      "the next start stops what is left, and a stop does not",
      {},
      { host: [unstopped(`ExecStartPre=-/usr/bin/lxc-stop -n APP\nExecStart=${APP} start`)] },
    ),
    warning(
      "empty-argument",
      "argument-not-passed",
      "the unit gives start alone: $2 is empty",
      { launcher: [here("<ExecParams>-c $2</ExecParams>")] },
      { host: [unit(`ExecStart=${APP} start`)], mended: { host: [unit(`ExecStart=${APP} start /etc/app.conf`)] } },
    ),
    warning(
      "first-argument",
      "argument-not-passed",
      "$1 is the word start itself",
      { launcher: [here("<ExecParams>-c $1</ExecParams>")] },
      { host: [unit(`ExecStart=${APP} start`)] },
    ),
    error(
      "run-directory-as-file",
      "boot-type",
      "tmpfiles.d(5) makes a directory: mount(2), ENOTDIR",
      { mounts: [here(RUN.replace('type="dir"', 'type="file"'))] },
      { host: [TMPFILES], mended: { description: { mounts: [RUN] } } },
    ),
    error(
      "runtime-directory-as-file",
      "boot-type",
      "and so does systemd.exec(5), RuntimeDirectory=",
      { mounts: [here(RUN.replace('type="dir"', 'type="file"'))] },
      { host: [unit("ExecStart=/bin/true\nRuntimeDirectory=app")], mended: { description: { mounts: [RUN] } } },
    ),
    error(
      "socket-as-directory",
      "boot-type",
      "systemd.socket(5), ListenStream=",
      { mounts: [here(SOCKET.replace('type="file"', 'type="dir"'))] },
      { host: [SOCKET_UNIT], mended: { description: { mounts: [SOCKET] } } },
    ),
    hint("run-directory", "made-by-nobody", "tmpfiles.d(5): /run is empty at boot", { mounts: [here(RUN)] }),
    hint("log-directory", "made-by-nobody", "nothing makes the directory of the logs", {
      config: ['<Logging enable="true">', here("<LogPath>var/log/own</LogPath>"), "<Log>a.log</Log>", "</Logging>"],
    }),
  ],
  clean: [
    sound(
      "boot-types",
      "a link may lead to either; lines that do not agree, or only adjust, tell nothing; a directory above a socket",
      {
        mounts: ["a", "b", "c"]
          .map((name) => bind(`/run/${name}`, { options: "rw,bind,nosuid,nodev,noexec" }))
          .concat(bind("/run/d", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" })),
      },
      {
        host: [
          { path: "usr/lib/tmpfiles.d/own.conf", content: "L /run/a - - - - /opt\nd /run/b\nf /run/b\nz /run/c 0755 - - -\nd /run/%m\n" },
          { path: "lib/systemd/system/own.socket", content: "[Socket]\nListenStream=/run/d/own.sock\nListenStream=@c\nListenStream=80\n" },
        ],
      },
    ),
    sound(
      "simple",
      "the unit of docs/device.md",
      { launcher: ['<StopFunction enable="true"/>'] },
      {
        host: [unit(`Type=simple\nExecStart=${APP} start\nExecStop=${APP} stop`)],
      },
    ),
    sound(
      "in-cgroup",
      "LXC 3.0 stays in the unit's cgroup, and hands the signal on",
      { user: "web" },
      { host: [unstopped(`ExecStart=${APP} start`)], options: { dialect: "3.0", cgroup: "v1" } },
    ),
    sound(
      "stopped-otherwise",
      "a script, a name, a trap, a drop-in",
      {},
      {
        host: [
          "ExecStop=/usr/bin/stop-app",
          "ExecStop=/usr/bin/killall app",
          "ExecStopPost=/usr/bin/lxc-stop -n APP",
          `ExecStart=\nExecStart=/bin/sh -c 'trap "lxc-stop -n APP" TERM; ${APP} start & wait'`,
        ].map((line, index) => ({
          path: `lib/systemd/system/app${index}.service`,
          content: `[Service]\nExecStart=${APP} start\n${line}\n`,
        })),
      },
    ),
    sound("notified-stop", "a stop signals the PID that the launcher told", notified(), { host: [TMPFILES, unstopped(NOTIFY)] }),
    sound(
      "below-unit",
      "lxc.cgroup.relative: the container's cgroups are below the unit's",
      { config: ["<LxcInclude>/etc/lxc/board.conf</LxcInclude>"] },
      { host: [{ path: "etc/lxc/board.conf", content: "lxc.cgroup.relative = 1\n" }, unstopped(`ExecStart=${APP} start`)] },
    ),
    sound("notify", "the same with a notification", notified(), { host: [TMPFILES, unit(`${NOTIFY}\nTimeoutStartSec=60`)] }),
    sound("kept", "a process of the unit that stays", notified(), {
      host: [TMPFILES, unit(`Type=notify\nNotifyAccess=all\nExecStart=/bin/sh -c '${APP} start && exec lxc-wait -n APP -s STOPPED'`)],
    }),
    sound(
      "other-container",
      "a container that no description is given for",
      {},
      {
        host: [unit("ExecStart=/container/OTHER/launcher/other.sh start")],
      },
    ),
    sound(
      "masked",
      "a unit that /dev/null masks",
      {},
      {
        host: [
          unit("ExecStart=/container/app/launcher/app.sh start"),
          { path: "etc/systemd/system/app.service", type: "symlink", target: "/dev/null" },
        ],
      },
    ),
    sound(
      "replaced",
      "a unit in /etc replaces that of the distribution",
      {},
      {
        host: [unit(NOTIFY), unit(`ExecStart=${APP} start`, "etc/systemd/system/app.service")],
      },
    ),
    sound(
      "reset",
      "an empty ExecStart= takes the first back",
      {},
      {
        host: [
          unit(`ExecStart=/container/app/launcher/app.sh start`),
          unit(`ExecStart=\nExecStart=${APP} start`, "etc/systemd/system/app.service.d/a.conf"),
        ],
      },
    ),
    sound("template", "an argument that only an instance has", attached(), {
      host: [unit(`ExecStart=${APP} %i`, "lib/systemd/system/app@.service")],
    }),
    sound(
      "continued",
      "a line that goes on, comments",
      {},
      {
        host: [unit(`# ExecStart=${APP}\nExecStart=${APP} \\\n; a comment\n  start`)],
      },
    ),
    sound(
      "stop-may-fail",
      "a failure of stop that counts as success",
      {},
      { host: [unit(`ExecStart=${APP} start\nExecStop=-${APP} stop`)] },
    ),
    sound(
      "notifies-itself",
      "a program that has systemd's socket",
      { mounts: [bind("/run/systemd/notify", { options: "rw,bind,nosuid,nodev,noexec" })] },
      {
        host: [unit(NOTIFY)],
      },
    ),
    sound(
      "variable",
      "a variable that the unit sets",
      { launcher: ["<ExecParams>-c $APP_CONF</ExecParams>"] },
      {
        host: [unit(`Environment="APP_CONF=/etc/app.conf" B=2\nExecStart=${APP} start`)],
      },
    ),
    sound(
      "variables-of-file",
      "variables of a file",
      { launcher: ["<ExecParams>-c $APP_CONF</ExecParams>"] },
      {
        host: [unit(`EnvironmentFile=-/etc/default/app\nExecStart=${APP} start`)],
      },
    ),
    sound(
      "passed",
      "an argument that one of two units gives",
      { launcher: ["<ExecParams>-c $2</ExecParams>"] },
      {
        host: [unit(`ExecStart=${APP} start`), unit(`ExecStart=${APP} start /etc/app.conf`, "lib/systemd/system/app2.service")],
      },
    ),
    sound("oneshot", "a launcher that ends, and a service that stays", notified(), {
      host: [TMPFILES, unit(`Type=oneshot\nRemainAfterExit=yes\nNotifyAccess=all\nExecStart=${APP} start`)],
    }),
    sound(
      "made",
      "a directory that RuntimeDirectory= makes",
      { mounts: [RUN] },
      { host: [unit(`RuntimeDirectory=app\nExecStart=${APP} start`)] },
    ),
  ],
};
