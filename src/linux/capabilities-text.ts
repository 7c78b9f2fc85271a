import type { DecodedCapabilities } from "./capability-attribute.ts";
import { CAPABILITY_NAMES } from "./file-capabilities.ts";

/**
 * The text that getcap(8) prints for a file: `cap_net_raw=ep`, `cap_chown=eip cap_net_raw+ep`, `=ep cap_chown-ep`. As in cap_to_text(3)
 * the flags that most capabilities share come first, and the others' differences follow.
 */
export const formatCapabilities = (caps: DecodedCapabilities): string => {
  const groups = FLAG_SETS.map((flags) => ({ flags, names: namesWith(caps, flags) }));
  const base = groups.reduce((most, group) => (group.names.length >= most.names.length ? group : most));
  const others = groups.filter((group) => group !== base && group.names.length > 0);
  const words = others.map(({ flags, names }, index) => {
    const operator = base.flags === "" && index === 0 ? "=" : "+";
    return names.join(",") + signed(operator, without(flags, base.flags)) + signed("-", without(base.flags, flags));
  });
  return [...(base.flags === "" && words.length > 0 ? [] : [`=${base.flags}`]), ...words].join(" ");
};

/** In the order in which libcap lists them; "e" alone can't be said of a file. */
const FLAG_SETS = ["eip", "ip", "ei", "i", "ep", "p", ""];

/** The capabilities that have exactly these flags, with their `cap_`. */
const namesWith = (caps: DecodedCapabilities, flags: string): string[] =>
  [...new Set([...CAPABILITY_NAMES, ...caps.permitted, ...caps.inheritable])]
    .filter((name) => flagsOf(caps, name) === flags)
    .map((name) => (CAPABILITY_NAMES.includes(name) ? `cap_${name}` : name));

const flagsOf = (caps: DecodedCapabilities, name: string): string => {
  const held = (caps.inheritable.includes(name) ? "i" : "") + (caps.permitted.includes(name) ? "p" : "");
  return held !== "" && caps.effective ? `e${held}` : held;
};

const without = (flags: string, others: string): string =>
  Array.from(flags)
    .filter((flag) => !others.includes(flag))
    .join("");

const signed = (sign: string, flags: string): string => (flags === "" ? "" : sign + flags);
