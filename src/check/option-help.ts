import { closest } from "../diagnostics/closest.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
import { type Advice, changeOptions } from "../diagnostics/fix.ts";
import { FILE_SYSTEM_OPTIONS } from "../linux/file-system-options.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource } from "../plan/mount-kind.ts";
import { LXC_WORDS, MEANT_WORDS, MOUNT_WORDS, UNSUPPORTED_WORDS } from "../plan/mount-words.ts";
import { wordsIn } from "../plan/words-in-option.ts";

/** What to write instead of an option that nobody knows. */
export const optionHelp = (option: string, mount: Pick<Mount, "fsType" | "options" | "parts">): Advice => {
  const instead = (words: readonly string[], help: string): Advice =>
    changeOptions(mount.parts?.options, { remove: [option], add: words }, help);
  const words = wordsIn(option);
  if (words !== undefined) return instead(words, `separate the options by commas: ${words.join(",")}`);
  const unsupported = UNSUPPORTED_WORDS.get(option);
  if (unsupported !== undefined)
    return instead(
      unsupported === "" ? [] : [unsupported],
      `${unsupported === "" ? REMOVE : `write ${unsupported}`}: ${option} is a word of mount(8), which LXC does not know`,
    );
  const written = MEANT_WORDS.get(option);
  if (written !== undefined) return instead([written], `write ${written}`);
  const similar = similarTo(option, mount).filter((each) => each !== option);
  const meant = meantOne(similar, (to) => (to.endsWith("…") ? [] : instead([to], "").fix));
  if (typeof meant === "object") return meant;
  if (meant !== undefined) return { help: meant, fix: [] };
  const name = nameOf(option);
  const owners = [...FILE_SYSTEM_OPTIONS].filter(([, { values, words: own }]) => name in values || own.includes(name)).map(([fs]) => fs);
  return instead([], owners.length > 0 ? `${REMOVE}: it is an option of ${owners.join(", ")}` : REMOVE);
};

const REMOVE = "remove it";

/** What stands before the `=` of an option. */
export const nameOf = (option: string): string => option.split("=", 1)[0] ?? option;

/** Options of this mount whose names are similar, with the value that was given. */
const similarTo = (option: string, mount: Pick<Mount, "fsType" | "options">): readonly string[] => {
  const own = bindsSource(mount) ? undefined : FILE_SYSTEM_OPTIONS.get(mount.fsType);
  if (option.startsWith("create")) return closest(option, ["create=dir", "create=file"]);
  const [name, value] = [nameOf(option), option.slice(nameOf(option).length)];
  if (value !== "") return closest(name, Object.keys(own?.values ?? {})).map((each) => `${each}${value}`);
  const names = Object.keys(own?.values ?? {});
  if (names.includes(name)) return [`${name}=…`];
  return closest(name, [...MOUNT_WORDS.map(({ word }) => word), ...LXC_WORDS, ...(own?.words ?? [])]);
};
