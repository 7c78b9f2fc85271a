import { parseArgs } from "node:util";
import { closest } from "../diagnostics/closest.ts";
import { COMMANDS, type CommandName, isCommand, optionOf } from "./commands.ts";
import { noSuchCommand } from "./no-such-command.ts";
import { type OptionName, OPTIONS, type OptionSpec, placeholderOf } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/** A command line, read by the table of options. */
export interface Arguments {
  readonly command: CommandName;
  /** Whether the command is named; else it is `build`. */
  readonly isNamed: boolean;
  /** The options that were given, with their values in order; a switch has none. */
  readonly options: ReadonlyMap<OptionName, readonly string[]>;
  readonly operands: readonly string[];
}

/** Reads a command line; its first word that is no option may name a command, else it is `build`. Throws a UsageError. */
export const parseArguments = (argv: readonly string[]): Arguments => {
  const tokens = tokensOf(argv);
  const first = tokens.find(({ kind }) => kind !== "option");
  const word = first?.kind === "positional" ? first.value : undefined;
  const isNamed = isCommand(word);
  const command = isNamed ? word : "build";
  const rest =
    isNamed && COMMANDS[command].takesRest === true
      ? tokens.find((each) => each.kind === "positional" && each !== first)?.index
      : undefined;
  const allowed = new Set(COMMANDS[command].options.concat("version"));
  const options = new Map<OptionName, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (rest !== undefined && token.index >= rest) break;
    if (token.kind === "positional" && !(isNamed && token === first)) operands.push(token.value);
    if (token.kind !== "option") continue;
    const name = optionNamed(token.name);
    if (name === undefined || !allowed.has(name)) throw unknownOption(token.rawName, command);
    const values = options.get(name) ?? [];
    options.set(name, values);
    if (token.value === undefined && isSwitch(OPTIONS[name])) continue;
    if (placeholderOf(OPTIONS[name]) === undefined) throw new UsageError(`the option ${token.rawName} takes no value`, command);
    values.push(checkedValue(optionOf(command, name), token));
  }
  if (rest !== undefined) operands.push(...argv.slice(rest));
  if (!isNamed) checkFirstWord(word, word === argv[0]);
  return { command, isNamed, options, operands };
};

/** What a command line, which may be wrong, says of how to talk about that. */
export const argumentsOfTalk = (argv: readonly string[]): Arguments => {
  const options = new Map<OptionName, string[]>();
  for (const token of tokensOf(argv)) {
    if (token.kind !== "option") continue;
    if (token.name === "verbose") options.set(token.name, []);
    if (token.name === "diagnostics" && OPTIONS.diagnostics.choices?.includes(token.value ?? ""))
      options.set(token.name, [token.value ?? ""]);
  }
  return { command: "build", isNamed: false, options, operands: [] };
};

/** An option as it stands in a command line. */
interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether the value stands behind `=`. */
  readonly inlineValue?: boolean | undefined;
}

const tokensOf = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], options: TABLE, strict: false, allowPositionals: true, tokens: true }).tokens;

/** A misspelt command would be taken for a description; so would a word at the very beginning that is like none. */
const checkFirstWord = (word: string | undefined, isFirst: boolean): void => {
  if (word === undefined || !/^[a-z]+$/.test(word)) return;
  if (isFirst || closest(word, Object.keys(COMMANDS)).length > 0) throw noSuchCommand(word, ` (a description of that name: ./${word})`);
};

/** The last value that an option was given. */
export const lastOf = ({ options }: Arguments, name: OptionName): string | undefined => options.get(name)?.at(-1);

const NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** Whether it may stand without a value. */
const isSwitch = (spec: OptionSpec): boolean => placeholderOf(spec) === undefined || spec.isSwitchToo === true;

const TABLE: NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]> = Object.fromEntries(
  NAMES.flatMap((name) => {
    const { short, alias } = OPTIONS[name];
    const type = isSwitch(OPTIONS[name]) ? "boolean" : "string";
    return [[name, { type, ...(short === undefined ? {} : { short }) }], ...(alias === undefined ? [] : [[alias, { type }]])];
  }),
);

const optionNamed = (word: string): OptionName | undefined => NAMES.find((name) => name === word || OPTIONS[name].alias === word);

/** What looks like an option may be the value of one if it stands behind `=`. */
const checkedValue = (spec: OptionSpec, { rawName, value, inlineValue }: OptionToken): string => {
  const { choices } = spec;
  if (value === undefined || value === "" || (/^-./.test(value) && inlineValue !== true))
    throw new UsageError(`the option ${rawName} needs a value: ${placeholderOf(spec)}`);
  if (choices?.includes(value) === false) throw new UsageError(`the option ${rawName} is one of ${choices.join(", ")}, not ${value}`);
  return value;
};

/** Says which command has the option, or which one is like it: of this command, else of others. */
const unknownOption = (rawName: string, command: CommandName): UsageError => {
  const word = rawName.replace(/^-+/, "");
  const same = NAMES.find((name) => (rawName.startsWith("--") ? optionNamed(word) === name : OPTIONS[name].short === word));
  const [meant] = rawName.startsWith("--") ? [...closest(word, COMMANDS[command].options), ...closest(word, NAMES)] : [];
  const similar = meant === undefined ? undefined : optionNamed(meant);
  const isOwn = similar !== undefined && COMMANDS[command].options.includes(similar);
  const help =
    same !== undefined
      ? `; ${havingOption(same)} it`
      : similar !== undefined
        ? `; did you mean --${similar}?${isOwn ? "" : ` (${havingOption(similar)} it)`}`
        : "";
  return new UsageError(`${command} has no option ${rawName}${help}`, command);
};

/** `check has`, or `build, check and explain have`. */
const havingOption = (option: OptionName): string => {
  const having = Object.entries(COMMANDS).flatMap(([name, { options }]) => (options.includes(option) ? name : []));
  return having.length > 1 ? `${having.slice(0, -1).join(", ")} and ${having.at(-1)} have` : `${having.join("")} has`;
};
