import { lastOf } from "./parse-arguments.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** Throws a UsageError if an output would replace an input or another output. */
export const checkOutputs = ({ args, host }: Session, outputs: readonly (string | undefined)[]): void => {
  const inputs = [...args.operands, lastOf(args, "rootfs"), lastOf(args, "config") ?? "config.ini"];
  for (const [index, output] of outputs.entries()) {
    if (output === undefined || output === "-") continue;
    const input = inputs.find((each) => each !== undefined && each !== "-" && host.isSame(each, output));
    if (input !== undefined) throw new UsageError(`${output} would replace the input ${input}`, args.command);
    const isTaken = outputs.slice(0, index).some((each) => each !== undefined && host.isSame(each, output));
    if (isTaken) throw new UsageError(`${output} would replace another output`, args.command);
  }
};
