import type { Condition } from "./match-tag.ts";

/** Why tags keep an element, or leave it out, in words: `SOC_VER="arm*" matches arm_19.1`. Of an element that is left out only what does not match. */
export const conditionsText = (conditions: readonly Condition[]): string => {
  const failed = conditions.filter(({ matched }) => !matched);
  const words = failed.length === 0 ? "matches" : "does not match";
  const decisive = failed.length === 0 ? conditions : failed;
  return decisive.map(({ tag, wanted, active }) => `${tag}="${wanted}" ${words} ${valueOf(active)}`).join(", ");
};

const valueOf = (active: string): string => (active === "" ? "the tag, which has no value" : active);
