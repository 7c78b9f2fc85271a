import { type CommandName, type CommandSpec, optionOf } from "./commands.ts";
import { ALL_COMMANDS, COMMAND_NAMES, operandsOf, patternOf, takesDescriptions, valueKindOf } from "./completion-words.ts";
import { type OptionName, type OptionSpec } from "./options.ts";

/** A completion script for zsh: evaluated behind compinit, or a file `_lxc-overlay` in a directory of fpath. */
export const zshScript = (): string => `#compdef lxc-overlay

_lxc-overlay_tags() {
  local index name
  local -a config pairs
  for ((index = 2; index < CURRENT; index++)); do
    case $words[index] in
      -c | --config) config=(-c "\${(Q)words[index + 1]}") ;;
      --config=*) config=(-c "\${(Q)words[index]#*=}") ;;
    esac
  done
  pairs=(\${(f)"$("\${(Q)words[1]}" completion tags $config 2>/dev/null)"})
  compset -P '*,'
  if compset -P 1 '(#b)(*)='; then
    name=\${IPREFIX%=}
    name=\${\${name##*,}##*=}
    compadd -- \${\${(M)pairs:#$name=?*}#*=}
  else
    compadd -S = -q -- \${(u)pairs%%=*}
  fi
}

_lxc-overlay() {
  local index command plain
  local -a commands
  commands=(
${ALL_COMMANDS.map(([name, { summary }]) => `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  for ((index = 2; index < CURRENT; index++)); do
    [[ $words[index] == -* ]] || plain=yes
    case $words[index] in
      ${COMMAND_NAMES.join(" | ")}) command=$words[index]; break ;;
    esac
  done
  case $words[CURRENT-1] in
    ${patternOf("files", "tags", "choices", "unknown")}) plain=yes ;;
  esac
  if [[ -z $plain && $words[CURRENT] != -* ]]; then
    _alternative 'commands:command:{_describe command commands}' 'files:description:_files -g "*.xml"'
    return
  fi
  case \${command:-build} in
${ALL_COMMANDS.map(
  ([name, spec]) =>
    `    ${name}) _arguments -S \\\n${argumentsOf(name, spec)
      .map((each) => `      ${each}`)
      .join(" \\\n")} ;;`,
).join("\n")}
  esac
}

if [[ $funcstack[1] == _lxc-overlay ]]; then
  _lxc-overlay "$@"
else
  compdef _lxc-overlay lxc-overlay
fi
`;

const argumentsOf = (name: CommandName, spec: CommandSpec): readonly string[] => [
  ...spec.options.map((option) => optionArgument(option, optionOf(name, option))),
  quoted(`*:${operandOf(spec)}`),
];

const optionArgument = (name: OptionName, spec: OptionSpec): string => {
  // A value that is part of the word, or none.
  if (spec.isSwitchToo === true)
    return `'*'--${name}=-${quoted(`[${escaped(spec.help)}]::${spec.value ?? "value"}:${ACTIONS.choices(spec)}`)}`;
  const value = valueOf(spec);
  const long = `--${name}${value === "" ? "" : "="}`;
  const flags = spec.short === undefined ? long : `{-${spec.short}${value === "" ? "" : "+"},${long}}`;
  return `'*'${flags}${quoted(`[${escaped(spec.help)}]${value}`)}`;
};

const valueOf = (spec: OptionSpec): string => {
  const kind = valueKindOf(spec);
  return kind === undefined ? "" : `:${escaped(spec.value ?? "value")}:${ACTIONS[kind](spec)}`;
};

const ACTIONS = {
  files: () => "_files",
  tags: () => "_lxc-overlay_tags",
  choices: ({ choices = [] }: OptionSpec) => `(${choices.join(" ")})`,
  unknown: () => " ",
};

const operandOf = (spec: CommandSpec): string => {
  const words = operandsOf(spec);
  if (words !== undefined) return `argument:(${words.join(" ")})`;
  return takesDescriptions(spec) ? 'description:_files -g "*.xml"' : "file:_files";
};

/** In a specification of _arguments. */
const escaped = (text: string): string => text.replaceAll(/[\\[\]:]/g, "\\$&");

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
