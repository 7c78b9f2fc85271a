import type { TarballInput } from "../rootfs/read-host.ts";
import { MAX_BYTES } from "../parse/decode.ts";
import { profilesNamedIn } from "../model/seccomp-profiles.ts";
import { type DescriptionInput, parseDescriptions, type TextInput } from "../select.ts";
import { openInput, openRootfs } from "./open-rootfs.ts";
import { type Arguments, lastOf } from "./parse-arguments.ts";
import { readEach } from "./read-each.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

export interface TextInputs {
  readonly descriptions: readonly DescriptionInput[];
  readonly config: TextInput;
  readonly tagArguments: readonly string[];
  /** The files of --allow. */
  readonly allow: readonly TextInput[];
  /** The file of --packages. */
  readonly packages: TextInput | undefined;
  /** The profiles of system calls that bundles name and that lie where they are looked for. */
  readonly profiles: readonly TextInput[];
}

/** The descriptions that a command line names, and whether each is in the secure group. */
const descriptionsOf = ({ operands, options }: Arguments): readonly { readonly file: string; readonly secure: boolean }[] => [
  ...(options.get("secure-xml") ?? []).map((file) => ({ file, secure: true })),
  ...operands.map((file) => ({ file, secure: false })),
];

/** Throws a UsageError if a command line that takes descriptions has none. */
export const checkDescriptions = (args: Arguments): void => {
  if (descriptionsOf(args).length === 0) throw new UsageError("no description is given", args.command);
};

/** Reads the descriptions and config.ini that a command line names. Throws a UsageError or a HostError. */
export const readTexts = async (session: Session): Promise<TextInputs> => {
  const { args } = session;
  checkDescriptions(args);
  const read = (each: string): TextInput => readText(session, each);
  const readConfig = (): TextInput => readConfigText(session);
  const given = descriptionsOf(args);
  const allowed = args.options.get("allow") ?? [];
  const manifest = lastOf(args, "packages");
  const files = [...given.map(({ file }) => file), ...allowed, ...(manifest === undefined ? [] : [manifest])];
  const [config, ...texts] = await readEach(session, [readConfig, ...files.map((each) => () => read(each))], (one) => one());
  const descriptions = texts.slice(0, given.length).map((text, index) => ({ ...text, secure: given[index]?.secure === true }));
  const [allow, [packages]] = [texts.slice(given.length, given.length + allowed.length), texts.slice(given.length + allowed.length)];
  const profiles = readProfiles(session, descriptions);
  return { descriptions, config, tagArguments: args.options.get("tags") ?? [], allow, packages, profiles };
};

/** Reads the profiles that descriptions name; those that name none are parsed only once. What is wrong with one that can't be parsed is told later. */
const readProfiles = (session: Session, texts: readonly DescriptionInput[]): readonly TextInput[] => {
  const naming = texts.filter(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("SeccompProfile"));
  const { descriptions } = parseDescriptions(naming).value;
  return profilesNamedIn(descriptions, lastOf(session.args, "seccomp"))
    .filter((path) => session.host.isFile(path))
    .map((path) => ({ ...readText(session, path), file: path }));
};

/** Reads the config.ini that a command line names, else the one of the working directory, else the program's own. Throws a HostError. */
export const readConfigText = (session: Session): TextInput => {
  const { args, host } = session;
  // One that is there and can't be looked at is a failure: the other one may allow other tags.
  const file = lastOf(args, "config") ?? (host.isFile("config.ini") ? "config.ini" : undefined);
  return file === undefined ? { file: SHIPPED, bytes: host.shippedConfig } : readText(session, file);
};

/** A byte more than is allowed tells that there are too many. */
const readText = ({ host, nameOf }: Session, path: string): TextInput => ({
  file: nameOf(path),
  bytes: host.readStart(path, MAX_BYTES + 1),
});

/** How the config.ini is called that is part of the program. */
const SHIPPED = "lxc-overlay's config.ini";

/** Opens a tarball, `-` being standard input. Throws a HostError. */
export type OpenInput = (file: string) => Promise<TarballInput>;

/** Gives `use` what opens tarballs, showing progress where one has to be unpacked; what it opened is closed when `use` ends. */
export const withTarballs = <T>(session: Session, use: (open: OpenInput, openRootfs: OpenInput) => Promise<T>): Promise<T> =>
  session.host.withTarballs((door) =>
    use(
      (path) => openInput(session, door, path),
      (path) => openRootfs(session, door, path),
    ),
  );
