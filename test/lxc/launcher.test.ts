import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it, test } from "vitest";
import { renderLauncher } from "../../src/lxc/launcher.ts";
import { needs } from "../support/needs.ts";
import { attachPlan, commandPlan, launcherPlan, notifyPlan, ROOT, startPlan, TEST } from "../support/plans.ts";
import { SHELL_NAMES, shellcheck } from "../support/shell.ts";
import { makeStandIns } from "../support/stand-ins.ts";

const CONF = "/container/APP/conf/lxc.conf";

const full = launcherPlan({
  start: {
    ...startPlan("/usr/bin/app --verbose $2", notifyPlan({ pidFile: "/run/app.pid" })),
    logFile: "/var/log/app.log",
    logPriority: "ERROR",
  },
  attaches: [
    attachPlan("shell", { command: commandPlan('/bin/sh -c "ls /"'), process: { ...ROOT, uid: 122, gid: 123, userName: "app" } }),
    attachPlan("daemon", { command: commandPlan("/usr/bin/daemon", notifyPlan({ processName: "/usr/bin/daemon", forking: true })) }),
  ],
  stop: TEST,
  clearEnv: true,
});

test("a launcher with everything in it", () => {
  expect(renderLauncher(full)).toBe(`#!/bin/sh
# app.sh: starts, joins and stops the container APP.

wait_for_file() {
    tries=0
    until [ -e "$1" ]; do
        [ "$tries" -lt 300 ] || exit 1
        tries=$((tries + 1))
        /bin/usleep 100000
    done
}

notify() {
    /bin/systemd-notify --ready MAINPID="$1" || exit 1
    # systemd must have taken the process for its own before this script ends.
    /bin/usleep 500000
}

case $1 in
start)
    rm -f /run/app.pid
    # shellcheck disable=all
    /usr/bin/lxc-execute -n APP -o /var/log/app.log -l ERROR -f /container/APP/conf/lxc.conf -- /usr/bin/app --verbose $2 &
    wait_for_file /run/app.pid
    pid=$(/usr/bin/lxccpid --ppid $! "/usr/bin/app" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
shell)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n APP -f /container/APP/conf/lxc.conf --clear-env -u 122 -g 123 -- /bin/sh -c "ls /"
    ;;
daemon)
    # shellcheck disable=all
    /usr/bin/lxc-attach -n APP -f /container/APP/conf/lxc.conf --clear-env -- /usr/bin/daemon &
    pid=$(/usr/bin/lxccpid --ppid 1 "/usr/bin/lxc-execute -n APP" 3000)
    [ -n "$pid" ] || exit 1
    pid=$(/usr/bin/lxccpid --ppid "$pid" "/init.lxc.static" 3000)
    [ -n "$pid" ] || exit 1
    pid=$(/usr/bin/lxccpid --ppid "$pid" "/usr/bin/daemon" 3000)
    [ -n "$pid" ] || exit 1
    notify "$pid"
    ;;
stop)
    /usr/bin/lxc-stop -n APP
    ;;
*)
    exit 1
    ;;
esac
`);
});

test("a launcher holds no function that it does not call", () => {
  expect(renderLauncher(launcherPlan())).not.toMatch(/wait_for_file|notify/);
  const notifies = renderLauncher(launcherPlan({ start: startPlan("/usr/bin/app", notifyPlan()) }));
  expect(notifies).toContain("notify() {");
  expect(notifies).not.toContain("wait_for_file");
});

test.each([
  [0, "0"],
  [1, "0.000001"],
  [100_000, "0.1"],
  [1_500_000, "1.5"],
  [30_000_000, "30"],
])("%d microseconds of sleep", (settle, text) => {
  const plan = launcherPlan({ start: startPlan("/usr/bin/app", notifyPlan()), pause: "sleep", settle });
  expect(renderLauncher(plan)).toContain(`    sleep ${text}\n`);
});

const uncommented = ["/usr/bin/app a#b $#", "/usr/bin/app '# a' \\# \"it's # b\"", "/usr/bin/app ${x#y} ${#x}"];
test.each(uncommented)("a text without a comment stays on its line: %s", (text) => {
  expect(renderLauncher(launcherPlan({ start: startPlan(text, notifyPlan()) }))).toContain(`-- ${text} &\n`);
});

