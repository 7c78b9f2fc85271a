import { closest } from "../../diagnostics/closest.ts";
import { isSignal, SIGNAL_NAMES } from "../../linux/signals.ts";
import { CAPABILITY_NAMES } from "../../linux/file-capabilities.ts";

/** What is wrong with the value of a key, and how it may be written. */
export interface ValueProblem {
  readonly form: string;
  readonly help: string | undefined;
}

/**
 * Judges a value as LXC's parser does, for those keys whose form is certain: src/lxc/confile.c of 5.0.2, each asked of lxc-info. An empty value
 * takes back what was set.
 */
export const judgeConfValue = (key: string, value: string): ValueProblem | undefined => {
  if (value.length > MAX_VALUE) return undefined;
  const form = FORMS.find(({ keys }) => keys.test(key));
  if (form === undefined || value === "" || form.fits(value)) return undefined;
  const isCommented = /\s#/.test(value) && form.fits(value.replace(/\s+#.*$/, ""));
  return { form: form.form, help: isCommented ? "put the comment on a line of its own" : form.help?.(value) };
};

/** Nobody writes longer ones of these. */
const MAX_VALUE = 1000;

interface ConfForm {
  readonly keys: RegExp;
  readonly fits: (value: string) => boolean;
  readonly form: string;
  readonly help?: (value: string) => string | undefined;
}

const NETWORK_TYPES = ["veth", "macvlan", "ipvlan", "vlan", "phys", "empty", "none"];

const LEVELS = ["trace", "debug", "info", "notice", "warn", "error", "crit", "alert", "fatal"];

const AUTO_MOUNTS = /^(?:proc(?::(?:mixed|rw))?|sys(?::(?:ro|mixed|rw))?|cgroup(?:-full)?2?(?::(?:mixed|ro|rw))?(?::force)?|shmounts:.*)$/;

const SWITCHES =
  /^lxc\.(?:autodev|no_new_privs|start\.auto|ephemeral|rootfs\.managed|hook\.version|apparmor\.allow_incomplete|apparmor\.allow_nesting)$/;

/** confile_utils.c, lxc_config_parse_arch: each asked of lxc-info; those of later releases, too. */
const ARCHITECTURES: readonly string[] = (
  "arm armel armhf armv7l aarch64 arm64 athlon i386 i486 i586 i686 x86 linux32 linux64 mips mipsel mips64 mips64el ppc powerpc ppc64 powerpc64 ppc64el ppc64le " +
  "riscv64 s390x x86_64 amd64 loongarch64"
).split(" ");

const FORMS: readonly ConfForm[] = [
  { keys: SWITCHES, fits: (value) => /^[01]$/.test(value), form: "0 or 1", help: (value) => SWITCHED[value.toLowerCase()] },
  { keys: /^lxc\.(?:tty\.max|pty\.max|net\.\d+\.vlan\.id)$/, fits: (value) => /^\d{1,9}$/.test(value), form: "a number" },
  {
    keys: /^lxc\.net\.\d+\.type$/,
    fits: (value) => NETWORK_TYPES.includes(value),
    form: `one of ${NETWORK_TYPES.join(", ")}`,
    help: (value) => (value === "bridge" ? "write veth, and the bridge as the network's link" : meant(value, NETWORK_TYPES)),
  },
  {
    keys: /^lxc\.cap\.(?:drop|keep)$/,
    fits: (value) => value.split(/\s+/).every((each) => each === "none" || CAPABILITY_NAMES.includes(each)),
    form: "names of capabilities in small letters, without cap_, with blanks between them",
    help: (value) => {
      const names = value
        .toLowerCase()
        .split(/[\s,]+/)
        .map((each) => each.replace(/^cap_/, ""));
      const unknown = names.find((each) => each !== "none" && !CAPABILITY_NAMES.includes(each));
      return unknown === undefined ? `write ${names.join(" ")}` : meant(unknown, CAPABILITY_NAMES);
    },
  },
  {
    keys: /^lxc\.log\.level$/,
    fits: (value) => /^[0-8]$/.test(value) || LEVELS.includes(value.toLowerCase()),
    form: `0 to 8, or one of ${LEVELS.join(", ")}`,
    help: (value) => meant(value, LEVELS) ?? "write debug or trace for more than info",
  },
  {
    keys: /^lxc\.signal\.(?:halt|reboot|stop)$/,
    fits: isSignal,
    form: "a number, or the name of a signal, which begins with SIG",
    help: (value) =>
      isSignal(`SIG${value}`)
        ? `write SIG${value.toUpperCase()}`
        : (meant(value.toUpperCase(), SIGNAL_NAMES) ?? "write SIGTERM, or another one of signal(7)"),
  },
  {
    keys: /^lxc\.arch$/,
    fits: (value) => ARCHITECTURES.includes(value),
    form: `one of ${ARCHITECTURES.join(", ")}`,
    help: (value) => meant(value.toLowerCase(), ARCHITECTURES) ?? "write one of them, or remove the line",
  },
  {
    // strtoull(3) takes a sign, and nothing is 0.
    keys: /^lxc\.prlimit\.[a-z]+$/,
    fits: (value) => /^\s*(?:unlimited|[+-]?\d*)\s*(?::\s*(?:unlimited|[+-]?\d*)\s*)?$/.test(value),
    form: "a number or unlimited, or two of them as SOFT:HARD",
    help: (value) => (/^(?:infinity|max|none|unlimit)/i.test(value) ? "write unlimited" : "write like 1024:4096, without a unit"),
  },
  {
    keys: /^lxc\.mount\.auto$/,
    fits: (value) => value.split(/\s+/).every((each) => AUTO_MOUNTS.test(each)),
    form: "proc, sys or cgroup, with :mixed, :ro or :rw behind it",
    help: (value) => {
      const words = value.split(/[\s,;]+/);
      return words.length > 1 && words.every((each) => AUTO_MOUNTS.test(each)) ? `write ${words.join(" ")}` : undefined;
    },
  },
];

const SWITCHED: Readonly<Partial<Record<string, string>>> = {
  yes: "write 1",
  true: "write 1",
  on: "write 1",
  no: "write 0",
  false: "write 0",
  off: "write 0",
};

const meant = (value: string, names: readonly string[]): string | undefined => {
  const [similar] = closest(value, names);
  return similar === undefined ? undefined : `did you mean ${similar}?`;
};
