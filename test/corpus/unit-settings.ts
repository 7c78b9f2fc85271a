import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { error, type Kind, sound, warning } from "./case.ts";
import { bind, type Description, here, move, PROC, textOf } from "./description.ts";

const APP = "/container/APP/launcher/app.sh";
const STOP = "ExecStop=/usr/bin/lxc-stop -n APP";

const unit = (...lines: readonly string[]): EntrySketch => ({
  path: "lib/systemd/system/app.service",
  content: `[Unit]\nDescription=app\n\n[Service]\n${[`ExecStart=${APP} start`, ...lines, STOP].join("\n")}\n`,
});

const script = (text: string, path = "etc/init.d/app"): EntrySketch => ({ path, mode: 0o755, content: `#!/bin/sh\n${text}\n` });

const LIMITED: Description = { config: ["<CGroupSettings><MemoryLimit>64M</MemoryLimit></CGroupSettings>"] };
const SERIAL = bind("/dev/ttyS0", { type: "dev", options: "rw,bind,nosuid,noexec" });
const CAPABLE: Description = {
  program: [PROC],
  moves: [move("/usr/bin/app", { caps: "cap_net_raw+ep" })],
  config: ["<CapKeep>net_raw</CapKeep>"],
};
const BRIDGED: Description = {
  config: ['<Network type="veth"><Name>eth0</Name><Flags>up</Flags><Link>br0</Link><IPV4>10.0.3.15/24</IPV4></Network>'],
};
const BRIDGE: EntrySketch = { path: "etc/network/interfaces", content: "auto br0\niface br0 inet dhcp\n  bridge_ports eth0\n" };
const NAMED: Description = { launcher: ["<ContainerName>APP-1</ContainerName>"] };

const restricted = (id: string, line: string, why: string, description: Description = {}, host: readonly EntrySketch[] = []) =>
  error(id, "unit-sandbox", why, description, { host: [...host, unit(line)], mended: { host: [...host, unit()] } });

const policy = (user: string, rule: string, name = "app"): EntrySketch => ({
  path: `etc/dbus-1/system.d/${name}.conf`,
  content: `<busconfig>\n<!-- <policy context="default"><allow own="*"/></policy> -->\n<policy user="${user}"><allow ${rule}/></policy>\n</busconfig>\n`,
});

const socket = (line: string): EntrySketch => ({
  path: "lib/systemd/system/prov.socket",
  content: `[Socket]\nListenStream=/run/prov.sock\n${line}\n`,
});
const SOCKET = bind("/run/prov.sock", { options: "rw,bind,nosuid,nodev,noexec" });

const ATTACHED: Description = {
  launcher: ["<Attach>", "<ParamName>monitor</ParamName>", "<ExecName>/usr/bin/app</ExecName>", "<UserName>app</UserName>", "</Attach>"],
};

const monitor = (lines: string): EntrySketch => ({
  path: "lib/systemd/system/monitor.service",
  content: `[Service]\nExecStart=${APP} monitor\n${lines}\n`,
});

const TMPFILES: EntrySketch = { path: "usr/lib/tmpfiles.d/app.conf", content: "d /run/app 0755 app app -\n" };
const MAKER: Description = {
  launcher: ["<ExecParams>-s /run/app/app.sock</ExecParams>"],
  mounts: [bind("/run/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" })],
};
const USER = textOf({
  name: "WEB",
  launcherName: "web",
  user: "web",
  mounts: [bind("/run/app/app.sock", { options: "rw,bind,nosuid,nodev,noexec" })],
});
const web = (line: string): EntrySketch => ({
  path: "lib/systemd/system/web.service",
  content: `[Unit]\n${line}\n[Service]\nExecStart=/container/WEB/launcher/web.sh start\nExecStop=/usr/bin/lxc-stop -n WEB\n[Install]\nWantedBy=multi-user.target\n`,
});

