import { HostError } from "../io/host.ts";
import type { Session } from "./session.ts";

/** Reads inputs one after the other, also after one that can't be read: all such are told of. The last failure is thrown. */
export const readEach = async <const I extends readonly unknown[], O>(
  session: Session,
  inputs: I,
  read: (input: I[number]) => O | Promise<O>,
): Promise<{ readonly [Index in keyof I]: O }> => {
  const values: O[] = [];
  const failures: HostError[] = [];
  for (const input of inputs) {
    try {
      values.push(await read(input));
    } catch (failure) {
      if (!(failure instanceof HostError)) throw failure;
      failures.push(failure);
    }
  }
  const last = failures.pop();
  failures.forEach(session.failed);
  if (last !== undefined) throw last;
  return values as { readonly [Index in keyof I]: O };
};