needs("shellcheck")("shellcheck", () => {
  it("finds nothing, whatever the integrator's text and names hold", () => {
    const hostile = [
      "/bin/sh -c 'echo $HOME' $x `date` [ $a == b ] $[1+2] “quoted” ~/x {a,b}",
      "/usr/bin/app $1; echo $y & rm $z && cat $u | grep $v",
      'FOO=$bar eval "$1" > $file 2>&1',
      "/usr/bin/app $x # no $y",
    ];
    const names = "/run/ a'b\"c$d`e\\f*?;&|<>(){}[]!#~é.pid";
    const plans = hostile.flatMap((text) =>
      [undefined, notifyPlan({ pidFile: names, processName: names }), notifyPlan({ forking: true })].map((notify) =>
        launcherPlan({
          start: { ...startPlan(text, notify), logFile: names, logPriority: "TRACE" },
          attaches: ["esac", "if", "9.-_"].map((param) => attachPlan(param, { command: commandPlan(text, notify) })),
          stop: TEST,
        }),
      ),
    );
    expect(shellcheck(...[...plans, full, launcherPlan()].map(renderLauncher))).toBe("");
  });
});

needs("dash", "busybox").each(SHELL_NAMES)("under %s", (shell) => {
  it("starts the command with the launcher's own arguments, and ends with its status", () => {
    const device = makeStandIns({ "/usr/bin/lxc-execute": "exit 7" });
    const launcher = renderLauncher(launcherPlan({ start: startPlan('/usr/bin/app -c "a  b" "$1" $2') }));
    expect(device.run(shell, launcher, "start", "x y")).toEqual({ status: 7, stdout: "", stderr: "" });
    expect(device.calls()).toEqual([
      ["/usr/bin/lxc-execute", "-n", "APP", "-f", CONF, "--", "/usr/bin/app", "-c", "a  b", "start", "x", "y"],
    ]);
  });

  it("runs several commands of one text and ends with the last one's status", () => {
    const device = makeStandIns();
    const launcher = renderLauncher(launcherPlan({ start: startPlan("/usr/bin/app; echo after; (exit 5)") }));
    expect(device.run(shell, launcher, "start")).toEqual({ status: 5, stdout: "after\n", stderr: "" });
    expect(device.calls()).toEqual([["/usr/bin/lxc-execute", "-n", "APP", "-f", CONF, "--", "/usr/bin/app"]]);
  });

  it("writes LXC's log where it is told, quoting what needs it", () => {
    const device = makeStandIns();
    const start = { ...startPlan("/usr/bin/app"), logFile: "/var/log/$(x) `y` \"z\" \\ 'q'", logPriority: "TRACE" };
    expect(device.run(shell, renderLauncher(launcherPlan({ start })), "start").status).toBe(0);
    expect(device.calls()[0]?.slice(3, 7)).toEqual(["-o", start.logFile, "-l", "TRACE"]);
  });

  it("attaches with ids and a clean environment, and ends with the command's status", () => {
    const device = makeStandIns({ "/usr/bin/lxc-attach": "exit 130" });
    expect(device.run(shell, renderLauncher(full), "shell").status).toBe(130);
    expect(device.calls()).toEqual([
      ["/usr/bin/lxc-attach", "-n", "APP", "-f", CONF, "--clear-env", "-u", "122", "-g", "123", "--", "/bin/sh", "-c", "ls /"],
    ]);
  });

  it("attaches by a name that is a word of the shell's own", () => {
    const device = makeStandIns();
    const attaches = [attachPlan("esac", { command: commandPlan("/bin/ls") })];
    expect(device.run(shell, renderLauncher(launcherPlan({ attaches })), "esac").status).toBe(0);
    expect(device.calls()).toEqual([["/usr/bin/lxc-attach", "-n", "APP", "-f", CONF, "--", "/bin/ls"]]);
  });

  it("stops, and ends with lxc-stop's status", () => {
    const device = makeStandIns({ "/usr/bin/lxc-stop": "exit 2" });
    expect(device.run(shell, renderLauncher(full), "stop").status).toBe(2);
    expect(device.calls()).toEqual([["/usr/bin/lxc-stop", "-n", "APP"]]);
  });

  it.each([[["reload"]], [["st*"]], [["stop"]], [[]]])("ends with 1 for arguments %j that name nothing it has", (args) => {
    const device = makeStandIns();
    expect(device.run(shell, renderLauncher(launcherPlan()), ...args)).toEqual({ status: 1, stdout: "", stderr: "" });
    expect(device.calls()).toEqual([]);
  });

  it("tells systemd the PID of the process below the command it left in the background", () => {
    const device = makeStandIns({ "/usr/bin/lxc-execute": 'echo $$ > "$root/execute.pid"', "/usr/bin/lxccpid": "echo 4711" });
    const start = startPlan("/usr/bin/app", notifyPlan({ processName: 'a "b" $c' }));
    expect(device.run(shell, renderLauncher(launcherPlan({ start })), "start").status).toBe(0);
    const pid = readFileSync(`${device.root}/execute.pid`, "utf8").trim();
    expect(device.calls().filter(([command]) => command !== "/usr/bin/lxc-execute")).toEqual([
      ["/usr/bin/lxccpid", "--ppid", pid, 'a "b" $c', "3000"],
      ["/bin/systemd-notify", "--ready", "MAINPID=4711"],
      ["/bin/usleep", "500000"],
    ]);
  });

  const commented = ["/usr/bin/app -a # note", "/usr/bin/app -a; : #", "/usr/bin/app '#' -a&&: # don't"];
  it.each(commented)("leaves %s in the background, comment and all", (text) => {
    const device = makeStandIns({
      "/usr/bin/lxc-execute": 'sleep 0.3\n: > "$root/ended"',
      "/usr/bin/lxccpid": '[ ! -e "$root/ended" ] && [ "$2" -gt 0 ] && echo 4711',
    });
    const launcher = renderLauncher(launcherPlan({ start: startPlan(text, notifyPlan()) }));
    expect(launcher).toContain(`-- ${text}\n    } &\n`);
    expect(device.run(shell, launcher, "start")).toMatchObject({ status: 0, stderr: "" });
    expect(device.calls().map(([command]) => command)).toContain("/bin/systemd-notify");
  });

  it("waits for a new PID file, not a stale one", () => {
    const device = makeStandIns({
      "/usr/bin/lxc-execute": '[ ! -e "$root/app.pid" ] || : > "$root/stale"\nsleep 0.3\n: > "$root/app.pid"',
      "/usr/bin/lxccpid": 'ls "$root/app.pid" >&2\necho 4711',
      "/bin/usleep": "sleep 0.1",
    });
    writeFileSync(`${device.root}/app.pid`, "1\n");
    const start = startPlan("/usr/bin/app", notifyPlan({ pidFile: `${device.root}/app.pid` }));
    const started = device.run(shell, renderLauncher(launcherPlan({ start })), "start");
    expect(started).toMatchObject({ status: 0, stderr: `${device.root}/app.pid\n` });
    expect(existsSync(`${device.root}/stale`)).toBe(false);
    const waits = device.calls().filter(([command, time]) => command === "/bin/usleep" && time === "100000");
    expect(waits.length).toBeGreaterThan(0);
  });

  it("gives up after 30 seconds without a PID file", () => {
    const device = makeStandIns();
    const start = startPlan("/usr/bin/app", notifyPlan({ pidFile: `${device.root}/never` }));
    expect(device.run(shell, renderLauncher(launcherPlan({ start, pause: "sleep" })), "start").status).toBe(1);
    const others = device.calls().filter(([command]) => command !== "/usr/bin/lxc-execute");
    expect(others).toEqual(Array.from({ length: 300 }, () => ["/bin/sleep", "0.1"]));
  });

  it("ends with 1, and tells systemd nothing, where the process is not found", () => {
    const device = makeStandIns();
    const start = startPlan("/usr/bin/app", notifyPlan());
    expect(device.run(shell, renderLauncher(launcherPlan({ start })), "start").status).toBe(1);
    expect(device.calls().map(([command]) => command)).not.toContain("/bin/systemd-notify");
  });

  it("ends with 1 at once where systemd can't be told", () => {
    const device = makeStandIns({ "/usr/bin/lxccpid": "echo 4711", "/bin/systemd-notify": "exit 3" });
    const start = startPlan("/usr/bin/app", notifyPlan());
    expect(device.run(shell, renderLauncher(launcherPlan({ start })), "start").status).toBe(1);
    expect(device.calls().map(([command]) => command)).not.toContain("/bin/usleep");
  });

  const chain = 'case "$2" in 1) echo 10 ;; 10) echo 11 ;; 11) echo 12 ;; esac';
  it("finds a process that forked away in three steps", () => {
    const device = makeStandIns({ "/usr/bin/lxccpid": chain });
    expect(device.run(shell, renderLauncher(full), "daemon").status).toBe(0);
    expect(device.calls().filter(([command]) => command !== "/usr/bin/lxc-attach")).toEqual([
      ["/usr/bin/lxccpid", "--ppid", "1", "/usr/bin/lxc-execute -n APP", "3000"],
      ["/usr/bin/lxccpid", "--ppid", "10", "/init.lxc.static", "3000"],
      ["/usr/bin/lxccpid", "--ppid", "11", "/usr/bin/daemon", "3000"],
      ["/bin/systemd-notify", "--ready", "MAINPID=12"],
      ["/bin/usleep", "500000"],
    ]);
  });

  it.each([1, 10, 11])("ends with 1 where nothing is found below %d", (parent) => {
    const device = makeStandIns({ "/usr/bin/lxccpid": `[ "$2" -ne ${parent} ] || exit 0\n${chain}` });
    expect(device.run(shell, renderLauncher(full), "daemon").status).toBe(1);
    const lookUps = device.calls().filter(([command]) => command === "/usr/bin/lxccpid");
    expect(lookUps.at(-1)?.[2]).toBe(String(parent));
    expect(device.calls().map(([command]) => command)).not.toContain("/bin/systemd-notify");
  });
});
