import { type Command, writes } from "./command.ts";

/** What a run took. */
export interface Cost {
  /** By the clock on the wall. */
  readonly seconds: number;
  /** Of all processors, in the program and in the kernel. */
  readonly processor: number;
  /** The memory of its largest process. */
  readonly megabytes: number;
}

/** One run of each command, shortly after another. */
export type Round = ReadonlyMap<Command, Cost>;

/**
 * Runs commands in turn, so that what slows the machine down for a while meets all of them; every second round in the opposite order, for
 * the sake of what a command leaves behind for the next one. Those that write run once unmeasured before.
 */
export const sample = (commands: readonly Command[], rounds: number, measure: (command: Command) => Cost): readonly Round[] => {
  commands.filter(writes).forEach(measure);
  return Array.from({ length: rounds }, (_, index) => {
    const order = index % 2 === 0 ? commands : commands.toReversed();
    return new Map(order.map((command) => [command, measure(command)]));
  });
};

export const costIn = (round: Round, command: Command): Cost => {
  const cost = round.get(command);
  if (cost === undefined) throw new Error(`${command.name} was not measured`);
  return cost;
};
