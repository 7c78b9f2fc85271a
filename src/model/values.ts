import { isIPv4, isIPv6 } from "node:net";
import { numbersOfDevice } from "../linux/device-numbers.ts";
import { parseCapabilities } from "../linux/file-capabilities.ts";
import { type Instead, instead, meant, type ValueForm } from "./value-form.ts";

const pattern = (regExp: RegExp, form: string, help?: ValueForm["help"]): ValueForm => ({
  fits: (value) => regExp.test(value),
  form,
  ...(help === undefined ? {} : { help }),
});

/** What is only too long can be cut. */
const shortenTo =
  (length: number): NonNullable<ValueForm["help"]> =>
  (value) =>
    value.length > length ? `${value.length} characters are too many: write ${value.slice(0, length)}` : undefined;

export const oneOf = (...choices: readonly string[]): ValueForm => ({
  fits: (value) => choices.includes(value),
  form: `one of ${choices.join(", ")}`,
  choices,
});

const anything = (): boolean => true;

export const TEXT: ValueForm = { fits: anything, form: "any text" };

/** Shell text; an editor's tabs mean nothing to the shell. */
export const SHELL: ValueForm = { fits: anything, form: "a command", mayHold: /\t/g };

/** Options of a mount: blanks and tabs inside are taken out later. */
export const OPTIONS: ValueForm = { fits: (value) => /[^\s,]/.test(value), form: "a list of mount options", mayHold: /\t/g };

/** A blank would begin the next field of a mount entry. */
export const FS_TYPE: ValueForm = pattern(/^\S+$/, "the name of a file system");

/** Names are judged one by one, later. */
export const CAPABILITIES: ValueForm = { fits: anything, form: "a list of capabilities", mayHold: /[\t\n\r]/g };

export const FLAG: ValueForm = oneOf("yes", "no", "true", "false");

/** What FLAG and AutoDev mean. */
export const isOn = (value: string | undefined): boolean => value === "yes" || value === "true" || value === "1";

export const BIT: ValueForm = oneOf("0", "1");

export const NAME: ValueForm = pattern(
  /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/,
  "up to 64 of the characters A-Z a-z 0-9 _ . - and begins with a letter, a digit or _",
  shortenTo(64),
);

export const APPEND: ValueForm = pattern(/\S/, "the name of the append");

export const BUNDLE_TYPE: ValueForm = { ...oneOf("dobby"), form: "dobby, or left out for an LXC container" };

/** A ParamName is a branch of the launcher beside its own two. */
export const PARAM_NAME: ValueForm = {
  fits: (value) => NAME.fits(value) && value !== "start" && value !== "stop",
  form: `${NAME.form}; start and stop are taken`,
  help: (value) => (value === "start" || value === "stop" ? "call it otherwise: the launcher has that branch" : NAME.help?.(value)),
};

export const LOG_PRIORITY: ValueForm = oneOf("FATAL", "ALERT", "CRIT", "ERROR", "WARN", "NOTICE", "INFO", "DEBUG", "TRACE");

export const AUTO_MOUNT: ValueForm = oneOf("cgroup:ro", "cgroup:mixed", "sys", "sys:ro", "sys:mixed", "proc", "proc:mixed");

export const MACVLAN_MODE: ValueForm = {
  ...oneOf("private", "vepa", "bridge", "passthru"),
  help: () => "the Pair of a macvlan is its mode: write <Pair>bridge</Pair>, or leave it out",
};

/** A user or group in passwd(5) and group(5), where colons and commas separate. */
export const ACCOUNT: ValueForm = pattern(/^[^\s:,]+$/, "a name without blanks, colons and commas");

export const NUMBER: ValueForm = pattern(/^\d{1,15}$/, "an integer from 0 on");

export const INTEGER: ValueForm = pattern(/^-?\d{1,19}$/, "an integer");

