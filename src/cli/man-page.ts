import type { CommandName, CommandSpec } from "./commands.ts";
import { ALL_COMMANDS } from "./completion-words.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { capitalised, optionWords } from "./help.ts";
import { type OptionName, OPTIONS } from "./options.ts";
import { commandWords, exampleLines, roff, textLines } from "./roff.ts";

/** The manual page lxc-overlay(1) as man(7) source, made of what `--help` prints. `date` is that of the release, empty before it. */
export const manPage = (version: string, date: string): string =>
  [
    `.TH LXC\\-OVERLAY 1 "${date}" "lxc\\-overlay ${roff(version)}" "User Commands"`,
    ...NO_HYPHENATION,
    ...section("Name", ["lxc\\-overlay \\- make overlays with LXC containers for a device"]),
    ...section("Synopsis", ALL_COMMANDS.flatMap(synopsis)),
    ...section("Description", DESCRIPTION.flatMap(paragraph)),
    ...section("Commands", ALL_COMMANDS.flatMap(commandSection)),
    ...section("Options", (Object.keys(OPTIONS) as OptionName[]).flatMap(optionEntry)),
    ...section(
      "Exit status",
      EXIT_CODES.flatMap(([code, meaning]) => entry(String(code), `${capitalised(meaning)}.`)),
    ),
    ...section(
      "Environment",
      ENVIRONMENT.flatMap(([name, says]) => entry(name, says)),
    ),
    ...section(
      "Files",
      FILES.flatMap(([name, says]) => entry(name, says)),
    ),
    ...section("See also", [SEE_ALSO.map(([name, volume]) => `.BR ${roff(name)} (${volume})`).join(" ,\n")]),
    "",
  ].join("\n");

/** Of the names of options it would make others. */
const NO_HYPHENATION: readonly string[] = [".nr HY 0", ".nh", ".ad l"];

const DESCRIPTION: readonly string[] = [
  "lxc-overlay takes the root file system of a device, XML descriptions of containers, a config.ini and tags, and makes a tarball that is extracted over that root file system: configurations for LXC, launchers, and the files of the containers. The same inputs give the same bytes.",
  "It changes nothing in place and needs no rights of root. What will not work on the device is told with its place in a description and, where one is known, with a fix: as text on standard error, or in another form with --diagnostics.",
  "The manual of descriptions, a page for each finding, and how to put an overlay on a device are in the directory docs of the package. lxc-overlay help COMMAND prints the options of one command.",
];

const ENVIRONMENT: readonly (readonly [name: string, says: string])[] = [
  ["SOURCE_DATE_EPOCH", "The time of generated files in seconds since 1970; 0 without it."],
  ["NO_COLOR", "Findings on a terminal have no colours if it is set and not empty, nor with TERM=dumb."],
  ["PATH", "Where tar, sqfs2tar and oras are looked for, which some inputs and the registry need."],
];

const FILES: readonly (readonly [name: string, says: string])[] = [
  ["config.ini", "Tags and paths, in the working directory; without one, that of lxc-overlay itself is taken. See --config."],
  ["overlay.tar", "The overlay where --output names no other."],
];

const SEE_ALSO: readonly (readonly [name: string, volume: number])[] = [
  ["lxc.container.conf", 5],
  ["lxc-execute", 1],
  ["lxc-attach", 1],
  ["capabilities", 7],
  ["tar", 1],
  ["xmllint", 1],
];

const section = (title: string, lines: readonly string[]): readonly string[] => [`.SH ${title.toUpperCase()}`, ...lines];

const paragraph = (text: string, index: number): readonly string[] => [...(index === 0 ? [] : [".PP"]), ...textLines(text)];

/** A term and what is said of it. */
const entry = (term: string, says: string): readonly string[] => [".TP", `\\fB${roff(term)}\\fR`, ...textLines(says)];

const commandLine = ({ synopsis: text }: CommandSpec): string => commandWords(`lxc-overlay ${text}`);

const synopsis = ([, spec]: readonly [CommandName, CommandSpec], index: number): readonly string[] => [
  ...(index === 0 ? [] : [".br"]),
  commandLine(spec),
];

const commandSection = ([name, spec]: readonly [CommandName, CommandSpec]): readonly string[] => [
  `.SS ${roff(name)}`,
  commandLine(spec),
  ".PP",
  ...textLines(`${capitalised(spec.summary)}.`),
  ".PP",
  ...textLines(`Options: ${spec.options.map((each) => `--${each}`).join(", ")}.`),
  ...exampleLines(spec.examples),
];

/** An option once, with what it is in commands where it is something else. */
const optionEntry = (name: OptionName): readonly string[] => {
  const others = new Map<string, readonly string[]>();
  for (const [command, { meanings }] of ALL_COMMANDS) {
    const other = meanings?.[name]?.help;
    if (other !== undefined) others.set(other, [...(others.get(other) ?? []), command]);
  }
  const says = [OPTIONS[name].help, ...[...others].map(([help, commands]) => `In ${commands.join(" and ")}: ${help}`)];
  return [".TP", commandWords(optionWords(name, OPTIONS[name]).trim()), ...textLines(says.map((each) => `${each}.`).join(" "))];
};
