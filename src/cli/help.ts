import { COMMANDS, type CommandName, optionOf } from "./commands.ts";
import type { OptionName, OptionSpec } from "./options.ts";

/** The help of one command. */
export const commandHelp = (command: CommandName): string => {
  const { synopsis, summary, options, examples } = COMMANDS[command];
  return [
    `Usage: lxc-overlay ${synopsis}`,
    `\n${capitalised(summary)}.`,
    `\nOptions:\n${columns(options.map((name) => [optionWords(name, optionOf(command, name)), optionOf(command, name).help]))}`,
    `Examples:\n${examples.map((example) => `  ${example}\n`).join("")}`,
    ...(command === "build" ? [EXIT_CODES] : []),
  ].join("\n");
};

/** The help without a command: what there is. */
export const generalHelp = (): string =>
  [
    "Usage: lxc-overlay [command] [options] [arguments]",
    "\nMakes overlays with LXC containers for a device from its rootfs tarball and XML descriptions.",
    `\nCommands:\n${columns(Object.values(COMMANDS).map(({ synopsis, summary }) => [synopsis, summary]))}`,
    "lxc-overlay <command> --help shows a command's options and examples; lxc-overlay --version the version.",
    `\n${EXIT_CODES}`,
  ].join("\n");

const EXIT_CODES = `Exit codes: 0 done (warnings and hints allowed), 1 errors in a description, in config.ini or against the rootfs, or a
difference that diff or verify found, 2 wrong usage, 3 a file, a tool or a registry failed.
`;

/** `-r, --rootfs <tar>`. */
const optionWords = (name: OptionName, { short, alias, value }: OptionSpec): string => {
  const long = [name, ...(alias === undefined ? [] : [alias])].map((each) => `--${each}`).join(", ");
  return `${short === undefined ? "    " : `-${short}, `}${long}${value === undefined ? "" : ` <${value}>`}`;
};

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
