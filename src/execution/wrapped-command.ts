import { baseOf } from "../rootfs/paths.ts";
import type { Word } from "./env-command.ts";
import { type Wrapper, WRAPPERS } from "./wrappers.ts";

/** The words of the command that a program only runs; undefined where it is none of those that are known, or where its words are not. */
export const wrappedCommand = ([name, ...words]: readonly Word[]): readonly Word[] | undefined => {
  for (const wrapper of name === undefined ? [] : (WRAPPERS.get(baseOf(name)) ?? [])) {
    const command = readWords(wrapper, words);
    if (command !== undefined) return command;
  }
  return undefined;
};

const readWords = ({ options, operands, program, needs }: Wrapper, words: readonly Word[]): readonly Word[] | undefined => {
  const given = new Map<string, Word>();
  const names = options.map((each) => each.split(" "));
  /** Whether the option of a name takes a value, and its first name. */
  const find = (name: string) => {
    const found = names.find((each) => each.includes(name) || each.includes(`${name}=`));
    return found === undefined ? undefined : { first: (found[0] ?? "").replace("=", ""), hasValue: !found.includes(name) };
  };
  let at = 0;
  for (let word = words[at]; word !== undefined && /^-./.test(word); word = words[at]) {
    at += 1;
    if (word === "--") break;
    const [, long, longValue] = /^--([^=]+)(?:=([^]*))?$/.exec(word) ?? [];
    const letters = long === undefined ? word.slice(1).split("") : [long];
    for (const [index, letter] of letters.entries()) {
      const option = find(letter);
      if (option === undefined || (!option.hasValue && longValue !== undefined)) return undefined;
      given.set(option.first, undefined);
      if (!option.hasValue) continue;
      const attached = long === undefined ? letters.slice(index + 1).join("") || undefined : longValue;
      given.set(option.first, attached ?? words[at]);
      at += attached === undefined ? 1 : 0;
      break;
    }
  }
  if (needs !== undefined && !given.has(needs)) return undefined;
  if (!operands.every((operand, index) => operand.test(words[at + index] ?? ""))) return undefined;
  const rest = words.slice(at + operands.length);
  if (program === undefined) return rest.length > 0 && !rest[0]?.startsWith("-") ? rest : undefined;
  const named = program.find((name) => given.has(name));
  return named === undefined ? undefined : [given.get(named), ...rest];
};
