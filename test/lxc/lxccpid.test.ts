import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { renderLxccpid } from "../../src/lxc/lxccpid.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run, type Run, type Shell, SHELL_NAMES, shellcheck, SHELLS } from "../support/shell.ts";

needs("shellcheck")("shellcheck", () => {
  it("finds nothing", () => {
    expect(shellcheck(renderLxccpid())).toBe("");
  });
});

/** A process tree grown by a shell script, killed after the test; `root` is the script's PID. */
const grow = async (script: string, directory: string): Promise<{ readonly root: string; readonly pidOf: (name: string) => string }> => {
  const child = spawn("sh", ["-c", `${script}\n: > ready\nwait`], { cwd: directory, detached: true, stdio: "ignore" });
  onTestFinished(() => void process.kill(-Number(child.pid), "SIGKILL"));
  const pidOf = (name: string): string => run(["cat", join(directory, `${name}.pid`)]).stdout.trim();
  while (run(["test", "-e", join(directory, "ready")]).status !== 0) await delay(20);
  await delay(100);
  return { root: String(child.pid), pidOf };
};

const search = (shell: Shell, root: string, name: string, timeout = 0): Run => {
  const file = join(scratch(), "lxccpid");
  writeFileSync(file, renderLxccpid());
  return run([...SHELLS[shell], file, "--ppid", root, name, String(timeout)]);
};

/** A program that sleeps: a copy of one, so that its command line is its own. */
const install = (directory: string, path: string): string => {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync("/bin/sleep", file);
  return file;
};

const found = (pid: string): Run => ({ status: 0, stdout: `${pid}\n`, stderr: "" });
const nothing: Run = { status: 1, stdout: "", stderr: "" };

needs("dash", "busybox").each(SHELL_NAMES)("under %s", (shell) => {
  it("finds a child by its path, its base name and the beginning of its command line, by whole words", async () => {
    const directory = scratch();
    const app = install(directory, "bin/app");
    const { root, pidOf } = await grow(`${app} 91 92 & echo $! > app.pid`, directory);
    for (const name of [app, "app", `${app} 91`, "app 91", `${app} 91 92`]) expect(search(shell, root, name)).toEqual(found(pidOf("app")));
    for (const name of [`${app} 9`, "ap", "92", "bin/app", `${app} 91 92 93`, "*app*", "app ??"]) {
      expect(search(shell, root, name)).toEqual(nothing);
    }
  });

  it("takes a * at the end for any text", async () => {
    const directory = scratch();
    const app = install(directory, "bin/app");
    const { root, pidOf } = await grow(`${app} 91 92 & echo $! > app.pid`, directory);
    for (const name of [`${app}*`, "ap*", `${app} 9*`, "app 91 92*"]) expect(search(shell, root, name)).toEqual(found(pidOf("app")));
    for (const name of [`${app}x*`, "app 92*", "app*91"]) expect(search(shell, root, name)).toEqual(nothing);
  });

  it("tells containers apart whose names begin alike", async () => {
    const directory = scratch();
    writeFileSync(join(directory, "lxc-execute"), "#!/bin/sh\nsleep 90 &\nwait\n");
    chmodSync(join(directory, "lxc-execute"), 0o755);
    const command = join(directory, "lxc-execute");
    const { root, pidOf } = await grow(`${command} -n APP2 -f x & ${command} -n APP -f x & echo $! > app.pid`, directory);
    expect(search(shell, root, `${command} -n APP`)).toEqual(found(pidOf("app")));
    expect(search(shell, root, `${command} -n AP`)).toEqual(nothing);
  });

  it("finds a script that an interpreter runs", async () => {
    const directory = scratch();
    writeFileSync(join(directory, "job.sh"), "sleep 90 &\nwait\n");
    const { root, pidOf } = await grow("sh ./job.sh x & echo $! > job.pid", directory);
    for (const name of ["./job.sh", "job.sh", "./job.sh x", "sh ./job.sh"]) expect(search(shell, root, name)).toEqual(found(pidOf("job")));
  });

  it("takes the nearest of several descendants", async () => {
    const directory = scratch();
    const app = install(directory, "app");
    const tree = `sh -c '${app} 91 & echo $! > deep.pid; wait' & sleep 0.3; ${app} 92 & echo $! > near.pid`;
    const { root, pidOf } = await grow(tree, directory);
    expect(search(shell, root, app)).toEqual(found(pidOf("near")));
    expect(search(shell, root, `${app} 91`)).toEqual(found(pidOf("deep")));
  });

  it("does not take a process from elsewhere, nor the parent itself", async () => {
    const directory = scratch();
    const app = install(directory, "app");
    const { pidOf } = await grow(`${app} 91 & echo $! > one.pid; sleep 92 & echo $! > other.pid`, directory);
    expect(search(shell, pidOf("other"), app)).toEqual(nothing);
    expect(search(shell, pidOf("one"), app)).toEqual(nothing);
    expect(search(shell, "999999999", app)).toEqual(nothing);
  });

  it("is not misled by odd names and command lines", async () => {
    const directory = scratch();
    const odd = install(directory, "a) S 1 (b c");
    const { root, pidOf } = await grow(`'${odd}' 91 & echo $! > odd.pid`, directory);
    expect(search(shell, root, odd)).toEqual(found(pidOf("odd")));
    expect(search(shell, pidOf("odd"), odd)).toEqual(nothing);
  });

  it("waits for a process to appear", async () => {
    const directory = scratch();
    const app = install(directory, "app");
    const { root, pidOf } = await grow(`(sleep 0.5; exec ${app} 91) & echo $! > app.pid`, directory);
    expect(search(shell, root, app, 10_000)).toEqual(found(pidOf("app")));
  });

  it("gives up after the time it was given", () => {
    const begin = performance.now();
    expect(search(shell, String(process.pid), "/no/such/program", 500)).toEqual(nothing);
    expect(performance.now() - begin).toBeGreaterThan(450);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  const wrong = [[], ["--ppid", "1", "x"], ["--pid", "1", "x", "1"], ["--ppid", "1", "", "1"]];
  it.each(wrong.map((args) => [args]))("says how it is used where it is called with %j", (args) => {
    const file = join(scratch(), "lxccpid");
    writeFileSync(file, renderLxccpid());
    const called = run([...SHELLS[shell], file, ...args]);
    expect(called).toMatchObject({ status: 2, stdout: "" });
    expect(called.stderr).toContain("usage: lxccpid");
  });
});
