import { ALL_COMMANDS, COMMAND_NAMES, flagsOf, operandsOf, patternOf, takesDescriptions, valueKindOf } from "./completion-words.ts";
import { type OptionName, OPTIONS } from "./options.ts";

/**
 * A completion script for bash. bash takes `--option=value` and `NAME=value` apart at the `=` (COMP_WORDBREAKS) and replaces only what
 * comes behind it; so words are found by blanks, and what bash keeps is taken off what is offered.
 */
export const bashScript = (): string => `_lxc_overlay() {
  local before=\${COMP_LINE:0:COMP_POINT} program=$1 command="" option="" config="" word value words="" list tag each plain=""
  local -a typed
  word=\${before##*[[:space:]]}
  read -ra typed <<<"\${before%"$word"}"
  for each in "\${typed[@]:1}"; do
    case $option in -c | --config) config=$each ;; esac
    case $each in
      -*) ;;
      *) plain=yes ;;
    esac
    case $each in
      --config=*) config=\${each#*=} ;;
      ${COMMAND_NAMES.join(" | ")}) command=\${command:-$each} ;;
    esac
    option=$each
  done
  value=$word
  case $word in --*=*) option=\${word%%=*} value=\${word#*=} ;; esac
  COMPREPLY=()
  case $option in
    ${patternOf("tags")})
      tag=\${value##*,} list=\${value%"\${value##*,}"}
      while read -r each; do
        case $tag in
          *=*) [ "\${each%%=*}" != "\${tag%%=*}" ] || [ "$each" = "\${each%%=*}=" ] || words+=" $list$each" ;;
          *) case "$words " in *" $list\${each%%=*}= "*) ;; *) words+=" $list\${each%%=*}=" ;; esac ;;
        esac
      done < <("$program" completion tags \${config:+-c "$config"} 2>/dev/null)
      case $tag in *=*) ;; *) compopt -o nospace ;; esac
      compopt +o default ;;
${byChoices()}
    ${patternOf("files")}) return ;;
    ${patternOf("unknown")}) compopt +o default; return ;;
    *)
      case \${command:-none}:$word in
${ALL_COMMANDS.map(([name, { options }]) => `        ${name}:-*) words="${wordsOf(options)}" ;;`).join("\n")}
${ALL_COMMANDS.flatMap(([name, spec]) => operandCase(name, operandsOf(spec))).join("\n")}
        none:-*) words="${wordsOf(COMMANDS_BUILD)} --version -V" ;;
        none:*) [ -n "$plain" ] || words="${COMMAND_NAMES.join(" ")}" ;;
      esac
      case \${command:-none} in
        none | ${DESCRIBED.join(" | ")})
          if [ -z "$words" ]; then
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -d -- "$value"; compgen -f -X '!*.xml' -- "$value")
          fi ;;
      esac ;;
  esac
  [ -n "$words" ] || return
  COMPREPLY=($(compgen -P "\${word%"$value"}" -W "$words" -- "$value"))
  case $COMP_WORDBREAKS in *=*) COMPREPLY=("\${COMPREPLY[@]#"\${word%"\${word##*=}"}"}") ;; esac
}
complete -o default -F _lxc_overlay lxc-overlay
`;

const NAMES = Object.keys(OPTIONS) as readonly OptionName[];

const DESCRIBED = ALL_COMMANDS.flatMap(([name, spec]) => (takesDescriptions(spec) ? name : []));

const COMMANDS_BUILD = ALL_COMMANDS.find(([name]) => name === "build")?.[1].options ?? [];

const wordsOf = (options: readonly OptionName[]): string => options.flatMap(flagsOf).join(" ");

const byChoices = (): string =>
  NAMES.flatMap((name) => {
    const { choices } = OPTIONS[name];
    return choices === undefined || valueKindOf(OPTIONS[name]) === undefined
      ? []
      : `    ${flagsOf(name).join(" | ")}) words="${choices.join(" ")}" ;;`;
  }).join("\n");

const operandCase = (command: string, words: readonly string[] | undefined): readonly string[] =>
  words === undefined ? [] : [`        ${command}:*) words="${words.join(" ")}" ;;`];
