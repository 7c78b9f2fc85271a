import { numbersOfDevice } from "../linux/device-numbers.ts";
import { CAPABILITY_NAMES, parseCapabilities } from "../linux/file-capabilities.ts";
import { inAnyCase } from "./any-case.ts";
import { type Instead, instead, meant, oneOf, pattern, shortenTo, type ValueForm } from "./value-form.ts";

const anything = (): boolean => true;

export const TEXT: ValueForm = { fits: anything, form: "any text" };

/** Shell text; an editor's tabs mean nothing to the shell. */
export const SHELL: ValueForm = { fits: anything, form: "a command", mayHold: /\t/g };

/** Options of a mount: blanks and tabs inside are taken out later. */
export const OPTIONS: ValueForm = { ...pattern(/[^\s,]/, "a list of mount options"), mayHold: /\t/g };

/** A blank would begin the next field of a mount entry. */
export const FS_TYPE: ValueForm = pattern(/^\S+$/, "the name of a file system");

/** Names are judged one by one, later. */
export const CAPABILITIES: ValueForm = {
  fits: anything,
  form: "a list of capabilities",
  words: CAPABILITY_NAMES.flatMap((name) => [name, `cap_${name}`]),
  mayHold: /[\t\n\r]/g,
};

/** The one word for no capability at all: lxc.container.conf(5), lxc.cap.keep. */
export const NO_CAPABILITY = "none";

export const KEPT_CAPABILITIES: ValueForm = { ...CAPABILITIES, words: [...(CAPABILITIES.words ?? []), NO_CAPABILITY] };

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
  ...NAME,
  fits: (value) => NAME.fits(value) && value !== "start" && value !== "stop",
  form: `${NAME.form}; start and stop are taken`,
  help: (value) => (value === "start" || value === "stop" ? "call it otherwise: the launcher has that branch" : NAME.help?.(value)),
};

export const LOG_PRIORITY: ValueForm = oneOf("FATAL", "ALERT", "CRIT", "ERROR", "WARN", "NOTICE", "INFO", "DEBUG", "TRACE");

export const AUTO_MOUNT: ValueForm = oneOf("cgroup:ro", "cgroup:mixed", "sys", "sys:ro", "sys:mixed", "proc", "proc:mixed");

/** A user or group in passwd(5) and group(5), where colons and commas separate. */
export const ACCOUNT: ValueForm = pattern(/^[^\s:,]+$/, "a name without blanks, colons and commas");

export const NUMBER: ValueForm = pattern(/^\d{1,15}$/, "an integer from 0 on");

export const INTEGER: ValueForm = pattern(/^-?\d{1,19}$/, "an integer");

/** Blanks before the unit, what other programs write for it, and fractions. */
const inOneLetter = (value: string): Instead | undefined => {
  if (/^(?:max|unlimited|infinity|none|-)$/i.test(value)) return instead("-1", "-1 is no limit: ");
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

const CPU_RANGES = /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/;

/** bitmap_parselist of lib/bitmap-str.c: a range that ends before it begins is EINVAL, a number that no kernel has ERANGE. */
export const CPU_LIST: ValueForm = {
  shape: CPU_RANGES,
  fits: (value) =>
    CPU_RANGES.test(value) &&
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

/** A log's name stands in double quotes in a properties file that a shell may read. */
export const LOG_NAME: ValueForm = pattern(/^[^"$`\\]+$/, 'a file name without " $ ` and \\');

const CAPABILITY = `(?:${inAnyCase("cap_")})?(?:${CAPABILITY_NAMES.map(inAnyCase).join("|")})`;

export const FILE_CAPABILITIES: ValueForm = {
  shape: new RegExp(`^${CAPABILITY}(?:,${CAPABILITY})*[+=][EIPeip]*[ip][EIPeip]*$`),
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
