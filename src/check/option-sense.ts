import { FILE_SYSTEM_OPTIONS, FOREIGN_OPTIONS, type OptionForm } from "../linux/file-system-options.ts";
import type { Dialect } from "../model/options.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource, hasBindOption, hasHostSource } from "../plan/mount-kind.ts";
import { HABITUAL_WORDS, isForRuntime, LXC_WORDS, MOUNT_WORDS, readAs, RUNTIME_WORDS } from "../plan/mount-words.ts";
import { dialectFrom } from "../plan/plan-context.ts";
import type { ContainerFacts } from "./container-facts.ts";

/** What comes of one option of a mount. */
export type OptionSense =
  | { readonly kind: "known" }
  /** LXC takes it for a word that it begins with. */
  | { readonly kind: "misread"; readonly as: string }
  /** It has no effect: on a bind the kernel does not look at it, or LXC leaves it out. */
  | { readonly kind: "ignored" }
  /** The kernel does not mount the file system with it. */
  | { readonly kind: "refused" }
  /** The kernel knows it, and does not mount the file system with this value. */
  | { readonly kind: "bad-value"; readonly name: string; readonly value: string; readonly form: OptionForm };

const KNOWN: OptionSense = { kind: "known" };
const IGNORED: OptionSense = { kind: "ignored" };
const REFUSED: OptionSense = { kind: "refused" };

/** What comes of an option in a container. */
export const senseIn = ({ plan, dialect }: Pick<ContainerFacts, "plan" | "dialect">, option: string, mount: Mount): OptionSense =>
  plan.bundle === undefined ? senseOf(option, mount, dialect) : senseInBundle(option, mount);

/** What LXC, then the kernel make of an option; one of a file system that is not known here counts as known. */
export const senseOf = (option: string, mount: Pick<Mount, "fsType" | "options">, dialect: Dialect): OptionSense => {
  if (isLxcWord(option)) return KNOWN;
  return option.includes("=") ? senseOfValue(option, mount) : senseOfWord(option, mount, dialect);
};

/**
 * What an OCI runtime, then the kernel make of an option: what is no word of the runtime's is for the file system (config.md, "mounts"; crun 1.8.1, src/libcrun/linux.c, get_mount_flags).
 */
const senseInBundle = (option: string, mount: Pick<Mount, "fsType" | "options">): OptionSense => {
  if (!isForRuntime(option) || RUNTIME_WORDS.has(option) || isLxcWord(option) || RECURSIVE.test(option)) return KNOWN;
  if (bindsSource(mount)) return isComment(option) ? KNOWN : IGNORED;
  const known = FILE_SYSTEM_OPTIONS.get(mount.fsType);
  if (known === undefined || known.words.includes(option)) return KNOWN;
  return option.includes("=") ? senseOfValue(option, mount) : refusal(known);
};

/** Those of mount_setattr(2), like rro. */
const RECURSIVE = /^r(?:ro|rw|(?:no)?(?:suid|dev|exec|diratime|atime|relatime|strictatime|symfollow))$/;

const refusal = ({ refusesUnknown }: { readonly refusesUnknown: boolean }): OptionSense => (refusesUnknown ? REFUSED : IGNORED);

const isLxcWord = (option: string): boolean =>
  MOUNT_WORDS.some(({ word }) => word === option) || LXC_WORDS.includes(option) || option.startsWith("idmap=");

/** fstab(5). */
const isComment = (option: string): boolean => /^(?:x-|comment=)/.test(option);

/** What has a value is for the file system. */
const senseOfValue = (option: string, mount: Pick<Mount, "fsType" | "options">): OptionSense => {
  // Without bind and FsType it is another mistake.
  if (!hasBindOption(mount) && hasHostSource(mount)) return KNOWN;
  if (bindsSource(mount)) return isComment(option) ? KNOWN : IGNORED;
  const known = FILE_SYSTEM_OPTIONS.get(mount.fsType);
  const at = option.indexOf("=");
  const [name, value] = [option.slice(0, at), option.slice(at + 1)];
  if (known === undefined && FOREIGN_OPTIONS.get(mount.fsType)?.includes(name) === true) return REFUSED;
  if (known === undefined) return name === "create" ? IGNORED : KNOWN;
  const form = Object.entries(known.values).find(([key]) => key === name)?.[1];
  if (form === undefined) return refusal(known);
  return form.fits(value) ? KNOWN : { kind: "bad-value", name, value, form };
};

/**
 * LXC from 4.0.10 on (our dialect 4.0) leaves out a word without = that its table lacks, earlier ones hand it to the file system: src/lxc/conf.c, parse_vfs_attr
 * and parse_mntopt; both compare only as many letters as their own word has.
 */
const senseOfWord = (option: string, mount: Pick<Mount, "fsType" | "options">, dialect: Dialect): OptionSense => {
  const as = readAs(option);
  if (as !== undefined) return { kind: "misread", as };
  const known = FILE_SYSTEM_OPTIONS.get(mount.fsType);
  const isLeftOut = bindsSource(mount) || dialectFrom(dialect, "4.0");
  if (isLeftOut) return isHarmless(option, mount) ? KNOWN : IGNORED;
  if (known === undefined || known.words.includes(option)) return KNOWN;
  return refusal(known);
};

/** The file system's own words are right, even where LXC leaves them out; those of others are for who knows them to judge. */
const isHarmless = (option: string, mount: Pick<Mount, "fsType" | "options">): boolean => {
  if (HABITUAL_WORDS.has(option) || option.startsWith("x-")) return true;
  const known = FILE_SYSTEM_OPTIONS.get(mount.fsType);
  return !bindsSource(mount) && (known === undefined || known.words.includes(option));
};
