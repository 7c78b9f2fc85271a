import type { CommandName } from "./commands.ts";
import { ALL_COMMANDS, COMMAND_NAMES, operandsOf, valueKindOf } from "./completion-words.ts";
import { optionOf } from "./commands.ts";
import type { OptionSpec } from "./options.ts";

/** A completion script for fish from 3.0 on. */
export const fishScript = (): string => {
  const line = (condition: string, rest: string): string => `complete -c lxc-overlay -n "${condition}" ${rest}\n`;
  const lines = ALL_COMMANDS.map(([name, spec]) => {
    const flags = spec.options.map((option) => {
      const own = optionOf(name, option);
      const short = own.short === undefined ? "" : ` -s ${own.short}`;
      return line(seen(name), `-l ${option}${short}${valueOf(own)} -d ${quoted(own.help)}`);
    });
    const words = operandsOf(spec);
    const operands = words === undefined ? "" : line(seen(name), `-f -a ${quoted(words.join(" "))}`);
    return line("__fish_use_subcommand", `-a ${name} -d ${quoted(spec.summary)}`) + flags.join("") + operands;
  });
  return TAGS + lines.join("");
};

/** What config.ini allows, of the -c that is typed already. */
const TAGS = `function __lxc_overlay_tags
  set -l words (commandline -opc)
  set -l config
  for index in (seq 2 (count $words))
    switch $words[$index]
      case -c --config
        set config -c $words[(math $index + 1)]
      case '--config=*'
        set config $words[$index]
    end
  end
  $words[1] completion tags $config 2>/dev/null
end
`;

const seen = (name: CommandName): string =>
  name === "build"
    ? `not __fish_seen_subcommand_from ${COMMAND_NAMES.filter((other) => other !== "build").join(" ")}`
    : `__fish_seen_subcommand_from ${name}`;

/** How an option's value is completed: -r needs one, -x one that is no file. */
const valueOf = (spec: OptionSpec): string => {
  switch (valueKindOf(spec)) {
    case undefined:
      return "";
    case "files":
      return " -r -F";
    case "unknown":
      return " -x";
    case "choices":
      return ` -x -a ${quoted(spec.choices?.join(" ") ?? "")}`;
    case "tags":
      return " -x -a '(__fish_complete_list , __lxc_overlay_tags)'";
  }
};

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
