import { COMMANDS, type CommandName, isCommand, optionOf } from "./commands.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { noSuchCommand } from "./no-such-command.ts";
import { type OptionName, type OptionSpec, placeholderOf } from "./options.ts";
import { DONE, type Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { wrapWords } from "./wrap-words.ts";

/** `help`: the help of a command, or of all. Throws a UsageError. */
export const help = async ({ args, host }: Session): Promise<number> => {
  const [word, ...more] = args.operands;
  if (more.length > 0) throw new UsageError("help takes one command", args.command);
  if (word !== undefined && !isCommand(word)) throw noSuchCommand(word);
  await host.print(word === undefined ? generalHelp() : commandHelp(word));
  return DONE;
};

/** The help of one command. */
export const commandHelp = (command: CommandName): string => {
  const { synopsis, summary, options, examples } = COMMANDS[command];
  return [
    `Usage: lxc-overlay ${synopsis}`,
    `\n${capitalised(summary)}.`,
    `\nOptions:\n${columns(options.map((name) => [optionWords(name, optionOf(command, name)), optionOf(command, name).help]))}`,
    `Examples:\n${examples.map((example) => `  ${example}\n`).join("")}`,
    ...(command === "build" ? [exitCodes()] : []),
  ].join("\n");
};

/** The help without a command: what there is. */
export const generalHelp = (): string =>
  [
    "Usage: lxc-overlay [command] [options] [arguments]",
    "\nMakes overlays with LXC containers for a device from its rootfs tarball and XML descriptions.",
    `\nCommands:\n${columns(Object.values(COMMANDS).map(({ synopsis, summary }) => [synopsis, summary]))}`,
    "lxc-overlay help <command> shows a command's options and examples; lxc-overlay --version the version.",
    `\n${exitCodes()}`,
  ].join("\n");

const exitCodes = (): string =>
  `${wrapWords(`Exit codes: ${EXIT_CODES.map(([code, meaning]) => `${code} ${meaning}`).join(", ")}.`, 120).join("\n")}\n`;

/** `-r, --rootfs <tar>`. */
export const optionWords = (name: OptionName, spec: OptionSpec): string => {
  const { short, alias, isSwitchToo = false } = spec;
  const value = placeholderOf(spec);
  const long = [name, ...(alias === undefined ? [] : [alias])].map((each) => `--${each}`).join(", ");
  return `${short === undefined ? "    " : `-${short}, `}${long}${value === undefined ? "" : isSwitchToo ? `[=${value}]` : ` <${value}>`}`;
};

/** What is too wide for the left column has a line of its own. */
const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length).filter((length) => length <= WIDEST));
  const gap = `\n${" ".repeat(width + 4)}`;
  return rows.map(([left, right]) => `  ${left.length > WIDEST ? `${left}${gap}` : `${left.padEnd(width)}  `}${right}\n`).join("");
};

const WIDEST = 36;

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
