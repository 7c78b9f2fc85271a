import { type Host, HostError } from "../io/host.ts";
import { apply } from "./apply.ts";
import { build } from "./build.ts";
import { check } from "./check.ts";
import { completion } from "./completion.ts";
import { diff } from "./diff.ts";
import { explain } from "./explain.ts";
import { inspect } from "./inspect.ts";
import { pull } from "./pull.ts";
import { push } from "./push.ts";
import { verify } from "./verify.ts";
import type { CommandName } from "./commands.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { parseArguments } from "./parse-arguments.ts";
import { DONE, FAILED, openSession, type Session, WRONG_USAGE } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** Runs a command line and gives its exit code. */
export const run = async (argv: readonly string[], host: Host): Promise<number> => {
  try {
    const args = parseArguments(argv);
    if (args.options.has("version")) return await answer(host, `lxc-overlay ${host.version}\n`);
    if (args.options.has("help")) return await answer(host, args.command === argv[0] ? commandHelp(args.command) : generalHelp());
    return await runCommand(openSession(args, host));
  } catch (thrown) {
    return explainFailure(thrown, argv, host);
  }
};

const COMMAND_CODE: Readonly<Record<CommandName, (session: Session) => Promise<number>>> = {
  build, check, explain, inspect, diff, apply, push, pull, verify, completion,
};

const runCommand = async (session: Session): Promise<number> => {
  try {
    return await COMMAND_CODE[session.args.command](session);
  } catch (thrown) {
    if (thrown instanceof HostError) return session.conclude(thrown);
    throw thrown;
  }
};

const answer = async (host: Host, text: string): Promise<number> => {
  await host.print(text);
  return DONE;
};

const explainFailure = (thrown: unknown, argv: readonly string[], host: Host): number => {
  if (thrown instanceof UsageError) {
    host.log(`lxc-overlay: ${thrown.message}\nhelp: lxc-overlay ${thrown.command === undefined ? "" : `${thrown.command} `}--help\n`);
    return WRONG_USAGE;
  }
  if (thrown instanceof HostError) {
    if (thrown.code !== "EPIPE") host.log(`lxc-overlay: ${thrown.file}: ${thrown.message}\n`);
    return FAILED;
  }
  const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const verbose = argv.includes("-v") || argv.includes("--verbose");
  host.log(`lxc-overlay: internal error: ${message}\nhelp: this is a bug in lxc-overlay: please report it, with the output of -v\n`);
  if (verbose) host.log(`${stack ?? ""}\n`);
  return FAILED;
};
