import { entryRecord } from "../report/entry-record.ts";
import { printListing } from "../report/listing.ts";
import { NO_MOUNTS, readMounts } from "../report/mounts.ts";
import { printMounts } from "../report/print-mounts.ts";
import { withReadOverlays } from "./read-overlays.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `inspect`: lists an overlay and what its containers mount, for people or as JSON. */
export const inspect = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [name, ...more] = args.operands;
  if (name === undefined || more.length > 0) throw new UsageError("inspect takes one overlay", args.command);
  return await withReadOverlays(session, [name], async ([{ entries: table, source, broken }]) => {
    const entries = [...table];
    const records = broken ? NO_MOUNTS : readMounts(entries, source);
    const code = session.conclude();
    const json = (): string => `${JSON.stringify({ entries: entries.map(entryRecord), ...records }, undefined, 2)}\n`;
    await host.print(args.options.has("json") ? json() : printListing(entries) + printMounts(records));
    return code;
  });
};
