import { FILE_SYSTEM_OPTIONS } from "../linux/file-system-options.ts";
import { MOUNT_WORDS } from "./mount-words.ts";

/** The known words that an option consists of, if it is several without commas between them. */
export const wordsIn = (option: string): readonly string[] | undefined => {
  const words = splitWords(option);
  return words !== undefined && words.length > 1 ? words : undefined;
};

const splitWords = (text: string): readonly string[] | undefined => {
  if (text === "") return [];
  if (VALUE.test(text)) return [text];
  for (const { word } of LONGEST_FIRST) {
    const rest = text.startsWith(word) ? splitWords(text.slice(word.length)) : undefined;
    if (rest !== undefined) return [word, ...rest];
  }
  return undefined;
};

const NAMES = [...new Set([...FILE_SYSTEM_OPTIONS.values()].flatMap(({ values }) => Object.keys(values)))];
const VALUE = new RegExp(`^(?:${NAMES.join("|")})=[^=]*$`);
const LONGEST_FIRST = [...MOUNT_WORDS].sort((a, b) => b.word.length - a.word.length);
