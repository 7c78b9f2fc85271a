import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { checkOf, elf, messages, mount } from "./check-of.ts";

const unit = (lines: string): EntrySketch => ({
  path: "lib/systemd/system/app.service",
  content: `[Service]\n${lines}\nExecStop=-/usr/bin/lxc-stop -n APP\n`,
});
const APP = "/container/APP/launcher/app.sh";

const found = (lines: string, params = "", ...codes: readonly string[]) =>
  messages(
    checkOf({
      host: [elf("usr/bin/app"), elf("bin/systemd-notify"), elf("usr/bin/lxccpid"), unit(lines)],
      exec: "/usr/bin/app",
      params,
      rootfs: mount("/usr/bin/app"),
    }),
    ...codes,
  );

describe("a unit that calls a launcher", () => {
  it("names one that there is", () => {
    expect(found("ExecStart=/container/App/launcher/app.sh start")).toEqual([
      "unit-launcher-missing: /lib/systemd/system/app.service:2 executes /container/App/launcher/app.sh, which there is not: that fails",
    ]);
    expect(found("ExecStart=/container/OTHER/launcher/app.sh start")).toEqual([]);
  });

  it("gives it an argument that it knows", () => {
    expect(found(`ExecStart=/bin/sh ${APP} strat`)).toEqual([
      "unit-argument: /lib/systemd/system/app.service:2 calls app.sh with strat, and it ends with 1: it knows start",
    ]);
    expect(found(`ExecStart=/usr/bin/test -x ${APP}`)).toEqual([]);
    expect(found(`ExecStart=/usr/bin/nice -n 5 ${APP} start`)).toEqual([]);
  });

  it("is of a type that fits", () => {
    expect(found(`Type=notify\nNotifyAccess=all\nExecStart=${APP} start`, "", "unit-type")).toEqual([
      'unit-type: /lib/systemd/system/app.service:4: Type=notify, and "start" of app.sh notifies nobody: systemd waits until its time is over, and ends what was started',
    ]);
    const notify = '<SystemdNotify create="yes"/>';
    expect(found(`Type=notify\nExecStart=${APP} start`, notify, "unit-notify-access")).toHaveLength(1);
    expect(found(`Type=notify\nNotifyAccess=all\nTimeoutStartSec=2\nExecStart=${APP} start`, notify)).toEqual([
      'unit-start-timeout: /lib/systemd/system/app.service:5: TimeoutStartSec=2, and "start" of app.sh may wait 3 s for its program: systemd ends it before',
    ]);
  });

  it("gives what the program is to get", () => {
    expect(found(`ExecStart=${APP} start`, "<ExecParams>-i $2</ExecParams>")).toEqual([
      "argument-not-passed: $2 is empty: /lib/systemd/system/app.service:2 gives the launcher start alone",
    ]);
    expect(found(`ExecStart=${APP} start %i`, "<ExecParams>-i $2</ExecParams>")).toEqual([]);
  });
});

