import { readFileSync } from "node:fs";

/** In milliseconds: a process that the kernel can't end (one that waits for a dead file server) is left alone. */
const PATIENCE = 5000;

/** Kills the leader of a process group with the whole group, and returns when it does nothing any more. */
export const killProcess = (pid: number): void => {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    return;
  }
  const end = performance.now() + PATIENCE;
  while (isRunning(pid) && performance.now() < end) Atomics.wait(NEVER, 0, 0, 1);
};

const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** Whether a process is there and no zombie, proc_pid_stat(5). */
const isRunning = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    return false;
  }
};
