import { CACHE, type Input } from "./input.ts";

/** Something to start and measure. Its name is what the tables call it. */
export interface Command {
  readonly name: string;
  readonly words: readonly [string, ...string[]];
  /** What has to be there before it starts. */
  readonly reads: readonly Input[];
  /** Programs that this machine may lack. */
  readonly needs: readonly string[];
}

/** Where every command writes, ours and the others' alike. It is emptied right before each run that writes. */
export const OUTPUT: string = `${CACHE}/output`;

export const writes = ({ words }: Command): boolean => words.some((word) => word.includes(OUTPUT));

/** The program as it is installed: with the flags for Node that stand in its second line. */
export const lxcOverlay = (name: string, words: readonly string[], reads: readonly Input[]): Command => ({
  name,
  words: ["dist/main.js", ...words],
  reads,
  needs: [],
});

/** What `build`, `check` and `explain` are given, beside the rootfs and descriptions. */
export const OPTIONS: readonly string[] = ["-q", "--missing-libs", "warn", "--lxc", "5.0", "-c", "config.ini"];

/** One program that stands beside ours. */
export const peer = (name: string, words: readonly [string, ...string[]], reads: readonly Input[]): Command => ({
  name,
  words,
  reads,
  needs: [words[0]],
});

/** Several of them, as a script of sh. */
export const script = (name: string, text: string, reads: readonly Input[], needs: readonly string[]): Command => ({
  name,
  words: ["sh", "-euc", text],
  reads,
  needs,
});

export const BARE_NODE: Command = { name: "bare Node", words: [process.execPath, "-e", "0"], reads: [], needs: [] };
