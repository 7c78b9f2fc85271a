/** How a program that only runs another one reads its words: options up to the first word that is none, operands, the command. */
export interface Wrapper {
  /** The names of each option that it has beside a command, `=` behind those that take a value. */
  readonly options: readonly string[];
  /** What stands before the command. */
  readonly operands: readonly RegExp[];
  /** The options whose values are the command's name, instead of the first word; the first one that is given counts. */
  readonly program?: readonly string[];
  /** An option without which it runs nothing, or reads its words otherwise. */
  readonly needs?: string;
}

const wrapper = (options: readonly string[] = [], ...operands: readonly RegExp[]): Wrapper => ({ options, operands });

const DURATION = /^(?:\d+\.?\d*|\.\d+)[smhd]?$/;

const TINI = wrapper(["s", "v", "w", "g", "p=", "e="]);

/**
 * Them by name, in the forms that they have: timeout(1), nice(1), nohup(1), stdbuf(1) of coreutils, setsid(1), ionice(1), chrt(1), taskset(1) of util-linux,
 * the applets of BusyBox (its timeout had the time in -t before 1.30), start-stop-daemon(8) of dpkg and BusyBox, tini's and dumb-init's README. Options
 * with which they run nothing, or run it with other rights, are left out.
 */
export const WRAPPERS: ReadonlyMap<string, readonly Wrapper[]> = new Map([
  [
    "timeout",
    [
      wrapper(["k= kill-after=", "s= signal=", "f foreground", "p preserve-status", "v verbose"], DURATION),
      { ...wrapper(["t=", "s="]), needs: "t" },
    ],
  ],
  ["nice", [wrapper(["n= adjustment=", ..."0123456789"])]],
  ["nohup", [wrapper()]],
  ["stdbuf", [wrapper(["i= input=", "o= output=", "e= error="])]],
  ["setsid", [wrapper(["c ctty", "f fork", "w wait"])]],
  ["ionice", [wrapper(["c= class=", "n= classdata=", "t ignore"])]],
  [
    "chrt",
    [
      wrapper(
        [
          "b batch",
          "d deadline",
          "f fifo",
          "i idle",
          "o other",
          "r rr",
          "R reset-on-fork",
          "v verbose",
          "T= sched-runtime=",
          "P= sched-period=",
          "D= sched-deadline=",
        ],
        /^\d+$/,
      ),
    ],
  ],
  ["taskset", [wrapper(["a all-tasks", "c cpu-list"], /^[\da-fA-Fx,:-]+$/)]],
  ["tini", [TINI]],
  ["tini-static", [TINI]],
  ["docker-init", [TINI]],
  ["dumb-init", [wrapper(["c single-child", "r= rewrite=", "v verbose"])]],
  [
    "start-stop-daemon",
    [
      {
        options: [
          "S start",
          "b background",
          "m make-pidfile",
          "q quiet",
          "o oknodo",
          "v verbose",
          "C no-close",
          "x= exec=",
          "a= startas=",
          "p= pidfile=",
          "n= name=",
          "d= chdir=",
          "N= nicelevel=",
          "I= iosched=",
          "k= umask=",
        ],
        operands: [],
        program: ["a", "x"],
        needs: "S",
      },
    ],
  ],
]);
