import { COMMANDS, type CommandName, type CommandSpec } from "./commands.ts";
import { type OptionName, OPTIONS, type OptionSpec, placeholderOf } from "./options.ts";

/** All commands, for scripts that complete them. */
export const ALL_COMMANDS = Object.entries(COMMANDS) as readonly (readonly [CommandName, CommandSpec])[];

export const COMMAND_NAMES: readonly CommandName[] = ALL_COMMANDS.map(([name]) => name);

/** `--rootfs` and `-r`; `--fix` and `--fix=diff`, whose value is part of the word. */
export const flagsOf = (name: OptionName): readonly string[] => [
  `--${name}`,
  ...(OPTIONS[name].isSwitchToo === true ? (OPTIONS[name].choices ?? []).map((value) => `--${name}=${value}`) : []),
  ...(OPTIONS[name].short === undefined ? [] : [`-${OPTIONS[name].short}`]),
];

const NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** A pattern of a shell's `case` with every option whose value is of one of some kinds. */
export const patternOf = (...kinds: readonly ValueKind[]): string =>
  NAMES.filter((name) => {
    const kind = valueKindOf(OPTIONS[name]);
    return kind !== undefined && kinds.includes(kind);
  })
    .flatMap(flagsOf)
    .join(" | ");

/** What an option's value can be completed to. */
export type ValueKind = NonNullable<OptionSpec["completes"]> | "choices" | "unknown";

/** `undefined`: a switch, or what is one without its value. */
export const valueKindOf = (spec: OptionSpec): ValueKind | undefined => {
  if (placeholderOf(spec) === undefined || spec.isSwitchToo === true) return undefined;
  return spec.choices === undefined ? (spec.completes ?? "unknown") : "choices";
};

/** The words that a command takes as arguments; undefined: files. */
export const operandsOf = ({ words }: CommandSpec): readonly string[] | undefined => (words === "commands" ? COMMAND_NAMES : words);

/** Commands whose arguments are descriptions. */
export const takesDescriptions = ({ synopsis }: CommandSpec): boolean => synopsis.includes("<description.xml>");
