import { applyOverlays } from "../apply/apply.ts";
import { checkOutputs } from "./check-outputs.ts";
import { judgeRootfs } from "./judge-rootfs.ts";
import { checkedOutput } from "./name-overlays.ts";
import { lastOf } from "./parse-arguments.ts";
import { withReadRootfs } from "./read-tarball.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { writeArchives, writeOutputs } from "./write-outputs.ts";

/** `apply`: the host rootfs with overlays applied, as a tarball. */
export const apply = async (session: Session): Promise<number> => {
  const { args } = session;
  const output = lastOf(args, "output");
  const [rootfs, ...others] = args.operands;
  if (rootfs === undefined) throw new UsageError("apply takes a rootfs, and overlays", args.command);
  if (output === undefined) throw new UsageError("apply needs an output: -o <tar>", args.command);
  const path = checkedOutput(output, args);
  checkOutputs(session, [path]);
  return await withReadRootfs(session, [rootfs, ...others], async (host, overlays) => {
    if ([host, ...overlays].some(({ broken }) => broken)) return session.conclude();
    const { value: entries, diagnostics } = applyOverlays(host, overlays);
    if (session.found([...judgeRootfs(session, host, overlays), ...diagnostics])) return session.conclude();
    return await writeOutputs(session, { write: (outputs) => writeArchives(outputs, [{ path, entries }]) });
  });
};
