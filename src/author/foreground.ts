import type { User } from "../rootfs/accounts.ts";

/** How a program is kept in the foreground, which LXC waits for, what it is given only by systemd, and what it asks of a user who is not root. */
interface Foreground {
  /** Any of these keeps it there; none is needed where nothing is to be added. */
  readonly kept?: RegExp;
  readonly add?: readonly string[];
  /** Words that only serve below systemd, or send it to the background; and the word behind one, where that is its value. */
  readonly drop?: RegExp;
  readonly dropsValue?: true;
  /** What stands in the place of a text. */
  readonly turn?: readonly [from: string, to: string];
  /** Options that name the user: without one the program seeks the user it was built for, whom another's container does not have. */
  readonly names?: { readonly builtFor: RegExp; readonly given: RegExp; readonly add: (user: string) => readonly string[] };
  /** Without these it ends unless it is root. */
  readonly unprivileged?: readonly string[];
}

/** The manual of each, of Debian's release 12, and of BusyBox: crond, httpd, klogd, syslogd, telnetd, udhcpc, udhcpd. */
const TABLE: Readonly<Record<string, Foreground>> = {
  dnsmasq: {
    kept: /^(-[a-z]*[kd]|--keep-in-foreground|--no-daemon)$/,
    add: ["--keep-in-foreground"],
    names: { builtFor: /^dnsmasq$/, given: /^(-u|--user)/, add: (user) => [`--user=${user}`] },
  },
  "dbus-daemon": {
    kept: /^--nofork$/,
    add: ["--nofork"],
    drop: /^--(fork|address=systemd:|systemd-activation|syslog|syslog-only)$/,
  },
  chronyd: {
    kept: /^-[dn]+$/,
    add: ["-d"],
    names: { builtFor: /^_?chrony$/, given: /^-u/, add: (user) => ["-u", user] },
    // -x: only root, or a program with sys_time, may set the clock.
    unprivileged: ["-U", "-x"],
  },
  "avahi-daemon": { drop: /^(-D|--daemonize)$/, unprivileged: ["--no-drop-root", "--no-chroot"] },
  hostapd: { drop: /^-B$/ },
  wpa_supplicant: { drop: /^-B$/ },
  mosquitto: { drop: /^(-d|--daemon)$/ },
  openvpn: { drop: /^--daemon$/, dropsValue: true },
  nginx: { kept: /daemon off;/, add: ["-g", "daemon off;"], turn: ["daemon on;", "daemon off;"] },
  lighttpd: { kept: /^-\w*D/, add: ["-D"] },
  sshd: { kept: /^-\w*D/, add: ["-D"] },
  cron: { kept: /^-f$/, add: ["-f"] },
  crond: { kept: /^-[fn]$/, add: ["-f"] },
  rsyslogd: { kept: /^-\w*n/, add: ["-n"] },
  syslogd: { kept: /^-\w*n/, add: ["-n"] },
  snmpd: { kept: /^-\w*f/, add: ["-f"] },
  dhcpd: { kept: /^-[fd]$/, add: ["-f"] },
  ntpd: { kept: /^-\w*n/, add: ["-n"] },
  dropbear: { kept: /^-\w*F/, add: ["-F"] },
  "in.tftpd": { kept: /^(-L|--foreground)$/, add: ["--foreground"] },
  klogd: { kept: /^-\w*n/, add: ["-n"] },
  telnetd: { kept: /^-\w*F/, add: ["-F"] },
  udhcpc: { kept: /^-\w*f/, add: ["-f"] },
  udhcpd: { kept: /^-\w*f/, add: ["-f"] },
  httpd: { kept: /^-\w*f|^-DFOREGROUND$/, add: ["-f"] },
};

/** Words that a command gets beside its own, and why. */
export interface AddedWords {
  readonly words: readonly string[];
  readonly why: string;
}

/** What is done to the words of a command. */
export interface Foregrounded {
  readonly words: readonly string[];
  readonly added: readonly AddedWords[];
  readonly dropped: readonly string[];
  /** Whether it is known to stay in the foreground. */
  readonly isForeground: boolean;
}

/** The words of a command as they keep its program in the foreground, for the user that runs it. */
export const inForeground = (name: string, given: readonly string[], user: User | undefined): Foregrounded => {
  const row = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (row === undefined) return { words: given, added: [], dropped: [], isForeground: false };
  const isDropped = (word: string | undefined): boolean => word !== undefined && row.drop?.test(word) === true;
  const dropped = given.filter(
    (word, index) => isDropped(word) || (row.dropsValue === true && isDropped(given[index - 1]) && !word.startsWith("-")),
  );
  const left = given.filter((word) => !dropped.includes(word)).map((word) => word.replace(...(row.turn ?? ["", ""])));
  const kept = left.some((word) => row.kept?.test(word) === true) ? [] : (row.add ?? []);
  const added = [
    { words: kept, why: "it stays in the foreground, and a container ends with its first process" },
    ...(user === undefined || user.uid === 0 ? [] : forUser(row, left, user)),
  ].filter(({ words }) => words.length > 0);
  return { words: [...added.flatMap(({ words }) => words), ...left], added, dropped, isForeground: true };
};

const forUser = ({ unprivileged = [], names }: Foreground, given: readonly string[], { name }: User): readonly AddedWords[] => [
  { words: unprivileged.filter((word) => !given.includes(word)), why: `it does not end at once as ${name}, who is not root` },
  {
    words: names === undefined || names.builtFor.test(name) || given.some((word) => names.given.test(word)) ? [] : names.add(name),
    why: "it seeks no other user",
  },
];
