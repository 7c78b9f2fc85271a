import { baseOf } from "../rootfs/paths.ts";
import { appletWords } from "./applets.ts";
import type { Execution, ExecutionFailure, ExecutionPlace } from "./execution.ts";

type Refusal = Extract<ExecutionFailure, { readonly kind: "refused" }>;

/** Why the last of the files that are executed ends as soon as it reads its words; undefined where nothing tells that it does. */
export const refusalOf = (place: ExecutionPlace, { files, given: words }: Execution): Refusal | undefined => {
  const [script, program] = files.length > 1 ? files.slice(-2) : [undefined, ...files];
  if (program === undefined) return undefined;
  const isBusybox = place.applets.isBusybox(program);
  const inner = isBusybox ? appletWords(words) : words;
  const name = baseOf(inner?.[0] ?? "");
  const option = inner?.[1];
  if (isBusybox && name !== "" && place.applets.lacks(program, name.replace(/^-/, ""))) {
    return { kind: "refused", program, script, word: name, what: "applet" };
  }
  const isRefused =
    option !== undefined && REFUSALS.some((each) => each.name.test(name) && each.option.test(option) && (isBusybox || !each.isBusybox));
  return isRefused ? { kind: "refused", program, script, word: option, what: "option" } : undefined;
};

interface RefusalRow {
  readonly name: RegExp;
  readonly option: RegExp;
  /** Only the applet of BusyBox refuses it. */
  readonly isBusybox?: boolean;
}

/**
 * Options that end the program. The kernel hands all that a script's first line has behind the interpreter over as one word (fs/binfmt_script.c), and a
 * space is no letter of an option: dash and BusyBox, options() ("Illegal option"); bash, parse_shell_options; Python, _PyOS_GetOpt. BusyBox' env has
 * no -S: coreutils/env.c.
 */
const REFUSALS: readonly RefusalRow[] = [
  { name: /^(?:ba|da|a)?sh$/, option: /^[-+][A-Za-z]+[ \t]/ },
  { name: /^python[\d.]*$/, option: /^-[bBdEiIOqsSuvx]+[ \t]/ },
  { name: /^env$/, option: /^-[iv0]*S|^--split-string/, isBusybox: true },
];
