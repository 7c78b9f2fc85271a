import { COMMANDS, type CommandName, type CommandSpec, optionOf } from "./commands.ts";
import { type OptionName, OPTIONS } from "./options.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `completion`: a script that teaches a shell the commands and options. */
export const completion = async ({ args, host }: Session): Promise<number> => {
  const [shell, ...more] = args.operands;
  const script = shell !== undefined && more.length === 0 && Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (script === undefined) throw new UsageError("completion takes the name of a shell: bash, zsh or fish", args.command);
  await host.print(script());
  return 0;
};

const SCRIPTS: Readonly<Record<string, () => string>> = {
  bash: () => bashScript(),
  zsh: () => `#compdef lxc-overlay\nautoload -U +X bashcompinit && bashcompinit\n${bashScript()}`,
  fish: () => fishScript(),
};

const commands = Object.entries(COMMANDS) as readonly (readonly [CommandName, CommandSpec])[];

const NAMES = Object.keys(OPTIONS) as readonly OptionName[];

const wordsOf = (name: OptionName): readonly string[] => [
  `--${name}`,
  ...(OPTIONS[name].short === undefined ? [] : [`-${OPTIONS[name].short}`]),
];

/** Every word that may begin with a dash in a command. */
const flagsOf = ({ options }: CommandSpec): string => options.flatMap(wordsOf).join(" ");

/** Options whose values can't be listed: most are files. */
const OPEN = NAMES.filter((name) => OPTIONS[name].value !== undefined && OPTIONS[name].choices === undefined).flatMap(wordsOf);

/** Options whose values can. */
const CLOSED = NAMES.flatMap((name) =>
  OPTIONS[name].choices === undefined ? [] : [{ words: wordsOf(name), choices: OPTIONS[name].choices }],
);

const bashScript = (): string => `_lxc_overlay() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  # bash takes --option=value apart at the =
  if [ "$current" = = ]; then current=; elif [ "$previous" = = ]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  # where nothing is offered, bash offers files
  case $previous in
    ${OPEN.join("|")}) COMPREPLY=(); return ;;
${CLOSED.map(({ words, choices }) => `    ${words.join("|")}) words="${choices.join(" ")}" ;;`).join("\n")}
  esac
  if [ -z "$words" ]; then
    case \${COMP_WORDS[1]}:$current in
${commands.map(([name, spec]) => `      ${name}:-*) words="${flagsOf(spec)}" ;;`).join("\n")}
      *:-*) words="${flagsOf(COMMANDS.build)}" ;;
${commands.flatMap(([name, { words }]) => (words === undefined ? [] : `      ${name}:*) words="${words.join(" ")}" ;;`)).join("\n")}
    esac
    [ "$COMP_CWORD" -gt 1 ] || words="${commands.map(([name]) => name).join(" ")} $words"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _lxc_overlay lxc-overlay
`;

const fishScript = (): string => {
  const line = (condition: string, rest: string): string => `complete -c lxc-overlay -n "${condition}" ${rest}\n`;
  const seen = (name: CommandName): string =>
    name === "build"
      ? `not __fish_seen_subcommand_from ${commands.flatMap(([other]) => (other === "build" ? [] : other)).join(" ")}`
      : `__fish_seen_subcommand_from ${name}`;
  return commands
    .map(([name, { summary, options, words }]) => {
      const flags = options.map((option) => {
        const { short, value, choices, help } = optionOf(name, option);
        const takes = choices === undefined ? (value === undefined ? "" : " -r") : ` -x -a ${quoted(choices.join(" "))}`;
        return line(seen(name), `-l ${option}${short === undefined ? "" : ` -s ${short}`}${takes} -d ${quoted(help)}`);
      });
      const operands = words === undefined ? "" : line(seen(name), `-f -a ${quoted(words.join(" "))}`);
      return line("__fish_use_subcommand", `-a ${name} -d ${quoted(summary)}`) + flags.join("") + operands;
    })
    .join("");
};

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