/** Blanks before the unit, what other programs write for it, and fractions. */
const inOneLetter = (value: string): Instead | undefined => {
  const [, fraction, large = ""] = /^(\d{1,9}\.\d+)\s*([mg])(?:i?b)?$/i.exec(value) ?? [];
  if (fraction !== undefined) return instead(`${Math.round(Number(fraction) * 1024)}${/m/i.test(large) ? "K" : "M"}`);
  const [, digits = "", unit = ""] = /^(\d{1,19})\s*([kmg])?(?:i?b|bytes)?$/i.exec(value) ?? [];
  return digits === "" ? undefined : instead(`${digits}${unit}`);
};

export const BYTES: ValueForm = pattern(
  /^(?:-1|\d{1,19}[KMGkmg]?)$/,
  "a number of bytes, with K, M or G behind it for more, or -1",
  inOneLetter,
);

/** The most processors that a kernel can be built for: NR_CPUS of arch/x86/Kconfig, MAXSMP. */
const MAX_CPUS = 8192;

/** bitmap_parselist of lib/bitmap-str.c: a range that ends before it begins is EINVAL, a number that no kernel has ERANGE. */
export const CPU_LIST: ValueForm = {
  fits: (value) =>
    /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(value) &&
    value.split(",").every((part) => {
      const [first = 0, last = first] = part.split("-").map(Number);
      return first <= last && last < MAX_CPUS;
    }),
  form: `a list of numbers and ranges like 0-3,5, the lower number first, none from ${MAX_CPUS} on`,
  help: (value) => {
    const list = value
      .trim()
      .split(/[\s,;]+/)
      .map((part) =>
        part.replace(/^(\d+)(?:-|\.{2,3})(\d+)$/, (_, a: string, b: string) => (Number(a) <= Number(b) ? `${a}-${b}` : `${b}-${a}`)),
      )
      .join(",");
    if (list !== value && CPU_LIST.fits(list)) return meant(list);
    return /\d{4}/.test(value) ? "name those that the device has, counted from 0" : undefined;
  },
};

/** Documentation/admin-guide/cgroup-v1/cpusets.rst, 1.8: sched_relax_domain_level. */
export const DOMAIN_LEVEL: ValueForm = pattern(
  /^(?:-1|[0-5])$/,
  "a level from -1 to 5",
  () => "write -1, which leaves it to the kernel, or remove it",
);

/** Documentation/admin-guide/cgroup-v1/devices.rst. */
export const DEVICE_RULE: ValueForm = pattern(
  /^(?:a|[abc] (?:\d+|\*):(?:\d+|\*) [rwm]+)$/,
  '"a", or like "c 1:3 rwm": a, b or c, MAJOR:MINOR with * for any, and some of r, w, m',
  (value) => {
    const [path = "", letters = "rw"] = value.split(/\s+/);
    const device = numbersOfDevice(path);
    if (device?.minor !== undefined)
      return instead(`${device.type} ${device.major}:${device.minor} ${letters}`, "the numbers are needed: ");
    const [, type = "", major = "", minor = "", access = ""] =
      /^([abc])\w*\s*(\d+|\*)\s*[:,. ]\s*(\d+|\*)\s*([rwm\s]*)$/i.exec(value) ?? [];
    return type === ""
      ? undefined
      : meant(`${type.toLowerCase()} ${major}:${minor} ${access.replaceAll(/\s/g, "").toLowerCase() || "rwm"}`);
  },
);

/** IFNAMSIZ of linux/if.h leaves 15 characters; net/core/dev.c, dev_valid_name, refuses the others: a colon was an alias of ifconfig(8). */
export const INTERFACE: ValueForm = pattern(
  /^(?!\.{1,2}$)[^\s/:]{1,15}$/,
  "the name of a network interface: 1 to 15 characters, no blank and no slash",
  (value) => shortenTo(15)(value) ?? (/[\s/:]/.test(value) ? instead(value.replaceAll(/[\s/:]+/g, "-")) : undefined),
);

