const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const pending: (() => void)[] = [];

/** Runs `clean` before a signal ends the process; gives what takes that back. */
export const onSignals = (clean: () => void): (() => void) => {
  if (pending.length === 0) for (const signal of SIGNALS) process.on(signal, end);
  pending.push(clean);
  return () => {
    const index = pending.indexOf(clean);
    if (index >= 0) pending.splice(index, 1);
    if (pending.length === 0) ignoreSignals();
  };
};

/** What began last is cleaned up first: a directory is removed after what writes into it has ended. */
const end = (signal: NodeJS.Signals): void => {
  for (const clean of pending.splice(0).reverse()) {
    try {
      clean();
    } catch {
      // The signal is what ends the process.
    }
  }
  ignoreSignals();
  process.kill(process.pid, signal);
};

const ignoreSignals = (): void => {
  for (const signal of SIGNALS) process.off(signal, end);
};
