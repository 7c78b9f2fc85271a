import { bashScript } from "./completion-bash.ts";
import { fishScript } from "./completion-fish.ts";
import { printTagChoices } from "./completion-tags.ts";
import { zshScript } from "./completion-zsh.ts";
import { printOfConfig } from "./print-of-config.ts";
import { DONE, type Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `completion`: a script that teaches a shell the commands and options, and what it asks for while one types. */
export const completion = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [word, ...more] = args.operands;
  if (word === "tags" && more.length === 0) return await printOfConfig(session, printTagChoices);
  const script = word !== undefined && more.length === 0 && Object.hasOwn(SCRIPTS, word) ? SCRIPTS[word] : undefined;
  if (script === undefined) throw new UsageError("completion takes the name of a shell: bash, zsh or fish; or tags", args.command);
  await host.print(script());
  return DONE;
};

const SCRIPTS: Readonly<Record<string, () => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };
