import { entryRecord } from "../report/entry-record.ts";
import { printListing } from "../report/listing.ts";
import { withReadTarballs } from "./read-tarball.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `inspect`: lists a tarball, for people or as JSON. */
export const inspect = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [path, ...more] = args.operands;
  if (path === undefined || more.length > 0) throw new UsageError("inspect takes one tarball", args.command);
  const entries = await withReadTarballs(session, [path], async ([tarball]) => [...tarball.entries]);
  const code = session.conclude();
  const json = (): string => `${JSON.stringify({ entries: entries.map(entryRecord) }, undefined, 2)}\n`;
  await host.print(args.options.has("json") ? json() : printListing(entries));
  return code;
};
