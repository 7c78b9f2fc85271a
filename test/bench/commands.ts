import { type Command, OUTPUT } from "../../bench/command.ts";
import type { Cost, Round } from "../../bench/sampler.ts";

export const command = (name: string): Command => ({ name, words: ["true"], reads: [], needs: [] });

export const writer = (name: string): Command => ({ ...command(name), words: ["true", `${OUTPUT}/file`] });

/** What a command took; half of its time by a processor, if nothing else is said. */
export const cost = (seconds: number, megabytes: number = 0, processor: number = seconds / 2): Cost => ({ seconds, processor, megabytes });

export const round = (...costs: readonly (readonly [Command, Cost])[]): Round => new Map(costs);