export const HARDWARE_ADDRESS: ValueForm = pattern(
  /^[\dA-Fa-fXx]{2}(?::[\dA-Fa-fXx]{2}){5}$/,
  "like 00:16:3e:xx:xx:xx, x for a random digit",
  (value) => {
    const digits = value.replaceAll(/[^\dA-Fa-fXx]/g, "");
    return digits.length === 12
      ? instead(digits.replaceAll(/..(?=.)/g, "$&:"))
      : "write six pairs of the digits 0 to 9 and a to f, with colons between them";
  },
);

export const IPV4: ValueForm = {
  fits: (value) => {
    const [, address = "", length = "0", broadcast] = /^([\d.]+)(?:\/(\d{1,2}))?(?: +([\d.]+))?$/.exec(value) ?? [];
    return isIPv4(address) && Number(length) <= 32 && (broadcast === undefined || isIPv4(broadcast));
  },
  form: "like 10.0.3.15/24, with a broadcast address behind a blank if needed",
  help: (value) => {
    const [address = "", mask = ""] = value.split("/");
    if (isIPv6(address)) return `that is an IPv6 address: write <IPV6>${value}</IPV6>`;
    if (isIPv4(mask))
      return { write: `${address}/${onesOf(mask)}`, help: `write the prefix length instead of the mask: ${address}/${onesOf(mask)}` };
    return "write four numbers up to 255, and the prefix length up to 32: 10.0.3.15/24";
  },
};

const gatewayMeant = (value: string): Instead | string => {
  const [address = "", length] = value.split("/");
  if (isIPv6(value)) return `that is an IPv6 address: write <IPV6gateway>${value}</IPV6gateway>`;
  if (isIPv4(value)) return `that is an IPv4 address: write <IPV4gateway>${value}</IPV4gateway>`;
  return length !== undefined && (isIPv4(address) || isIPv6(address))
    ? instead(address, "a gateway has no prefix length: ")
    : "write the gateway's address, or auto: that of the Link";
};

export const IPV4_GATEWAY: ValueForm = {
  fits: (value) => isIPv4(value) || isGatewayWord(value),
  form: "an IPv4 address, auto or dev",
  help: gatewayMeant,
};

export const IPV6: ValueForm = {
  fits: (value) => {
    const [, address = "", length = "0"] = /^([\dA-Fa-f:.]+)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
    return isIPv6(address) && Number(length) <= 128;
  },
  form: "like fd00::15/64",
  help: (value) =>
    isIPv4(value.split(/[/ ]/)[0] ?? "")
      ? `that is an IPv4 address: write <IPV4>${value}</IPV4>`
      : "write an address and its prefix length: fd00::15/64",
};

export const IPV6_GATEWAY: ValueForm = {
  fits: (value) => isIPv6(value) || isGatewayWord(value),
  form: "an IPv6 address, auto or dev",
  help: gatewayMeant,
};

/** A log's name stands in double quotes in a properties file that a shell may read. */
export const LOG_NAME: ValueForm = pattern(/^[^"$`\\]+$/, 'a file name without " $ ` and \\');

export const FILE_CAPABILITIES: ValueForm = {
  fits: (value) => {
    const capabilities = parseCapabilities(value);
    return capabilities !== undefined && (capabilities.permitted || capabilities.inheritable);
  },
  form: 'like "cap_net_raw,cap_net_admin+ep": names of capabilities(7), + or =, and the sets p, i, and e beside them',
  help: (value) => {
    const names = value
      .replace(/[+=].*$/, "")
      .trim()
      .split(/[\s,]+/);
    const written = `${names.map((name) => `cap_${name.toLowerCase().replace(/^cap_/, "")}`).join(",")}+ep`;
    return parseCapabilities(written) === undefined ? undefined : instead(written);
  },
};

const isGatewayWord = (value: string): boolean => value === "auto" || value === "dev";

/** How many leading ones a network mask has. */
const onesOf = (mask: string): number =>
  mask.split(".").reduce((sum, octet) => sum + Number(octet).toString(2).replaceAll("0", "").length, 0);
