/**
 * What becomes of an extended attribute where the overlay takes a file over from the host: it is carried as it is (`carried`), carried
 * where the content is (`of-content`), converted (`capability`), limited by the entry's mode (`acl`), or dropped with the reason that is told.
 * Directories that are only passed through are the host's own and keep all of theirs.
 */
export type Fate =
  | { readonly kind: "carried" | "of-content" | "capability" | "acl" }
  | { readonly kind: "dropped"; readonly reason: string };

export const fateOf = (name: string): Fate => TABLE.find((row) => row.name.test(name))?.fate ?? CARRIED;

interface Row {
  readonly name: RegExp;
  readonly fate: Fate;
}

const dropped = (reason: string): Fate => ({ kind: "dropped", reason });

/** What no row names belongs to the file: user.* and trusted.* of whoever made it. */
const CARRIED: Fate = { kind: "carried" };

const TABLE: readonly Row[] = [
  // A hash or signature of the content alone (ima-evm-utils, evmctl(1)).
  { name: /^security\.ima$/, fate: { kind: "of-content" } },
  // Version 3 holds in a user namespace, which a device has none of (capabilities(7)).
  { name: /^security\.capability$/, fate: { kind: "capability" } },
  // tar sets it after the mode, and so restores what the mode no longer shows (acl(5)).
  { name: /^system\.posix_acl_(access|default)$/, fate: { kind: "acl" } },
  { name: /^security\.evm$/, fate: dropped("it covers owner and mode, which change") },
  { name: /^security\.selinux$/, fate: dropped("the label is given by the policy of the machine that has it") },
  { name: /^system\.nfs4_acl$/, fate: dropped("it names users of a file server") },
  { name: /^(trusted|user)\.overlay\./, fate: dropped("overlayfs keeps its own records there") },
];
