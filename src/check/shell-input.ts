import type { Execution } from "../execution/execution.ts";
import { baseOf } from "../rootfs/paths.ts";
import { isShellName } from "../shell/shell-name.ts";

/** What a shell runs: the text behind -c, or the script of a path. */
export type ShellInput = ShellString | { readonly kind: "script"; readonly path: string };

export interface ShellString {
  readonly kind: "string";
  readonly text: string;
  /** The words behind the text, which it has as `$0`, `$1`…; `undefined` for one that is not known. */
  readonly operands: readonly (string | undefined)[];
}

/** What the shell that an execution ends in is given; `undefined` where it ends in no shell, or that gets what is not known. */
export const shellInputOf = ({ given, end }: Pick<Execution, "given" | "end">): ShellInput | undefined => {
  const [name, ...rest] = given;
  if (name === undefined || end !== "runs") return undefined;
  const isApplet = baseOf(name) === "busybox" && rest[0] !== undefined && isShellName(rest[0]);
  if (!isApplet && !isShellName(baseOf(name))) return undefined;
  const words = isApplet ? rest.slice(1) : rest;
  const at = words.findIndex((word) => word === undefined || !/^[-+]./.test(word));
  const operand = words[at];
  if (operand === undefined) return undefined;
  const options = words.slice(0, at);
  // -o takes a word, -s reads what comes in, and long ones are bash's own.
  if (options.some((option) => option === undefined || /^(?:--.|[-+][a-zA-Z]*[os])/.test(option))) return undefined;
  if (options.some((option) => option !== undefined && /^-[a-zA-Z]*c/.test(option))) {
    return { kind: "string", text: operand, operands: words.slice(at + 1) };
  }
  return operand.startsWith("/") ? { kind: "script", path: operand } : undefined;
};
