import { build, type BuildInput, type BuildResult } from "../build.ts";
import { ALONE, type ChooseJudging, judgingTogether } from "../check/judging.ts";
import { readBuildOptions } from "./build-options.ts";
import type { TextInput } from "../select.ts";
import { checkDescriptions, readTexts, type TextInputs, withTarballs } from "./inputs.ts";
import type { Built, Judge } from "./built.ts";
import { causesIn, isSuspect } from "./causes-in.ts";
import { replacer } from "../fix/replacements.ts";
import { isTagOf } from "./of-text.ts";
import { lastOf } from "./parse-arguments.ts";
import { type ReadHost, readHost } from "../rootfs/read-host.ts";
import { readEach } from "./read-each.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads what the command line names, runs the pipeline and gives `use` what came of it. Throws a UsageError or a HostError.
 */
export const withBuild = <T>(session: Session, use: (built: Built) => Promise<T>): Promise<T> => withRun(session, build, use);

/** Runs a pipeline; what comes of it may be of another input. */
type Run = (input: BuildInput, read: ReadHost, choose?: ChooseJudging) => Built;

/** The same with another pipeline. What comes of it is what `run` makes of that, if it is given. */
export const withRun = <T>(
  session: Session,
  judge: Judge,
  use: (built: Built) => Promise<T>,
  run: Run = (input, read, choose) => ({ input, result: judge(input, read, choose) }),
): Promise<T> =>
  withBuildInput(session, async (given) => {
    const read = readOnce();
    const isTold = session.isForPeople || given.isShown === true;
    // What is tried to tell of causes is nearly the same again.
    const judging = judgingTogether();
    const built = run(given, read, (found) => (isTold && found.some(isSuspect) ? judging : ALONE));
    const { input, result } = built;
    session.found(result.diagnostics, textsOf(input));
    session.suppressed(result.suppressed);
    session.mendable(replacer(input.descriptions, isTagOf(input.config)));
    const tryOther = (other: BuildInput): BuildResult =>
      judge({ ...other, isShown: false }, read, other.config === input.config ? () => judging : undefined);
    const causes = isTold ? causesIn(built, tryOther) : new Map();
    if (session.isForPeople) session.explained(causes);
    if (result.plan) session.detail(`lxc.conf for LXC ${result.plan.dialect} (${result.plan.dialectReason}), cgroup ${result.plan.cgroup}`);
    return await use({ ...built, causes });
  });

/** What findings may quote. */
export const textsOf = ({ descriptions, config, packages, allow = [] }: BuildInput): readonly TextInput[] => [
  ...descriptions,
  config,
  ...(packages === undefined ? [] : [packages]),
  ...allow,
];

/** Reads what the command line names, and gives it to `use` with the rootfs open. Throws a UsageError or a HostError. */
export const withBuildInput = async <T>(session: Session, use: (input: BuildInput) => Promise<T>): Promise<T> => {
  const { args, host } = session;
  const options = readBuildOptions(args, host.environment);
  checkDescriptions(args);
  const rootfs = lastOf(args, "rootfs");
  if (rootfs === undefined) throw new UsageError("the host rootfs is missing: -r <tar>", args.command);
  const texts = await readBeside(session, rootfs);
  return await withTarballs(
    session,
    async (_, openRootfs) =>
      await use({
        ...texts,
        rootfs: await openRootfs(rootfs),
        options,
        strict: args.options.has("strict"),
        isShown: args.options.has("page"),
      }),
  );
};

/** Reads a rootfs that stays the same. */
const readOnce = (): ReadHost => {
  let device: ReturnType<ReadHost> | undefined;
  return (rootfs) => (device ??= readHost(rootfs));
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
