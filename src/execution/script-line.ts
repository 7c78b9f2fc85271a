/** What the first line of a script names. */
export interface ScriptLine {
  readonly interpreter: string;
  /** All that stands behind it, as one word. */
  readonly argument: string | undefined;
}

/** As many bytes of a file as the kernel looks at: BINPRM_BUF_SIZE of linux/binfmts.h, since Linux 5.1 (128 before). */
export const LINE_BYTES = 256;

/**
 * Reads the first bytes of a file as the kernel does (fs/binfmt_script.c); `undefined` where it takes them for no script: no `#!`, no name, or
 * one that is cut off. A carriage return is a part of the name.
 */
export const readScriptLine = (begin: string): ScriptLine | undefined => {
  if (!begin.startsWith("#!")) return undefined;
  const seen = begin.slice(0, LINE_BYTES);
  const end = seen.indexOf("\n");
  const line = seen.slice(2, end < 0 ? LINE_BYTES - 1 : end).replace(/^[ \t]+/, "");
  if (end < 0 && seen.length === LINE_BYTES && !/[ \t\0]/.test(line)) return undefined;
  const [, interpreter = "", rest = ""] = /^([^ \t\0]*)([^]*)$/.exec(line) ?? [];
  if (interpreter === "") return undefined;
  const argument = (rest.startsWith("\0") ? "" : rest).replace(/\0[^]*$/, "").replace(/^[ \t]+|[ \t]+$/g, "");
  return { interpreter, argument: argument === "" ? undefined : argument };
};

/**
 * The interpreter of a line that would be the script's first one, if there were no byte order mark, empty lines or comments before it, so that the
 * kernel takes the file for no script; what env(1) is to find for it.
 */
export const readLateLine = (begin: string): string | undefined => {
  const [, interpreter, argument = ""] =
    /^(?:\xef\xbb\xbf)?(?:[ \t\r]*(?:#(?!!)[^\n]*)?\n)*[ \t]*#![ \t]*(\/[^\s]+)[ \t]*([^\s]*)/.exec(begin) ?? [];
  return interpreter !== undefined && interpreter.endsWith("/env") ? argument : interpreter;
};
