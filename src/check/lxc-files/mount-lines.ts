import { hasBindOption, hasHostSource } from "../../plan/mount-kind.ts";
import { optionHelp } from "../option-help.ts";
import { senseOf } from "../option-sense.ts";
import type { SettingProblem, StartReader } from "./setting-problem.ts";

/** Judges an entry of fstab(5) in lxc.conf, as the entries of MountPoints are judged: what LXC does not find, or the kernel does not mount. */
export const judgeMountEntry = (line: string, { dialect, isMissing }: StartReader): SettingProblem | undefined => {
  const [source = "", , fsType = "none", given = "defaults"] = line.trim().split(/\s+/);
  const options = given.split(",");
  const mount = { fsType, options };
  // What is left out on purpose, what is escaped, and what lies in the container is not judged.
  if (options.includes("optional") || options.includes("relative") || line.includes("\\")) return undefined;
  if (hasHostSource(mount) && !hasBindOption(mount) && !options.some((option) => OF_MOUNTED.test(option))) {
    const misspelt = options.find((option) => senseOf(option, mount, dialect).kind === "ignored");
    const help = misspelt === undefined ? "add bind to its options" : optionHelp(misspelt, mount).help;
    return { message: `lxc.mount.entry: ${source} is mounted without the option bind, and without the type of a file system`, help };
  }
  if (hasBindOption(mount) && source.startsWith("/") && isMissing(source))
    return {
      message: `lxc.mount.entry: ${source} is not in the host rootfs`,
      help: "add it, add optional to its options, or remove the line",
    };
  const refused = options.find((option) => ["refused", "bad-value"].includes(senseOf(option, mount, dialect).kind));
  return refused === undefined
    ? undefined
    : { message: `lxc.mount.entry: ${fsType} does not take the option ${refused}`, help: optionHelp(refused, mount).help };
};

/** What changes a mount that is there: mount(2). */
const OF_MOUNTED = /^(?:remount|r?(?:private|shared|slave|unbindable))$/;
