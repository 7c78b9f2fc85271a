import { writeValue } from "../../diagnostics/fix.ts";
import { locationInCommand, readableCommands } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** XCU 2.2: sh knows ' and " alone. */
export const typographicQuote: ContainerRule<"typographic-quote"> = {
  kind: "container",
  code: "typographic-quote",
  severity: "warning",
  title: "A word of ExecName or ExecParams begins with a quote of a word processor, which is a letter to the shell.",
  judge: (context) =>
    readableCommands(context.plan.launcher).flatMap(({ command }) => {
      const { text, shell } = command;
      const word = shell.words.find(({ at, end }) => /^(?:[\w-]+=)?[\u2018-\u201f\u00ab\u00bb]/.test(text.slice(at, end)));
      if (word === undefined) return [];
      const location = locationInCommand(context, command, word.at);
      const written = text.slice(word.at, word.end);
      const meant = written.replaceAll(/[\u2018-\u201b]/g, "'").replaceAll(/[\u201c-\u201f\u00ab\u00bb]/g, '"');
      return {
        location,
        message: `${written} begins with a quote of a word processor: the program is given it as a part of the word`,
        help: /^[^\s]*["'][^"']*["']$/.test(meant) ? writeValue(location, meant, `write ${meant}`, written) : "write ' or \" instead",
      };
    }),
};
