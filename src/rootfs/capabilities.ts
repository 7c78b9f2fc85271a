import type { FileCapabilities } from "../model/container.ts";

/** The capabilities of capabilities(7) in lower case without `cap_`; a name's index is its number in the kernel. */
export const CAPABILITY_NAMES: readonly string[] = (
  "chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin " +
  "net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time " +
  "sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read " +
  "perfmon bpf checkpoint_restore"
).split(" ");

/** What a `security.capability` attribute grants: names of CAPABILITY_NAMES in the order of their numbers, a nameless one as its number. */
export interface DecodedCapabilities {
  /** One bit for all of the file's capabilities. */
  readonly effective: boolean;
  readonly permitted: readonly string[];
  readonly inheritable: readonly string[];
  /** Root of the user namespace the attribute holds in; 0 for version 2. */
  readonly rootid: number;
}

const VERSION_2 = 0x0200_0000;
const VERSION_3 = 0x0300_0000;
const VERSION_MASK = 0xff00_0000;
const EFFECTIVE = 1;
const SIZE_2 = 20;
const SIZE_3 = 24;
/** Offsets of the low word of each set; the high word follows 8 bytes later. */
const PERMITTED_AT = 4;
const INHERITABLE_AT = 8;

/**
 * The raw value of a `security.capability` attribute, version 2 (linux/capability.h, struct vfs_cap_data: little endian on every CPU).
 * Names are members of CAPABILITY_NAMES.
 */
export const encodeCapabilities = (caps: FileCapabilities): Uint8Array => {
  const bytes = new Uint8Array(SIZE_2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, VERSION_2 | (caps.effective ? EFFECTIVE : 0), true);
  const numbers = caps.names.map((name) => CAPABILITY_NAMES.indexOf(name));
  if (caps.permitted) setBits(view, PERMITTED_AT, numbers);
  if (caps.inheritable) setBits(view, INHERITABLE_AT, numbers);
  return bytes;
};

/** Reads version 2 and 3 of the attribute; `undefined` for version 1, which no kernel accepts any more, and for anything else. */
export const decodeCapabilities = (bytes: Uint8Array): DecodedCapabilities | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length < SIZE_2 ? 0 : view.getUint32(0, true);
  const version = (magic & VERSION_MASK) >>> 0;
  if (!(version === VERSION_2 && bytes.length === SIZE_2) && !(version === VERSION_3 && bytes.length === SIZE_3)) return undefined;
  return {
    effective: (magic & EFFECTIVE) !== 0,
    permitted: namesOfBits(view, PERMITTED_AT),
    inheritable: namesOfBits(view, INHERITABLE_AT),
    rootid: version === VERSION_3 ? view.getUint32(SIZE_2, true) : 0,
  };
};

/** The same grant as version 2: what version 3 adds is the root id, which is 0 for the initial user namespace (capabilities(7)). */
export const withoutNamespace = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length !== SIZE_3) return bytes;
  const plain = Uint8Array.from(bytes.subarray(0, SIZE_2));
  const view = new DataView(plain.buffer);
  view.setUint32(0, VERSION_2 | (view.getUint32(0, true) & ~VERSION_MASK), true);
  return plain;
};

/** Reads `cap_net_raw,cap_net_admin+ep` (also with `=`); `undefined` for another form or an unknown name. */
export const parseCapabilities = (text: string): FileCapabilities | undefined => {
  const [, list = "", flags = ""] = /^([a-z_,]+)[+=]([eip]+)$/i.exec(text) ?? [];
  const names = list
    .toLowerCase()
    .split(",")
    .map((name) => name.replace(/^cap_/, ""));
  if (!names.every((name) => CAPABILITY_NAMES.includes(name))) return undefined;
  return {
    names,
    effective: flags.includes("e"),
    permitted: flags.includes("p"),
    inheritable: flags.includes("i"),
  };
};

/**
 * The text that getcap(8) prints for a file: `cap_net_raw=ep`, `cap_chown=eip cap_net_raw+ep`, `=ep cap_chown-ep`. As in cap_to_text(3)
 * the flags that most capabilities share come first, and the others' differences follow.
 */
export const formatCapabilities = (caps: DecodedCapabilities): string => {
  const groups = FLAG_SETS.map((flags) => ({ flags, names: namesWith(caps, flags) }));
  const base = groups.reduce((most, group) => (group.names.length >= most.names.length ? group : most));
  const others = groups.filter((group) => group !== base && group.names.length > 0);
  const words = others.map(({ flags, names }, index) => {
    const operator = base.flags === "" && index === 0 ? "=" : "+";
    return names.join(",") + signed(operator, without(flags, base.flags)) + signed("-", without(base.flags, flags));
  });
  return [...(base.flags === "" && words.length > 0 ? [] : [`=${base.flags}`]), ...words].join(" ");
};

/** In the order in which libcap lists them; "e" alone can't be said of a file. */
const FLAG_SETS = ["eip", "ip", "ei", "i", "ep", "p", ""];

const setBits = (view: DataView, at: number, numbers: readonly number[]): void => {
  for (const number of numbers) {
    const word = at + (number >> 5) * 8;
    view.setUint32(word, view.getUint32(word, true) | (1 << (number & 31)), true);
  }
};

const namesOfBits = (view: DataView, at: number): string[] => {
  const isSet = (number: number): boolean => ((view.getUint32(at + (number >> 5) * 8, true) >>> (number & 31)) & 1) === 1;
  return Array.from({ length: 64 }, (_, number) => number)
    .filter(isSet)
    .map((number) => CAPABILITY_NAMES[number] ?? String(number));
};

/** The capabilities that have exactly these flags, with their `cap_`. */
const namesWith = (caps: DecodedCapabilities, flags: string): string[] =>
  [...new Set([...CAPABILITY_NAMES, ...caps.permitted, ...caps.inheritable])]
    .filter((name) => flagsOf(caps, name) === flags)
    .map((name) => (CAPABILITY_NAMES.includes(name) ? `cap_${name}` : name));

const flagsOf = (caps: DecodedCapabilities, name: string): string => {
  const held = (caps.inheritable.includes(name) ? "i" : "") + (caps.permitted.includes(name) ? "p" : "");
  return held !== "" && caps.effective ? `e${held}` : held;
};

const without = (flags: string, others: string): string =>
  Array.from(flags)
    .filter((flag) => !others.includes(flag))
    .join("");

const signed = (sign: string, flags: string): string => (flags === "" ? "" : sign + flags);
