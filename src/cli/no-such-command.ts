import { closest } from "../diagnostics/closest.ts";
import { list } from "../diagnostics/did-you-mean.ts";
import { COMMANDS } from "./commands.ts";
import { UsageError } from "./usage-error.ts";

/** The error that a word is no command, with the one that may be meant, or all. */
export const noSuchCommand = (word: string, advice = ""): UsageError => {
  const [similar] = closest(word, Object.keys(COMMANDS));
  const meant = similar === undefined ? `; the commands are ${list(Object.keys(COMMANDS))}` : `; did you mean ${similar}?`;
  return new UsageError(`there is no command ${word}${meant}${advice}`);
};
