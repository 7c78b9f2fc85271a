import type { Span, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { damagedAccountLine, hostFileTooLarge } from "./findings.ts";
import type { Accounts, Group, User } from "./accounts.ts";
import type { HostRootfs } from "./host-rootfs.ts";
import { lookup } from "./lookup.ts";
import { MAX_HOST_TEXT, readHostText } from "./read-file.ts";

/** (uid_t) -1 means "no id" to chown(2) and others. */
const MAX_ID = 0xffff_fffe;

/**
 * The users and groups of the host's /etc/passwd (passwd(5)) and /etc/group (group(5)). A file that is missing has none; of several lines
 * with one name the first counts; a damaged line is skipped with a warning, NIS lines (`+`, `-`), comments and blank lines without.
 */
export const readAccounts = (rootfs: HostRootfs): Staged<Accounts> => {
  const users = readLines(rootfs, "etc/passwd", parseUser);
  const groups = readLines(rootfs, "etc/group", parseGroup);
  return { value: { users: users.value, groups: groups.value }, diagnostics: [...users.diagnostics, ...groups.diagnostics] };
};

const readLines = <T extends { readonly name: string }>(rootfs: HostRootfs, path: string, parse: LineParser<T>): Staged<readonly T[]> => {
  const found = lookup(rootfs, path);
  if (found.kind !== "found" || found.node.type !== "file") return { value: [], diagnostics: [] };
  const text = readHostText(rootfs, found.node);
  if (text === undefined) {
    return { value: [], diagnostics: [hostFileTooLarge(rootfs.file, found.node.path, found.node.size, MAX_HOST_TEXT)] };
  }
  return parseLines(text, `${rootfs.file}:${found.node.path}`, parse);
};

/** What a line says, or in words what is wrong with it. */
export type LineParser<T> = (fields: readonly string[]) => T | string;

/** The accounts in the text of passwd(5) or group(5); `file` is what diagnostics call it. */
export const parseLines = <T extends { readonly name: string }>(text: string, file: string, parse: LineParser<T>): Staged<readonly T[]> => {
  const accounts = new Map<string, T>();
  const { found, report } = collectFindings("first");
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(?:$|[#+-])/.test(line)) continue;
    const span: Span = { file, line: index + 1, column: 1 };
    const account = parse(line.split(":"));
    if (typeof account === "string") report(damagedAccountLine(span, account));
    else if (!accounts.has(account.name)) accounts.set(account.name, account);
  }
  return { value: [...accounts.values()], diagnostics: found };
};

export const parseUser: LineParser<User> = (fields) => {
  const [name = "", password = "", uid = "", gid = "", gecos = "", home = "", shell = ""] = fields;
  if (fields.length !== 7) return `a user has 7 fields, here are ${fields.length}`;
  if (name === "") return "the user's name is empty";
  if (!isId(uid)) return `user ${name}: uid "${uid}" is not a number from 0 to ${MAX_ID}`;
  if (!isId(gid)) return `user ${name}: gid "${gid}" is not a number from 0 to ${MAX_ID}`;
  return { name, password, uid: Number(uid), gid: Number(gid), gecos, home, shell };
};

export const parseGroup: LineParser<Group> = (fields) => {
  const [name = "", password = "", gid = "", members = ""] = fields;
  if (fields.length !== 4) return `a group has 4 fields, here are ${fields.length}`;
  if (name === "") return "the group's name is empty";
  if (!isId(gid)) return `group ${name}: gid "${gid}" is not a number from 0 to ${MAX_ID}`;
  return { name, password, gid: Number(gid), members: members.split(",").flatMap((member) => member.trim() || []) };
};

const isId = (text: string): boolean => /^[0-9]{1,10}$/.test(text) && Number(text) <= MAX_ID;
