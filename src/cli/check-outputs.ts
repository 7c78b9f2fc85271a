import type { OptionName } from "./options.ts";
import { lastOf } from "./parse-arguments.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** Options whose values are files that are read. */
const INPUTS: readonly OptionName[] = ["rootfs", "secure-xml", "allow", "packages"];

/** Throws a UsageError if an output would replace an input or another output. */
export const checkOutputs = ({ args, host }: Session, outputs: readonly (string | undefined)[]): void => {
  const isPath = (each: string | undefined): each is string => each !== undefined && each !== "-";
  const named = INPUTS.flatMap((name) => args.options.get(name) ?? []);
  const inputs = [...args.operands, ...named, lastOf(args, "config") ?? "config.ini"].filter(isPath);
  const taken = new Map(inputs.map((each) => [host.realPath(each), `the input ${each}`]));
  for (const output of outputs.filter(isPath)) {
    const place = host.realPath(output);
    const other = taken.get(place);
    if (other !== undefined) throw new UsageError(`${output} would replace ${other}`, args.command);
    taken.set(place, "another output");
  }
};
