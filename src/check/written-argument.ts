import { baseOf } from "../rootfs/paths.ts";
import type { PathArgument } from "./arguments.ts";
import { isPidFile, isPidOption } from "./pid-files.ts";

/** Whether the option and the name of an argument say that its program makes the file: its PID file or its log. */
export const isWritten = ({ option = "", path }: PathArgument): boolean =>
  isPidOption(option) ? isPidFile(path) || isLog(path) : WRITES_LOG.test(option) && isLog(path);

const isLog = (path: string): boolean => path.endsWith(".log");

const WRITES_LOG = /^-(?:l|L|o|-?log|-?log[-_]?(?:file|path)|-?out|-?output)$/;

/** Whether an argument may be a file that its program opens, and not what it only looks for, prints, or calls something else by. */
export const mayBeOpened = ({ execution: { name, words }, option = "" }: PathArgument): boolean => {
  const program = baseOf(name) === "busybox" ? (words[1] ?? "") : baseOf(name);
  return !LOOKS_ONLY.has(program) && !OTHER_NAME.test(option);
};

/** Programs of which a path that is not there is a right argument: POSIX, procps, BusyBox. */
const LOOKS_ONLY = new Set(
  "[ [[ basename dirname echo env expr find grep egrep fgrep kill killall killall5 logger ls mosquitto_pub mosquitto_sub pgrep pidof pkill printf readlink realpath rm rmdir sed start-stop-daemon stat test umount unlink wall which".split(
    " ",
  ),
);

/** What options with paths that are no files of the container are called: of a message broker, a URL, an object. */
const OTHER_NAME = /^-t$|topic|ur[il]|route|endpoint|prefix|object|match|pattern|regex|filter|excl|ignore|optional|remote/i;