describe("a PidFile", () => {
  const RUN = mount("/run/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" });
  const pid = (file: string, rootfs: string, params = "") =>
    messages(
      checkOf({
        host: [elf("usr/bin/app"), elf("bin/systemd-notify"), elf("usr/bin/lxccpid")],
        exec: "/usr/bin/app",
        params: `<ExecParams>${params}</ExecParams><SystemdNotify create="yes"><PidFile>${file}</PidFile></SystemdNotify>`,
        rootfs: mount("/usr/bin/app") + rootfs,
      }),
      "pid-file-not-shared",
      "pid-file-relative",
    );

  it("is one that host and container share", () => {
    expect(pid("/run/app/a.pid", RUN)).toEqual([]);
    expect(pid("/run/app/a.pid", RUN, "--pid-file=/run/app/a.pid")).toEqual([]);
    expect(pid("/run/app/a.pid", mount("/run/app", { type: "dir", to: "/own", options: "rw,bind" }))).toEqual([]);
    expect(pid("/run/app/a.pid", "")).toEqual([
      "pid-file-not-shared: what the program writes as /run/app/a.pid is not /run/app/a.pid on the host: no mount shows the container that directory; the launcher waits 30 s, then ends with 1",
    ]);
    expect(pid("/run/app/a.pid", mount("/run/app", { type: "dir", to: "/own", options: "rw,bind" }), "-P /own/a.pid")).toEqual([]);
    expect(pid("/run/app/a.pid", RUN, "-p/run/app/b.pid")).toEqual([
      "pid-file-not-shared: the program writes /run/app/b.pid, and the launcher waits 30 s for /run/app/a.pid, then ends with 1",
    ]);
    expect(pid("/run/app/a.pid", RUN, "--peer /run/app/b.pid")).toEqual([]);
  });

  it("is a warning where the parameters do not name it: something else may write it", () => {
    const severity = (params: string): readonly string[] =>
      checkOf({
        host: [elf("usr/bin/app"), elf("bin/systemd-notify"), elf("usr/bin/lxccpid")],
        exec: "/usr/bin/app",
        params: `<ExecParams>${params}</ExecParams><SystemdNotify create="yes"><PidFile>/run/a.pid</PidFile></SystemdNotify>`,
        rootfs: mount("/usr/bin/app"),
      }).flatMap((each) => (each.code === "pid-file-not-shared" ? each.severity : []));
    expect(severity("-n")).toEqual(["warning"]);
    expect(severity("-p /run/a.pid")).toEqual(["error"]);
  });

  it("can be written", () => {
    expect(pid("/run/app/a.pid", RUN.replace("rw,", "ro,"))).toEqual([
      "pid-file-not-shared: the program can't write /run/app/a.pid: /run/app is mounted ro; the launcher waits 30 s, then ends with 1",
    ]);
    expect(pid("/run/app/a.pid", mount("/run/app/a.pid", { options: "rw,bind" }))).toEqual([
      "pid-file-not-shared: /run/app/a.pid itself is mounted, and the launcher removes it before the start: LXC finds no source for the mount",
    ]);
  });

  it("is absolute", () => {
    expect(pid("app.pid", "")).toEqual([
      "pid-file-relative: the launcher waits for app.pid in the directory where it is called, whatever that is",
    ]);
  });
});

describe("a ProcessName", () => {
  const named = (name: string) =>
    messages(
      checkOf({
        host: [elf("usr/bin/app"), elf("usr/bin/child"), elf("bin/systemd-notify"), elf("usr/bin/lxccpid")],
        exec: "/usr/bin/app",
        params: `<SystemdNotify create="yes"><ProcessName>${name}</ProcessName></SystemdNotify>`,
        rootfs: mount("/usr/bin/app") + mount("/usr/bin/child"),
      }),
      "process-name-unmatched",
    );

  it("is that of a program in the container", () => {
    expect(["/usr/bin/app", "app", "child", "/bin/child", "app: main", "/usr/bin/ap*"].flatMap(named)).toEqual([]);
    expect(named("/usr/bin/aap")).toEqual([
      "process-name-unmatched: lxccpid finds no process /usr/bin/aap: the container has no program of that name; the launcher ends with 1",
    ]);
  });
});

it("two launchers, names and logs are apart: container-name-taken, name-in-other-case, pid-file-taken, bad-log-file, moved-from-host, made-by-nobody", () => {
  const app = `<CONTAINER SandboxName="app"><LxcParams><LauncherName>b</LauncherName><ContainerName>APP</ContainerName><ExecName>/usr/bin/app</ExecName></LxcParams></CONTAINER>`;
  const diagnostics = checkOf({ host: [elf("usr/bin/app")], exec: "/usr/bin/app", rootfs: mount("/usr/bin/app"), others: [app] });
  expect(messages(diagnostics, "container-name-taken", "name-in-other-case")).toEqual([
    "container-name-taken: the ContainerName APP is APP's and app's: LXC starts one of them only, and stop and Attach of each reach whichever runs",
    "name-in-other-case: app and APP are two containers: upper and lower case count",
  ]);
});
