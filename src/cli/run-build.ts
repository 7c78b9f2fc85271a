import { build, type BuildInput, type BuildResult } from "../build.ts";
import { readBuildOptions } from "./build-options.ts";
import { checkDescriptions, openTarball, readTexts, type TextInputs } from "./inputs.ts";
import { lastOf } from "./parse-arguments.ts";
import { readEach } from "./read-each.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** Reads what the command line names and runs the pipeline. Throws a UsageError or a HostError. */
export const runBuild = async (session: Session): Promise<{ readonly input: BuildInput; readonly result: BuildResult }> => {
  const { args, host } = session;
  const options = readBuildOptions(args, host.environment);
  checkDescriptions(args);
  const rootfs = lastOf(args, "rootfs");
  if (rootfs === undefined) throw new UsageError("the host rootfs is missing: -r <tar>", args.command);
  const input = { ...(await readBeside(session, rootfs)), rootfs: await openTarball(session, rootfs), options };
  const result = build(input);
  session.found(result.diagnostics, [...input.descriptions, input.config]);
  if (result.plan) session.detail(`lxc.conf for LXC ${result.plan.dialect} (${result.plan.dialectReason}), cgroup ${result.plan.cgroup}`);
  return { input, result };
};

/** Reads the texts. If they can't be read and the rootfs can't either, both is told, but nothing is unpacked for that. */
const readBeside = async (session: Session, rootfs: string): Promise<TextInputs> => {
  try {
    return await readTexts(session);
  } catch (failure) {
    const opened = rootfs === "-" ? [] : [(): unknown => session.host.readStart(rootfs, 0)];
    await readEach(session, [() => Promise.reject(failure), ...opened], (read) => read());
    throw failure;
  }
};
