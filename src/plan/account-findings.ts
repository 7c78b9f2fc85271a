import { closest } from "../diagnostics/closest.ts";
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
import { type Advice, writeValue } from "../diagnostics/fix.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { listed } from "./finding-words.ts";

export const ACCOUNT_CODES = {
  error: {
    "unknown-user": "A user name that the host's passwd does not have.",
    "unknown-group": "A group name that the host's group file does not have.",
  },
} as const;

const { error } = findingsOf(ACCOUNT_CODES);

export const unknownUser = (location: Location, name: string, users: readonly { readonly name: string }[]): Diagnostic =>
  error("unknown-user", location, `user ${name} is not in the host's /etc/passwd`, accountHelp(location, name, users));

export const unknownGroup = (location: Location, name: string, groups: readonly { readonly name: string }[]): Diagnostic =>
  error("unknown-group", location, `group ${name} is not in the host's /etc/group`, accountHelp(location, name, groups));

const accountHelp = (location: Location, name: string, accounts: readonly { readonly name: string }[]): Advice | string => {
  const names = accounts.map((account) => account.name);
  const meant = meantOne(closest(name, names), (to) => writeValue(location, to, "").fix);
  if (meant !== undefined) return meant;
  return names.length === 0 ? "it has none" : `it has ${listed(names)}`;
};
