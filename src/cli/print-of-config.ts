import type { Config } from "../model/config.ts";
import { readConfig } from "../model/read-config.ts";
import { readConfigText } from "./inputs.ts";
import type { Session } from "./session.ts";

/** Prints what is made of config.ini alone, if there is no error in it. Gives the exit code. Throws a HostError. */
export const printOfConfig = async (session: Session, print: (config: Config) => string): Promise<number> => {
  const text = readConfigText(session);
  const { value, diagnostics } = readConfig(text.bytes, text.file);
  const isWrong = session.found(diagnostics, [text]);
  if (value !== undefined && !isWrong) await session.host.print(print(value));
  return session.conclude();
};
