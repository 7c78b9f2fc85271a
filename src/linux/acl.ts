/** An entry of a POSIX ACL: acl(5). */
export interface AclEntry {
  /** The owner, a named user, the owning group, a named group, the mask, others. */
  readonly tag: "U" | "u" | "G" | "g" | "M" | "O";
  /** Read 4, write 2, execute 1. */
  readonly permissions: number;
  /** Of a named user or group. */
  readonly id: number;
}

/** The entries of an ACL attribute; `undefined` for bytes that the kernel takes for no ACL (fs/posix_acl.c: posix_acl_from_xattr, posix_acl_valid). */
export const readAcl = (bytes: Uint8Array): readonly AclEntry[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || (bytes.length - HEADER) % ENTRY !== 0 || view.getUint32(0, true) !== VERSION) return undefined;
  const entries = Array.from({ length: (bytes.length - HEADER) / ENTRY }, (_, index) => HEADER + index * ENTRY).flatMap((at) => {
    const tag = TAGS[view.getUint16(at, true)];
    return tag === undefined ? [] : { tag, permissions: view.getUint16(at + PERMISSIONS_AT, true), id: view.getUint32(at + ID_AT, true) };
  });
  const isWhole = entries.length * ENTRY === bytes.length - HEADER && entries.every(({ permissions }) => permissions <= ALL);
  return isWhole && VALID.test(tagsOf(entries)) ? entries : undefined;
};

/**
 * A POSIX ACL that grants its owner, its group class and others no more than a mode shows: what chmod(2) makes of it, but that nothing is
 * added. `undefined` for bytes that are no ACL.
 */
export const limitAcl = (bytes: Uint8Array, mode: number): Uint8Array | undefined => {
  const entries = readAcl(bytes);
  if (entries === undefined) return undefined;
  const tags = tagsOf(entries);
  const limited = Uint8Array.from(bytes);
  const target = new DataView(limited.buffer);
  for (const [index, { permissions }] of entries.entries()) {
    target.setUint16(HEADER + index * ENTRY + PERMISSIONS_AT, permissions & shownPermissions(tags, index, mode), true);
  }
  return limited;
};

/** linux/posix_acl_xattr.h: a version, then entries of a tag, permissions and an id; little endian on every CPU. */
const HEADER = 4;
const VERSION = 2;
const ENTRY = 8;
const PERMISSIONS_AT = 2;
const ID_AT = 4;
const ALL = 0o7;

/** linux/posix_acl.h. */
const TAGS: Readonly<Record<number, AclEntry["tag"]>> = { 0x01: "U", 0x02: "u", 0x04: "G", 0x08: "g", 0x10: "M", 0x20: "O" };

/** The order that the kernel asks for; named entries need a mask. */
const VALID = /^(?:U(?:GO|u*Gg*MO))?$/;

const tagsOf = (entries: readonly AclEntry[]): string => entries.map(({ tag }) => tag).join("");

/** What the mode shows of an entry: the group's bits are the mask where there is one, and the mask limits the rest of its class. */
const shownPermissions = (tags: string, index: number, mode: number): number => {
  const tag = tags[index];
  if (tag === "U") return (mode >> 6) & ALL;
  if (tag === "O") return mode & ALL;
  return tag === "M" || (tag === "G" && !tags.includes("M")) ? (mode >> 3) & ALL : ALL;
};
