import type { Loaded } from "../../loader/loaded.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { hostPathOf } from "../../view/container-view.ts";
import { commandsOf } from "../commands-of.ts";
import { normalizePath } from "../../linux/path-spelling.ts";
import { nameOf, type Row, type Started, textIn } from "./started.ts";

/** Python's own modules in `lib/pythonX.Y` below its prefix, without which it does not even start (Py_GetPath; site). */
export const pythonRow: Row = ({ objects, context: { view } }) => {
  // A mount may show python3.11 as python3.
  const namesOf = (each: Loaded): readonly string[] => {
    const origin = view.originOf(each.node.path);
    return [nameOf(each), baseOf((origin && hostPathOf(each.node.path, origin)) ?? "")];
  };
  const versions = new Set(objects.flatMap(namesOf).flatMap((name) => /^(?:lib)?python(\d\.\d+)/.exec(name)?.[1] ?? []));
  return [...versions].map((version) => [`/usr/lib/python${version}`, `/usr/local/lib/python${version}`]);
};

/** The modules that lighttpd's configuration names (lighttpd(8), -f and -m; server.modules). */
export const lighttpdRow: Row = (started) => {
  const command = commandOf(started, "lighttpd");
  const configuration = optionOf(command, "f");
  if (configuration === undefined) return [];
  const modules = modulesIn(textIn(started.context, configuration) ?? "");
  const given = optionOf(command, "m");
  const directories = given === undefined ? ["/usr/lib/lighttpd", "/usr/lib64/lighttpd", ...multiarch(started)] : [given];
  return modules.map((name) => directories.map((directory) => `${directory}/${name}.so`));
};

/** The words of the command that starts a program of a name; one that the shell computes is empty. */
const commandOf = ({ programs, context }: Started, name: string): readonly string[] => {
  const isStarted = programs.some(({ node }) => baseOf(node.path) === name);
  const commands = isStarted ? commandsOf(context.plan).map(({ command }) => command.words) : [];
  const words = commands.find(([program]) => program !== undefined && baseOf(program) === name) ?? [];
  return words.map((word) => word ?? "");
};

/** The value of an option of one letter, which may stand behind others: `-f /etc/x`, `-Df /etc/x`, `-f/etc/x` (getopt(3)). */
const optionOf = (words: readonly string[], letter: string): string | undefined => {
  const at = words.findIndex((word) => new RegExp(`^-\\w*${letter}(/|$)`).test(word));
  const word = words[at];
  return word === undefined ? undefined : word.includes("/") ? word.slice(word.indexOf("/")) : words[at + 1];
};

const modulesIn = (text: string): readonly string[] =>
  [...text.replaceAll(/#.*/g, "").matchAll(/server\.modules\s*\+?=\s*\(([^)]*)\)/g)].flatMap(([, list = ""]) =>
    [...list.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name),
  );

/** `/usr/lib/x86_64-linux-gnu/lighttpd`, where libraries stand in such a directory. */
const multiarch = ({ objects }: Started): readonly string[] => {
  const triplets = new Set(objects.flatMap(({ path }) => /(?:^|\/)lib\/([\w-]+-linux-gnu\w*)\//.exec(normalizePath(path))?.[1] ?? []));
  return [...triplets].map((triplet) => `/usr/lib/${triplet}/lighttpd`);
};
