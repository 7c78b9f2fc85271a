import { baseOf } from "../rootfs/paths.ts";
import type { Word } from "./env-command.ts";

/** What a loader that is executed by its own path loads. */
export interface LoaderCommand {
  /** The program, and what it is given. */
  readonly words: readonly [string, ...Word[]];
  /** Instead of LD_LIBRARY_PATH; `undefined` where that counts. */
  readonly libraryPath: string | undefined;
  /** Beside LD_PRELOAD. */
  readonly preloads: readonly string[];
}

/**
 * What ld.so(8) makes of the words of its command: glibc's elf/rtld.c, dl_main; musl's ldso/dynlink.c, __dls3, which takes `--option=value`,
 * too. `undefined` where it loads nothing, or nothing that can be known: glibc searches a name without a slash as a library.
 */
export const loaderCommand = ([loader, ...given]: readonly Word[]): LoaderCommand | undefined => {
  if (loader === undefined || !isLoaderName(loader)) return undefined;
  const values = new Map<string, string>();
  const words = [...given];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, option, joined] = /^(--[\w-]+)(?:=([^]*))?$/.exec(word) ?? [];
    if (option !== undefined && VALUED.has(option)) {
      const value = joined ?? words.shift();
      if (value === undefined) return undefined;
      values.set(option, value);
    } else if (word !== "--inhibit-cache" && word !== "--") {
      if (word.startsWith("-") || !word.includes("/")) return undefined;
      return { words: [word, ...words], libraryPath: values.get("--library-path"), preloads: preloadNames(values.get("--preload") ?? "") };
    }
  }
  return undefined;
};

/** Whether a path is called as loaders are. */
export const isLoaderName = (path: string): boolean => /^ld(?:-[\w.-]+|64)?\.so/.test(baseOf(path));

/** The names of a list as LD_PRELOAD is one: ld.so(8). */
export const preloadNames = (list: string): readonly string[] => list.split(/[: ]+/).filter((each) => each !== "");

const VALUED = new Set([
  "--library-path",
  "--preload",
  "--argv0",
  "--audit",
  "--inhibit-rpath",
  "--glibc-hwcaps-prepend",
  "--glibc-hwcaps-mask",
]);
