import { readScript, scriptLineOf } from "../execution/script-file.ts";
import type { Invocation } from "../loader/invocation.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import { withoutHereDocuments } from "../shell/here-documents.ts";
import { type ListAssignments, listAssignments, listOptions } from "../shell/list-assignments.ts";
import { readShell } from "../shell/read-shell.ts";
import { isShellName } from "../shell/shell-name.ts";
import { commandsOf } from "./commands-of.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";

/**
 * How the container executes programs that no command of its launcher starts itself: with the directories and libraries beside its own ones
 * that scripts, and what shells are given with -c, set for whatever they execute. `executed` are the files that it is likely to execute.
 */
export const invocationByScripts = (facts: ContainerFacts, executed: Iterable<HostNode>): Invocation => {
  const { invocation } = facts;
  const texts = [...commandTexts(facts), ...scriptTexts(facts, executed)];
  const libraryPath = together(texts.map(({ libraryPath: each }) => each));
  const preloads = together(texts.map(({ preloads: each }) => each));
  if (libraryPath.paths.length === 0 && !libraryPath.isOpen && preloads.paths.length === 0) return invocation;
  return {
    ...invocation,
    libraryPath: [...libraryPath.paths, invocation.libraryPath].filter((each) => each !== "").join(":"),
    isLibraryPathOwn: true,
    isLibraryPathOpen: libraryPath.isOpen,
    preloads: [...new Set([...invocation.preloads, ...preloads.paths])],
  };
};

/** What a text sets for the loaders of what it executes. */
interface Settings {
  readonly libraryPath: ListAssignments;
  readonly preloads: ListAssignments;
}

const together = (lists: readonly ListAssignments[]): ListAssignments => ({
  paths: [...new Set(lists.flatMap(({ paths }) => paths))],
  isOpen: lists.some(({ isOpen }) => isOpen),
});

const settingsIn = (text: string): Settings => ({
  libraryPath: together([listAssignments(text, NAME), listOptions(text, "--library-path")]),
  preloads: together([listAssignments(text, "LD_PRELOAD"), listOptions(text, "--preload")]),
});

const NAME = "LD_LIBRARY_PATH";

const NOTHING: ListAssignments = { paths: [], isOpen: false };
const ANYTHING: Settings = { libraryPath: { paths: [], isOpen: true }, preloads: NOTHING };

const commandTexts = ({ plan }: ContainerFacts): readonly Settings[] =>
  commandsOf(plan).flatMap(({ command: { text, words } }) => {
    const known = settingsIn(words.map((word) => word ?? "").join("\n"));
    return words.includes(undefined) && text.includes(NAME) ? [known, ANYTHING] : [known];
  });

/** Those of the scripts that are executed, of those that they name, and of what they read with `.`. */
const scriptTexts = (facts: ContainerFacts, executed: Iterable<HostNode>): readonly Settings[] => {
  const { host, plan, view } = facts;
  const path = pathVariable(facts, "PATH");
  const settings: Settings[] = [];
  const pending = new Set<HostNode>();
  const find = (name: string): HostNode | undefined => {
    const places = name.startsWith("/") ? [name] : name.includes("/") ? [] : path.map((directory) => `${directory}/${name}`);
    return places.flatMap((place) => {
      const found = lookup(view.rootfs, place);
      return found.kind === "found" && found.node.type === "file" ? [found.node] : [];
    })[0];
  };
  const meetAllIn = (text: string): void => {
    for (const [first, ...rest] of readShell(withoutHereDocuments(text)).commands) {
      const isReading = first?.value === "." || first?.value === "source";
      const sourced = isReading ? find(rest[0]?.value ?? "/") : undefined;
      if (sourced !== undefined) pending.add(sourced);
      else if (isReading && rest[0]?.value?.startsWith("/") !== true) settings.push(ANYTHING);
      for (const { value } of first === undefined ? [] : [first, ...rest]) {
        const node = value === undefined ? undefined : find(value);
        if (node !== undefined && scriptLineOf(host, node) !== undefined) pending.add(node);
      }
    }
  };
  for (const node of executed) if (scriptLineOf(host, node) !== undefined) pending.add(node);
  for (const { command } of commandsOf(plan)) for (const word of command.words) if (word !== undefined) meetAllIn(word);
  // What is added to a set while it is gone through comes, too.
  for (const script of pending) {
    const text = readScript(host, script);
    const line = scriptLineOf(host, script);
    const isShell = line === undefined || isShellName(baseOf(line.interpreter)) || isShellName(line.argument ?? "");
    if (text === undefined || (!isShell && text.includes(NAME))) settings.push(ANYTHING);
    else if (isShell) {
      settings.push(settingsIn(text));
      meetAllIn(text);
    }
  }
  return settings;
};
