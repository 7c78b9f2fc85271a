import { wrongUsage } from "./findings.ts";
import { type Host, HostError } from "../io/host.ts";
import { apply } from "./apply.ts";
import { build } from "./build.ts";
import { check } from "./check.ts";
import { completion } from "./completion.ts";
import { diff } from "./diff.ts";
import { explain } from "./explain.ts";
import { inspect } from "./inspect.ts";
import { newDescription } from "./new.ts";
import { pull } from "./pull.ts";
import { push } from "./push.ts";
import { schema } from "./schema.ts";
import { units } from "./units.ts";
import { verify } from "./verify.ts";
import type { CommandName } from "./commands.ts";
import { commandHelp, generalHelp, help } from "./help.ts";
import { argumentsOfTalk, parseArguments } from "./parse-arguments.ts";
import { openScreen } from "./progress.ts";
import { DONE, FAILED, openSession, type Session, WRONG_USAGE } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** Runs a command line and gives its exit code. */
export const run = async (argv: readonly string[], machine: Host): Promise<number> => {
  const screen = openScreen(machine);
  let session: Session | undefined;
  try {
    const args = parseArguments(argv);
    if (args.options.has("version")) return await answer(screen.host, `lxc-overlay ${machine.version}\n`);
    if (args.options.has("help")) return await answer(screen.host, args.isNamed ? commandHelp(args.command) : generalHelp());
    session = openSession(args, screen);
    const code = await COMMAND_CODE[args.command](session);
    session.end();
    return code;
  } catch (thrown) {
    if (session !== undefined) return explainFailure(thrown, session, session.args.command);
    return explainFailure(thrown, openSession(argumentsOfTalk(argv), screen));
  }
};

const COMMAND_CODE: Readonly<Record<CommandName, (session: Session) => Promise<number>>> = {
  build,
  check,
  explain,
  units,
  new: newDescription,
  inspect,
  diff,
  apply,
  push,
  pull,
  verify,
  schema,
  completion,
  help,
};

const answer = async (host: Host, text: string): Promise<number> => {
  await host.print(text);
  return DONE;
};

/** `command` is the one whose help tells more, where the command line could be read. */
const explainFailure = (thrown: unknown, session: Session, command?: CommandName): number => {
  const { host, args } = session;
  if (thrown instanceof HostError) {
    session.failed(thrown);
    return session.end();
  }
  if (thrown instanceof UsageError) {
    const more = ["lxc-overlay", thrown.command ?? command ?? [], "--help"].flat().join(" ");
    if (session.talks) {
      host.log(`lxc-overlay: ${thrown.message}\nhelp: ${more}\n`);
    } else {
      session.found([wrongUsage(thrown.message, more)]);
      session.end();
    }
    return WRONG_USAGE;
  }
  const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  host.log(`lxc-overlay: internal error: ${message}\nhelp: this is a bug in lxc-overlay: please report it, with the output of -v\n`);
  if (args.options.has("verbose")) host.log(`${stack ?? ""}\n`);
  return FAILED;
};
