/** What a text of sh puts into a variable that holds a list of paths. */
export interface ListAssignments {
  /** The absolute ones that it writes out. */
  readonly paths: readonly string[];
  /** Whether it puts in others as well, which only a run tells. */
  readonly isOpen: boolean;
}

/** What is assigned to a variable wherever a text does it: before a command, behind export or env, on a line of its own. Its own value before is left out. */
export const listAssignments = (text: string, name: string): ListAssignments =>
  listsBehind(text, new RegExp(`(?<![\\w$\\{])${name}\\+?=`, "g"), name);

/** Likewise, what stands behind an option. */
export const listOptions = (text: string, option: string): ListAssignments => listsBehind(text, new RegExp(`${option}[=\\s]+`, "g"), "");

const listsBehind = (text: string, begin: RegExp, name: string): ListAssignments => {
  const own = new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}(?::?[-+][^{}]*(?:\\{[^{}]*\\}[^{}]*)*)?\\})`, "g");
  const elements = [...text.matchAll(begin)].flatMap((found) => {
    const [value = ""] = VALUE.exec(text.slice(found.index + found[0].length)) ?? [];
    const unquoted = value.replaceAll(/\\([^])|["']/g, "$1");
    return (name === "" ? unquoted : unquoted.replaceAll(own, "")).split(/[:;]/).filter((element) => element !== "");
  });
  const isPlain = (element: string): boolean => element.startsWith("/") && !/[$`*?[]/.test(element);
  return { paths: [...new Set(elements.filter(isPlain))], isOpen: !elements.every(isPlain) };
};

/** A word as it is written, whatever is quoted or computed in it. */
const VALUE = /^(?:"(?:[^"\\]|\\[^])*"|'[^']*'|\\[^]|\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\$\(|[^\s;&|()<>"'\\])*/;
