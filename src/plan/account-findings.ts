import { closest } from "../diagnostics/closest.ts";
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
import { type Advice, guessValue } from "../diagnostics/fix.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { listed } from "./finding-words.ts";

export const ACCOUNT_CODES = {
  error: {
    "unknown-user": "A user name that the host's passwd does not have.",
    "unknown-group": "A group name that the host's group file does not have.",
  },
} as const;

const { error } = findingsOf(ACCOUNT_CODES);

/** Accounts of a file of the host: none where it has none, undefined where it is not there. */
type Names = readonly { readonly name: string }[] | undefined;

export const unknownUser = (location: Location, name: string, users: Names): Diagnostic =>
  error("unknown-user", location, `user ${name} ${isNot(users, "/etc/passwd")}`, accountHelp(location, name, users));

export const unknownGroup = (location: Location, name: string, groups: Names): Diagnostic =>
  error("unknown-group", location, `group ${name} ${isNot(groups, "/etc/group")}`, accountHelp(location, name, groups));

const isNot = (accounts: Names, file: string): string =>
  accounts === undefined ? `is not known: the host rootfs has no ${file}` : `is not in the host's ${file}`;

const accountHelp = (location: Location, name: string, accounts: Names): Advice | string => {
  if (accounts === undefined) return "give the whole rootfs of the device, as its image has it";
  const names = accounts.map((account) => account.name);
  const meant = meantOne(closest(name, names), (to) => guessValue(location, to));
  if (meant !== undefined) return meant;
  return names.length === 0 ? "it has none" : `it has ${listed(names)}`;
};
