import { applyOverlays } from "../apply/apply.ts";
import type { Outputs } from "../io/host.ts";
import { checkOutputs } from "./check-outputs.ts";
import { judgedRootfs } from "./judge-rootfs.ts";
import { checkedOutput } from "./name-overlays.ts";
import { lastOf } from "./parse-arguments.ts";
import { withReadRootfs } from "./read-tarball.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { writeArchives, type WrittenFile, writeOutputs } from "./write-outputs.ts";

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
    const judged = judgedRootfs(session, host, overlays);
    const { value: entries, diagnostics } = applyOverlays(judged.rootfs, overlays);
    if (session.found(diagnostics)) return session.conclude();
    const write = async (outputs: Outputs): Promise<readonly WrittenFile[]> => {
      const written = await writeArchives(outputs, [{ path, entries }]);
      session.found(judged.judge());
      return written;
    };
    return await writeOutputs(session, { write });
  });
};
