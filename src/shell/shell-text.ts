/** A word of a command. Places are numbers of UTF-16 units from the text's start. */
export interface Word {
  readonly at: number;
  readonly end: number;
  /** Quotes taken off; `undefined` for one that the shell computes (variables, substitutions, patterns). */
  readonly value: string | undefined;
  /** Whether it has the form `NAME=…`, which before a command sets a variable. */
  readonly isAssignment: boolean;
  /** The parameters that the shell puts into it itself: not those of commands inside `$(…)`. */
  readonly parameters: readonly Parameter[];
}

/** `$NAME`, `$1`, `${NAME:-word}`… */
export interface Parameter {
  readonly at: number;
  readonly name: string;
  /** Says what counts where it is not set: one of the operators `-`, `+`, `?` and `=`. */
  readonly hasDefault: boolean;
}

/** A command of words and redirections, and where it stands. */
export interface SimpleCommand {
  readonly words: readonly Word[];
  /** Its text, with its redirections. */
  readonly source: string;
  /** Whether it runs whatever others do, if the text gets that far: not inside others (`(…)`, `if`, `$(…)`…), nor behind `!`, `&&` and `||`. */
  readonly isAlways: boolean;
  /** The operator or the end of a line behind it; empty at the end of the text. */
  readonly end: string;
}

/** What ends a command, at the place of the text where it stands; not inside `(…)`, `{…}`, `$(…)` and the like. */
export interface Operator {
  readonly at: number;
  readonly text: string;
}

/** Why a text is none of sh's. */
export interface ShellFault {
  readonly at: number;
  readonly what: string;
}

/** What sh makes of a text. */
export interface ShellText {
  /** Of the first simple command, redirections left out; as far as the text could be read. */
  readonly words: readonly Word[];
  /** The words of every simple command in the order in which they end, those inside others as well. */
  readonly commands: readonly (readonly Word[])[];
  /** The same commands with where they stand. */
  readonly simple: readonly SimpleCommand[];
  readonly operators: readonly Operator[];
  /** Where a comment begins that takes the rest of the line. */
  readonly comment: number | undefined;
  /** The first thing that sh can't read. */
  readonly fault: ShellFault | undefined;
}
