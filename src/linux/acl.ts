/**
 * A POSIX ACL (acl(5)) that grants its owner, its group class and others no more than a mode shows: what chmod(2) makes of it, but
 * that nothing is added. `undefined` for bytes that the kernel takes for no ACL (fs/posix_acl.c: posix_acl_from_xattr, posix_acl_valid).
 */
export const limitAcl = (bytes: Uint8Array, mode: number): Uint8Array | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || (bytes.length - HEADER) % ENTRY !== 0 || view.getUint32(0, true) !== VERSION) return undefined;
  const offsets = Array.from({ length: (bytes.length - HEADER) / ENTRY }, (_, index) => HEADER + index * ENTRY);
  const tags = offsets.map((at) => TAGS[view.getUint16(at, true)] ?? "?").join("");
  if (!VALID.test(tags) || offsets.some((at) => view.getUint16(at + PERMISSIONS_AT, true) > 0o7)) return undefined;
  const limited = Uint8Array.from(bytes);
  const target = new DataView(limited.buffer);
  for (const [index, at] of offsets.entries()) {
    const shown = shownPermissions(tags, index, mode);
    target.setUint16(at + PERMISSIONS_AT, view.getUint16(at + PERMISSIONS_AT, true) & shown, true);
  }
  return limited;
};

/** linux/posix_acl_xattr.h: a version, then entries of a tag, permissions and an id; little endian on every CPU. */
const HEADER = 4;
const VERSION = 2;
const ENTRY = 8;
const PERMISSIONS_AT = 2;

/** linux/posix_acl.h: the owner, a named user, the owning group, a named group, the mask, others. */
const TAGS: Readonly<Record<number, string>> = { 0x01: "U", 0x02: "u", 0x04: "G", 0x08: "g", 0x10: "M", 0x20: "O" };

/** The order that the kernel asks for; named entries need a mask. */
const VALID = /^(?:U(?:GO|u*Gg*MO))?$/;

/** What the mode shows of an entry: the group's bits are the mask where there is one, and the mask limits the rest of its class. */
const shownPermissions = (tags: string, index: number, mode: number): number => {
  const tag = tags[index];
  if (tag === "U") return (mode >> 6) & 0o7;
  if (tag === "O") return mode & 0o7;
  return tag === "M" || (tag === "G" && !tags.includes("M")) ? (mode >> 3) & 0o7 : 0o7;
};
