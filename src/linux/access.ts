import { type AclEntry, readAcl } from "./acl.ts";

/** Who asks for a file: credentials(7), as far as the kernel looks at them when a file is asked for. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  /** The supplementary groups. */
  readonly groups: readonly number[];
  /** CAP_DAC_OVERRIDE: root reads and writes whatever the modes say. */
  readonly dacOverride: boolean;
  /** CAP_DAC_READ_SEARCH: root reads files and searches directories whatever the modes say. */
  readonly dacReadSearch: boolean;
}

/** What access(2) asks for: read, write, execute a file or search a directory; both at once where there are two letters. */
export type Want = "r" | "w" | "x" | "wx";

/** What decides about the access to a file or a directory. */
export interface Guarded {
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly xattrs: ReadonlyMap<string, Uint8Array>;
}

/**
 * Whether a process may use a file in some way, the directories on the way to it left aside: fs/namei.c, generic_permission. A symlink's own
 * mode means nothing.
 */
export const mayAccess = (node: Guarded, who: Credentials, want: Want): boolean =>
  node.type === "symlink" || isGranted(node, who, maskOf(want)) || isOverridden(node, who, want);

const R = 4;
const W = 2;
const X = 1;

const maskOf = (want: Want): number => (want.includes("r") ? R : 0) | (want.includes("w") ? W : 0) | (want.includes("x") ? X : 0);

/** acl_permission_check: the first class that a process belongs to decides, even where a later one would grant more. */
const isGranted = (node: Guarded, who: Credentials, mask: number): boolean => {
  const has = (bits: number): boolean => (bits & mask) === mask;
  if (node.uid === who.uid) return has(node.mode >> 6);
  const acl = (node.mode & GROUP_BITS) === 0 ? undefined : aclOf(node);
  if (acl !== undefined) return isGrantedByAcl(acl, node, who, mask);
  return isInGroup(who, node.gid) ? has(node.mode >> 3) : has(node.mode);
};

const GROUP_BITS = 0o070;

const isInGroup = ({ gid, groups }: Credentials, wanted: number): boolean => gid === wanted || groups.includes(wanted);

/** What is no ACL to the kernel does not come out of an archive as one. */
const aclOf = ({ xattrs }: Guarded): readonly AclEntry[] | undefined => {
  const bytes = xattrs.get("system.posix_acl_access");
  const entries = bytes === undefined ? undefined : readAcl(bytes);
  return entries === undefined || entries.length === 0 ? undefined : entries;
};

/** fs/posix_acl.c, posix_acl_permission; the owner is not among those asked here. */
const isGrantedByAcl = (acl: readonly AclEntry[], node: Guarded, who: Credentials, mask: number): boolean => {
  const has = (bits: number): boolean => (bits & mask) === mask;
  const limit = acl.find(({ tag }) => tag === "M")?.permissions ?? R | W | X;
  const user = acl.find(({ tag, id }) => tag === "u" && id === who.uid);
  if (user !== undefined) return has(user.permissions & limit);
  const groups = acl.filter(({ tag, id }) => (tag === "G" && isInGroup(who, node.gid)) || (tag === "g" && isInGroup(who, id)));
  if (groups.length > 0) return groups.some(({ permissions }) => has(permissions & limit));
  return acl.some(({ tag, permissions }) => tag === "O" && has(permissions));
};

/** Root's capabilities: capabilities(7). To execute a file, one of its x bits must be there for them as well. */
const isOverridden = ({ type, mode }: Guarded, { dacOverride, dacReadSearch }: Credentials, want: Want): boolean => {
  const isDirectory = type === "directory";
  if (dacReadSearch && (want === "r" || (want === "x" && isDirectory))) return true;
  return dacOverride && (isDirectory || !want.includes("x") || (mode & ANY_X) !== 0);
};

const ANY_X = 0o111;
