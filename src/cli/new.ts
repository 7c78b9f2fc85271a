import { openAuthor } from "../author/author.ts";
import { openDevice } from "../author/device.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { HostError } from "../io/host.ts";
import { readConfig } from "../model/read-config.ts";
import { readHost } from "../rootfs/read-host.ts";
import { readBuildOptions } from "./build-options.ts";
import { notInRootfs } from "./findings.ts";
import { readConfigText, withTarballs } from "./inputs.ts";
import { lastOf } from "./parse-arguments.ts";
import { DONE, type Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { commitOutputs } from "./write-outputs.ts";

/** `new`: prints a description for a program of the host rootfs, or writes it to a file that is not there yet. */
export const newDescription = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const rootfs = lastOf(args, "rootfs");
  const output = lastOf(args, "output") ?? "-";
  const name = lastOf(args, "name");
  const unit = lastOf(args, "unit");
  if (rootfs === undefined) throw new UsageError("the host rootfs is missing: -r <tar>", args.command);
  if (args.operands.length === 0 && unit === undefined) throw new UsageError("no program is given, and no --unit", args.command);
  if (args.operands.some((word) => CONTROL.test(word)))
    throw new UsageError("a newline, a tab or another control character can't stand in a description: put it into a script", args.command);
  if (name !== undefined && !NAME.test(name))
    throw new UsageError(`--name has up to 64 of the characters A-Z a-z 0-9 _ . -, not ${name}`, args.command);
  if (output !== "-" && host.isFile(output)) throw new HostError(output, "is there already: new writes over no file");
  const options = { ...readBuildOptions(args, host.environment), sanity: true };
  const config = readConfigText(session);
  return await withTarballs(session, async (_, openRootfs) => {
    const { found, take } = collectFindings();
    const settings = take(readConfig(config.bytes, config.file));
    const device = take(readHost(await openRootfs(rootfs)));
    session.found(found, [config]);
    if (settings === undefined || device === undefined) return session.conclude();
    const authored = openAuthor(openDevice(device, settings, options))({
      command: args.operands,
      unit,
      name,
      userName: lastOf(args, "user"),
    });
    if ("lacks" in authored) {
      session.found([notInRootfs(device.rootfs.file, authored.lacks, authored.name)]);
      return session.conclude();
    }
    session.conclude();
    session.outcome(openDecisions(authored.text));
    if (output === "-") await host.print(authored.text);
    else await commitOutputs(host, (outputs) => outputs.write(output, [Buffer.from(authored.text)]));
    return DONE;
  });
};

/** How much of a description is left to a person. */
const openDecisions = (text: string): string => {
  const count = [...text.matchAll(/<!--((?:(?!-->)[^])*)-->/g)].filter(([, inner = ""]) => /To\s+decide:/.test(inner)).length;
  return count === 0
    ? "nothing is left to decide"
    : `${count} ${count === 1 ? "comment is" : "comments are"} left to decide on: "To decide"`;
};

const CONTROL = /\p{Cc}/u;

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;
