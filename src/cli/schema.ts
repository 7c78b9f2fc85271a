import { printXsd } from "../schema/xsd.ts";
import { printOfConfig } from "./print-of-config.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `schema`: an XML schema of descriptions whose tags are those of config.ini. Throws a UsageError or a HostError. */
export const schema = async (session: Session): Promise<number> => {
  const { args } = session;
  if (args.operands.length > 0) throw new UsageError("schema takes no arguments", args.command);
  return await printOfConfig(session, printXsd);
};
