import type { User } from "../rootfs/accounts.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { ConfigurationText } from "./configuration.ts";
import type { Draft } from "./draft.ts";
import { serverOf } from "./network-part.ts";
import type { Subject } from "./subject.ts";

/** A server that is started as root changes to a user of its own: it needs the capabilities for that (setuid(2), setgroups(2)), and the user in the container. */
export const withUserChange = (draft: Draft, subject: Subject, configuration: readonly ConfigurationText[]): Draft => {
  const { device, program, user } = subject;
  const usual = serverOf(subject)?.users ?? [];
  if ((user?.uid ?? 0) !== 0 || usual.length === 0) return draft;
  const { users, groups } = device.host.accounts;
  const names = [...configuration.flatMap(({ text }) => [...text.matchAll(USER_LINE)].map(([, name = ""]) => name)), ...usual];
  const other = names.flatMap((name): readonly User[] => users.filter((each) => each.name === name && each.uid !== 0))[0];
  const who = other === undefined ? "a user of its own" : other.name;
  return {
    ...draft,
    capKeep: [...new Set([...draft.capKeep, ...CHANGE])],
    capNotes: [
      ...draft.capNotes,
      `${baseOf(program.path)} starts as root and changes to ${who}, which takes ${CHANGE.join(" and ")}. To decide: as that user from the start (UserName, new with --user) it needs neither.`,
    ],
    extraUsers: [...new Set([...draft.extraUsers, ...(other === undefined ? [] : [other.name])])],
    extraGroups: [...new Set([...draft.extraGroups, ...groups.filter(({ gid }) => gid === other?.gid).map(({ name }) => name)])],
  };
};

const CHANGE = ["setuid", "setgid"];

/** `server.username = "www-data"` (lighttpd), `user www-data;` (nginx), `user=dnsmasq`, `user _chrony`. */
const USER_LINE = /^\s*(?:server\.username|user(?:name)?)\s*[=\s]\s*"?([a-z_][\w-]*)"?\s*;?\s*$/gim;
