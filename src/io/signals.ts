const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs `clean` before a signal ends the process; gives what takes that back. */
export const onSignals = (clean: () => void): (() => void) => {
  const handler = (signal: NodeJS.Signals): void => {
    release();
    clean();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, handler);
  };
  for (const signal of SIGNALS) process.on(signal, handler);
  return release;
};
