import type { TarballInput } from "../build.ts";
import type { TextInput } from "../select.ts";
import { type Arguments, lastOf } from "./parse-arguments.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

export interface TextInputs {
  readonly descriptions: readonly TextInput[];
  readonly config: TextInput;
  readonly tagArguments: readonly string[];
}

/** Throws a UsageError if a command line that takes descriptions has none. */
export const checkDescriptions = ({ command, operands }: Arguments): void => {
  if (operands.length === 0) throw new UsageError("no description is given", command);
};

/** Reads the descriptions and config.ini that a command line names. Throws a UsageError or a HostError. */
export const readTexts = ({ args, host }: Session): TextInputs => {
  checkDescriptions(args);
  const read = (file: string): TextInput => ({ file, bytes: host.readFile(file) });
  const config = lastOf(args, "config") ?? (host.isFile("config.ini") ? "config.ini" : host.shippedConfig);
  return { descriptions: args.operands.map(read), config: read(config), tagArguments: args.options.get("tags") ?? [] };
};

/** Opens a tarball, showing progress where it has to be unpacked. Throws a HostError. */
export const openTarball = async ({ host, progress }: Session, file: string): Promise<TarballInput> => ({
  file: file === "-" ? "standard input" : file,
  source: await host.openTarball(file, progress(file)),
});
