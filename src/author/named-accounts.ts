import type { Host } from "../rootfs/read-host.ts";
import type { ConfigurationText } from "./configuration.ts";
import type { Draft } from "./draft.ts";

/** The users and groups of the host that policies of D-Bus name (dbus-daemon(1), `<policy user="…">`): the daemon passes over rules for those that it does not know. */
export const namedAccounts = (
  { accounts }: Host,
  configuration: readonly ConfigurationText[],
): Pick<Draft, "extraGroups" | "extraUsers"> => {
  const policies = configuration.flatMap(({ text }) => [...text.matchAll(/<policy\s+(user|group)\s*=\s*["']([\w.-]+)["']/g)]);
  const named = (kind: string, known: readonly { readonly name: string }[]): readonly string[] => {
    const names = new Set(policies.filter(([, attribute]) => attribute === kind).map(([, , name]) => name));
    return known.map(({ name }) => name).filter((name) => names.has(name));
  };
  return { extraUsers: named("user", accounts.users), extraGroups: named("group", accounts.groups) };
};
