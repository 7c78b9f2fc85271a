import { closest } from "../diagnostics/closest.ts";
import { error, type Diagnostic, type Place } from "../diagnostics/diagnostic.ts";
import { listed } from "./finding-words.ts";

/** A user name that the host's passwd does not have. */
export const unknownUser = (place: Place, name: string, users: readonly { readonly name: string }[]): Diagnostic =>
  error("unknown-user", place, `user ${name} is not in the host's /etc/passwd`, accountHelp(name, users));

/** A group name that the host's group file does not have. */
export const unknownGroup = (place: Place, name: string, groups: readonly { readonly name: string }[]): Diagnostic =>
  error("unknown-group", place, `group ${name} is not in the host's /etc/group`, accountHelp(name, groups));

const accountHelp = (name: string, accounts: readonly { readonly name: string }[]): string => {
  const names = accounts.map((account) => account.name);
  const similar = closest(name, names);
  if (similar.length > 0) return `did you mean ${similar.join(" or ")}?`;
  return names.length === 0 ? "it has none" : `it has ${listed(names)}`;
};
