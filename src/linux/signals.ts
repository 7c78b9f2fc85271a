/** The signals of Linux with the names that LXC takes, too: signal(7); src/lxc/confile_utils.c, signames. */
export const SIGNAL_NAMES: readonly string[] = (
  "HUP INT QUIT ILL TRAP ABRT IOT BUS EMT FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CLD CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH " +
  "IO POLL INFO LOST PWR SYS UNUSED"
)
  .split(" ")
  .map((name) => `SIG${name}`);

/** Whether a text is a signal's number or name, as LXC reads it: in any case, and relative to the first or last one for real-time ones. */
export const isSignal = (text: string): boolean =>
  /^(?:\d+|SIGRTMIN\+\d+|SIGRTMAX-\d+)$/i.test(text) || SIGNAL_NAMES.includes(text.toUpperCase());
