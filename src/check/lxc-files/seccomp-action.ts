import { closest } from "../../diagnostics/closest.ts";

export type ReadAction =
  | { readonly kind: "action"; readonly action: string }
  | { readonly kind: "none"; readonly action?: undefined }
  | { readonly kind: "wrong"; readonly action?: undefined; readonly message: string; readonly help: string };

const ACTIONS = ["kill", "errno", "allow", "trap", "notify"];

/** The largest error number that libseccomp takes: MAX_ERRNO. */
const MAX_ERRNO = 4095;

/** What LXC takes for an action: src/lxc/seccomp.c, get_v2_default_action, which looks at its beginning only. */
export const readAction = (text: string): ReadAction => {
  const action = text.trimStart();
  if (action === "" || action.startsWith("#")) return { kind: "none" };
  const known = ACTIONS.find((each) => action.startsWith(each));
  if (known === undefined) {
    const [word = ""] = action.split(/[\s#[]/);
    const [similar] = closest(word, ACTIONS);
    const help = similar === undefined ? "write kill, errno and a number, allow, trap or notify" : `did you mean ${similar}?`;
    return { kind: "wrong", message: `"${action.trim()}" is no action`, help };
  }
  if (known !== "errno") return { kind: "action", action: known };
  const number = /^\s*([+-]?\d+)/.exec(action.slice(known.length))?.[1];
  if (number === undefined) {
    return { kind: "wrong", message: `"${action.trim()}" has no number`, help: "write the error's number: errno 1 for EPERM" };
  }
  if (Number(number) < 0 || Number(number) > MAX_ERRNO) {
    return { kind: "wrong", message: `${number} is no number of an error`, help: "write one from errno(3): errno 1 for EPERM" };
  }
  return { kind: "action", action: `errno ${Number(number)}` };
};
