import type { CommandName } from "./commands.ts";

/** The command line is wrong: one line that says how, and the command whose help says more. */
export class UsageError extends Error {
  readonly command: CommandName | undefined;

  constructor(message: string, command?: CommandName) {
    super(message);
    this.command = command;
  }
}