/** What settings of a unit do to the launcher and LXC: systemd.exec(5), systemd.service(5), seen with LXC 5.0.2. */
export const UNIT_SETTINGS: Kind = {
  kind: "unit-settings",
  faults: [
    restricted("no-sys-admin", "CapabilityBoundingSet=CAP_NET_RAW CAP_NET_ADMIN", "Failed to clone: no CAP_SYS_ADMIN"),
    restricted("sys-admin-taken", "CapabilityBoundingSet=~CAP_SYS_ADMIN CAP_SYS_BOOT", "the same, by what is taken"),
    restricted("no-setuid", "CapabilityBoundingSet=~CAP_SETUID", "setresuid(2), EPERM"),
    restricted("no-setpcap", "CapabilityBoundingSet=~CAP_SETPCAP", "prctl(2), PR_CAPBSET_DROP: EPERM", {
      config: ["<CapDrop>sys_module</CapDrop>"],
    }),
    restricted("no-net-admin", "CapabilityBoundingSet=~CAP_NET_ADMIN", "no veth", BRIDGED, [BRIDGE]),
    restricted("namespaces", "RestrictNamespaces=yes", "Failed to clone"),
    restricted("namespaces-listed", "RestrictNamespaces=net uts ipc", "no mount name space"),
    restricted("namespaces-taken", "RestrictNamespaces=~pid", "no PID name space"),
    restricted("system-calls", "SystemCallFilter=~@mount", "mount(2), EPERM"),
    restricted("system-service", "SystemCallFilter=@system-service\nSystemCallFilter=~@resources", "@system-service has no mount"),
    restricted("privileged-calls", "SystemCallFilter=~@privileged", "@privileged has pivot_root"),
    restricted("families", "RestrictAddressFamilies=AF_INET AF_INET6", "lxc_server_init has an AF_UNIX socket"),
    restricted("host-name", "ProtectHostname=yes", "sethostname(2), EPERM"),
    restricted("read-only", "ProtectSystem=strict", "/run/lxc is read-only"),
    restricted("cgroups", "ProtectControlGroups=yes", "Failed to setup cgroup limits", LIMITED),
    restricted("devices", "PrivateDevices=true", "no source for the mount", { mounts: [SERIAL] }, [
      { path: "dev/ttyS0", type: "character", mode: 0o666 },
    ]),
    restricted("home", "ProtectHome=yes", "no source for the mount", { mounts: [bind("/home/app/data")] }, [
      { path: "home/app/data", content: "" },
    ]),
    restricted("root", "RootDirectory=/srv/app", "systemd finds no launcher"),
    restricted("network-bridge", "PrivateNetwork=yes", "no bridge", BRIDGED, [BRIDGE]),
    warning("network", "unit-sandbox", "lo alone", { config: ['<Network type="none"/>'] }, { host: [unit("PrivateNetwork=yes")] }),
    warning(
      "temporary",
      "unit-sandbox",
      "another /tmp than the host's",
      { mounts: [bind("/tmp", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" })] },
      { host: [{ path: "tmp", type: "directory", mode: 0o1777 }, unit("PrivateTmp=yes")] },
    ),
    warning(
      "memory",
      "unit-sandbox",
      "the payload is in a cgroup of its own",
      {},
      { host: [unit("MemoryMax=64M")], mended: { description: LIMITED } },
    ),
    warning("no-new-privileges", "unit-sandbox", "no_new_privs.rst", CAPABLE, {
      host: [unit("NoNewPrivileges=yes")],
    }),
    warning(
      "watchdog",
      "unit-watchdog",
      "nobody sends WATCHDOG=1",
      {},
      { host: [unit("WatchdogSec=30", "Restart=always")], mended: { host: [unit()] } },
    ),
    warning(
      "reload",
      "unit-reload",
      "signal(7): SIGHUP ends sh",
      {},
      { host: [unit("ExecReload=/bin/kill -HUP $MAINPID")], mended: { host: [unit()] } },
    ),
    warning(
      "reload-user-signal",
      "unit-reload",
      "so does SIGUSR1",
      {},
      { host: [unit("ExecReload=-/usr/bin/kill -s SIGUSR1 ${MAINPID}")] },
    ),
    warning(
      "environment",
      "unit-environment",
      "clearenv(3) in LXC's do_start",
      { launcher: ["<ExecParams>--from APP_MODE</ExecParams>"] },
      {
        host: [unit('Environment="APP_MODE=1" LXC_X=2')],
        mended: {
          description: { launcher: ["<ExecParams>--from APP_MODE</ExecParams>"], environment: ["<Variable>APP_MODE=1</Variable>"] },
        },
      },
    ),
    error("stop-by-sandbox", "unit-container-name", "lxc-stop finds none that runs", NAMED, {
      host: [unit()],
      mended: { description: {} },
    }),
    error("wait-by-sandbox", "unit-container-name", "lxc-wait ends at once", NAMED, {
      host: [
        unit(
          "ExecStop=",
          "ExecStartPost=/bin/sh -c 'exec lxc-wait -n APP -s STOPPED'",
          "ExecStop=/usr/bin/lxc-stop --name=APP-1",
          "ExecStop=",
        ),
      ],
    }),
    error(
      "inittab",
      "unit-launcher-missing",
      "inittab(5): the command stands behind three colons",
      {},
      {
        host: [{ path: "etc/inittab", content: "# a\nap:5:respawn:/container/APP/launcher/App.sh start\n" }],
        mended: { host: [{ path: "etc/inittab", content: `::respawn:-${APP} start\n` }] },
      },
    ),
    error(
      "cron",
      "unit-launcher-missing",
      "crontab(5): time and user stand before the command",
      {},
      {
        host: [{ path: "etc/cron.d/app", content: "A=1\n@reboot root /container/APP/launcher/App.sh start\n" }],
        mended: { host: [{ path: "etc/cron.d/app", content: `*/5 * * * * root ${APP} start\n` }] },
      },
    ),
    error(
      "directory-left-out",
      "unit-launcher-missing",
      "execve(2), ENOENT",
      {},
      {
        host: [{ path: "lib/systemd/system/app.service", content: "[Service]\nExecStart=/container/APP/app.sh start\n" }],
      },
    ),
    error(
      "foreground",
      "script-waits",
      "the launcher ends with its program",
      {},
      {
        host: [script(`case $1 in\nstart) ${APP} start > /dev/null 2>&1 ;;\nesac`)],
        mended: { host: [script(`case $1 in\nstart) ${APP} start > /dev/null 2>&1 & ;;\nesac`)] },
      },
    ),
    warning(
      "killall",
      "unit-not-stopped",
      "the launcher's shell alone has that name",
      {},
      {
        host: [script(`case $1 in\nstart) ${APP} start & ;;\nstop) killall app.sh ;;\nesac`)],
        mended: { host: [script(`case $1 in\nstart) ${APP} start & ;;\nstop) killall app ;;\nesac`)] },
      },
    ),
    warning(
      "bus-name",
      "bus-name-denied",
      "dbus-daemon(1): a policy lets root alone own it",
      {},
      {
        host: [unit("Type=dbus", "BusName=com.vendor.App"), policy("root", 'own="com.vendor.App"')],
        mended: { host: [unit("Type=dbus", "BusName=com.vendor.App"), policy("app", 'own="com.vendor.App"')] },
      },
    ),
    warning(
      "socket",
      "socket-denied",
      "unix(7): to connect takes the right to write",
      { mounts: [here(SOCKET)] },
      {
        host: [socket("SocketMode=0600")],
        mended: { host: [socket("")] },
      },
    ),
    warning("joins-early", "unit-unordered", "systemd.unit(5), After=", ATTACHED, {
      host: [unit(), monitor("[Install]\nWantedBy=multi-user.target")],
      mended: { host: [unit(), monitor("[Install]\nWantedBy=multi-user.target\n[Unit]\nAfter=app.service")] },
    }),
    warning("mounts-early", "unit-unordered", "LXC finds no source for the mount", MAKER, {
      beside: [USER],
      host: [TMPFILES, unit(), web("")],
      mended: { host: [TMPFILES, unit(), web("After=app.service")] },
    }),
  ],
  clean: [
    sound(
      "bus-name-allowed",
      "policies of the container's user, of all, of what the name begins with",
      {},
      {
        host: [
          unit("Type=dbus", "BusName=com.vendor.App"),
          policy("root", 'own="com.vendor.App"', "a"),
          policy("app", 'own_prefix="com.vendor"', "b"),
        ],
      },
    ),
    sound(
      "bus-name-unknown",
      "no policy tells of it",
      {},
      { host: [unit("Type=dbus", "BusName=com.vendor.App"), policy("root", 'own="com.Other"')] },
    ),
    sound(
      "socket-open",
      "a socket for everybody, and one of a group",
      { mounts: [SOCKET] },
      { host: [socket("SocketMode=0660\nSocketGroup=app")] },
    ),
    sound("joins-by-hand", "without [Install] nobody starts it at boot", ATTACHED, { host: [unit(), monitor("")] }),
    sound("joins-again", "one that is started again", ATTACHED, {
      host: [unit(), monitor("Restart=always\n[Install]\nWantedBy=multi-user.target")],
    }),
    sound("joins-late", "behind another unit that is behind it", ATTACHED, {
      host: [
        unit(),
        { path: "lib/systemd/system/between.service", content: "[Unit]\nAfter=app.service\n[Service]\nExecStart=/usr/bin/busybox true\n" },
        monitor("[Install]\nWantedBy=multi-user.target\n[Unit]\nAfter=between.service"),
      ],
    }),
    sound(
      "hardened",
      "what LXC can live with",
      {},
      {
        host: [
          unit(
            "ProtectSystem=full",
            "ProtectControlGroups=yes",
            "ProtectHome=yes",
            "PrivateTmp=yes",
            "PrivateDevices=yes",
            "ProtectKernelModules=yes",
            "RestrictNamespaces=no",
            "RestrictAddressFamilies=AF_UNIX AF_INET AF_NETLINK",
            "CapabilityBoundingSet=~CAP_SYS_BOOT",
            "SystemCallFilter=@system-service @mount",
            "SystemCallArchitectures=native",
            "NoNewPrivileges=yes",
            "WatchdogSec=0",
            "MemoryMax=infinity",
            "LimitNOFILE=4096",
            "Nice=-5",
            "OOMScoreAdjust=-100",
          ),
        ],
      },
    ),
    sound(
      "written-again",
      "what another setting shows again",
      {},
      { host: [unit("ProtectSystem=strict", "ReadWritePaths=/run /container")] },
    ),
    sound(
      "privileged",
      "systemd.service(5): behind a + nothing of it holds",
      {},
      {
        host: [
          {
            path: "lib/systemd/system/app.service",
            content: `[Service]\nProtectSystem=strict\nSystemCallFilter=@system-service\nExecStart=+${APP} start\n${STOP}\n`,
          },
        ],
      },
    ),
    sound(
      "taken-back",
      "an empty value takes back",
      {},
      {
        host: [
          unit("SystemCallFilter=~@mount", "WatchdogSec=30"),
          { path: "etc/systemd/system/app.service.d/a.conf", content: "[Service]\nSystemCallFilter=\nWatchdogSec=0\n" },
        ],
      },
    ),
    sound("reload-by-name", "a signal to the program by its name, an Attach", {}, { host: [unit("ExecReload=/usr/bin/killall -HUP app")] }),
    sound(
      "environment-used",
      "variables of the launcher's text, and of other commands",
      { launcher: ["<ExecParams>-c ${APP_CONF:-/etc/app.conf}</ExecParams>"] },
      {
        host: [unit("Environment=APP_CONF=/etc/app.conf")],
      },
    ),
    sound("environment-unknown", "a variable that the program does not name", {}, { host: [unit("Environment=LANG=C.UTF-8 B=2")] }),
    sound(
      "environment-other",
      "variables for another command of the unit",
      { launcher: ["<ExecParams>--from APP_MODE</ExecParams>"] },
      {
        host: [unit("Environment=APP_MODE=1", "ExecStartPre=/usr/bin/busybox true")],
      },
    ),
    sound("stopped-by-name", "LXC's own name", NAMED, {
      host: [
        { path: "lib/systemd/system/app.service", content: `[Service]\nExecStart=${APP} start\nExecStop=/usr/bin/lxc-stop -n APP-1\n` },
      ],
    }),
    sound("background", "a function in the background", {}, { host: [script(`run() {\n  ${APP} start\n}\nrun &`)] }),
    sound(
      "beside",
      "what nobody knows of beside the container's directories",
      {},
      {
        host: [{ path: "lib/systemd/system/p.service", content: "[Service]\nExecStart=/container/APP/prepare.sh\n" }],
      },
    ),
  ],
};
