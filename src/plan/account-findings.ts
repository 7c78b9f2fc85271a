import { closest } from "../diagnostics/closest.ts";
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
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
  error("unknown-user", location, `user ${name} is not in the host's /etc/passwd`, accountHelp(name, users));

export const unknownGroup = (location: Location, name: string, groups: readonly { readonly name: string }[]): Diagnostic =>
  error("unknown-group", location, `group ${name} is not in the host's /etc/group`, accountHelp(name, groups));

const accountHelp = (name: string, accounts: readonly { readonly name: string }[]): string => {
  const names = accounts.map((account) => account.name);
  const similar = closest(name, names);
  if (similar.length > 0) return `did you mean ${similar.join(" or ")}?`;
  return names.length === 0 ? "it has none" : `it has ${listed(names)}`;
};
