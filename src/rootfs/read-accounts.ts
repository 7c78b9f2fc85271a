import type { Span, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { damagedAccountLine, hostFileTooLarge, oddAccountLine } from "./findings.ts";
import type { Accounts, Group, User } from "./accounts.ts";
import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { MAX_HOST_TEXT, readHostText } from "./read-file.ts";

/** (uid_t) -1 means "no id" to chown(2) and others. */
const MAX_ID = 0xffff_fffe;

/**
 * The users and groups of the host's /etc/passwd (passwd(5)) and /etc/group (group(5)). A file that is missing has none; of several lines
 * with one name the first counts; a damaged line is skipped with a warning, one with too few or too many fields is read as glibc reads it, NIS lines (`+`, `-`), comments and blank lines without.
 */
export const readAccounts = (rootfs: HostRootfs): Staged<Accounts> => {
  const users = readLines(rootfs, "etc/passwd", USER_LINE);
  const groups = readLines(rootfs, "etc/group", GROUP_LINE);
  return { value: { users: users.value, groups: groups.value }, diagnostics: [...users.diagnostics, ...groups.diagnostics] };
};

const readLines = <T extends { readonly name: string }>(rootfs: HostRootfs, path: string, form: AccountForm<T>): Staged<readonly T[]> => {
  const found = lookup(rootfs, path);
  if (found.kind !== "found" || found.node.type !== "file") return { value: [], diagnostics: [] };
  const text = readHostText(rootfs, found.node);
  if (text === undefined) {
    return { value: [], diagnostics: [hostFileTooLarge(rootfs.file, found.node.path, found.node.size, MAX_HOST_TEXT)] };
  }
  return parseLines(text, `${rootfs.file}:${found.node.path}`, form);
};

/**
 * How lines of an account file are read. glibc asks for the fields up to the last number, and takes what follows the last field for a part
 * of it (nss/nss_files/files-parse.c, pwd/fgetpwent.c, grp/fgetgrent.c); musl passes over lines that lack any (src/passwd/getpwent_a.c, getgrent_a.c).
 */
export interface AccountForm<T> {
  /** What a line is. */
  readonly what: string;
  readonly fields: number;
  /** As few as glibc takes. */
  readonly least: number;
  /** What a line says that has enough fields, or in words what is wrong with it. */
  readonly parse: (fields: readonly string[]) => T | string;
}

/** The accounts in the text of passwd(5) or group(5); `file` is what diagnostics call it. */
export const parseLines = <T extends { readonly name: string }>(text: string, file: string, form: AccountForm<T>): Staged<readonly T[]> => {
  const accounts = new Map<string, T>();
  const { found, report } = collectFindings("first");
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(?:$|[#+-])/.test(line)) continue;
    const span: Span = { file, line: index + 1, column: 1 };
    const fields = line.split(":");
    const count = `${form.what} has ${form.fields} fields, here are ${fields.length}`;
    const account = fields.length < form.least ? count : form.parse(fields);
    if (typeof account === "string") {
      report(damagedAccountLine(span, account));
      continue;
    }
    if (fields.length !== form.fields) report(oddAccountLine(span, count, fields.length < form.fields));
    if (!accounts.has(account.name)) accounts.set(account.name, account);
  }
  return { value: [...accounts.values()], diagnostics: found };
};

const parseUser = (fields: readonly string[]): User | string => {
  const [name = "", password = "", uid = "", gid = "", gecos = "", home = "", ...shell] = fields;
  if (name === "") return "the user's name is empty";
  if (!isId(uid)) return `user ${name}: uid "${uid}" is not a number from 0 to ${MAX_ID}`;
  if (!isId(gid)) return `user ${name}: gid "${gid}" is not a number from 0 to ${MAX_ID}`;
  return { name, password, uid: Number(uid), gid: Number(gid), gecos, home, shell: shell.join(":") };
};

const parseGroup = (fields: readonly string[]): Group | string => {
  const [name = "", password = "", gid = "", ...members] = fields;
  if (name === "") return "the group's name is empty";
  if (!isId(gid)) return `group ${name}: gid "${gid}" is not a number from 0 to ${MAX_ID}`;
  return {
    name,
    password,
    gid: Number(gid),
    members: members
      .join(":")
      .split(",")
      .flatMap((member) => member.trim() || []),
  };
};

/** passwd(5). */
export const USER_LINE: AccountForm<User> = { what: "a user", fields: 7, least: 4, parse: parseUser };

/** group(5). */
export const GROUP_LINE: AccountForm<Group> = { what: "a group", fields: 4, least: 3, parse: parseGroup };

const isId = (text: string): boolean => /^[0-9]{1,10}$/.test(text) && Number(text) <= MAX_ID;
