/** How a program is kept in the foreground, which LXC waits for, and what it is given only by systemd. */
interface Foreground {
  /** Any of these keeps it there. */
  readonly kept: RegExp;
  readonly add: readonly string[];
  readonly drop?: RegExp;
}

/** dnsmasq(8), dbus-daemon(1), chronyd(8), lighttpd(8), sshd(8), cron(8), rsyslogd(8), snmpd(8), dhcpd(8), ntpd(8); busybox' udhcpd, crond, syslogd and httpd. */
const TABLE: Readonly<Record<string, Foreground>> = {
  dnsmasq: { kept: /^(-[a-z]*[kd]|--keep-in-foreground|--no-daemon)$/, add: ["--keep-in-foreground"] },
  "dbus-daemon": {
    kept: /^--nofork$/,
    add: ["--nofork"],
    drop: /^--(fork|address=systemd:|systemd-activation|syslog|syslog-only)$/,
  },
  chronyd: { kept: /^-[dn]+$/, add: ["-d"] },
  lighttpd: { kept: /^-\w*D/, add: ["-D"] },
  sshd: { kept: /^-\w*D/, add: ["-D"] },
  cron: { kept: /^-f$/, add: ["-f"] },
  crond: { kept: /^-[fn]$/, add: ["-f"] },
  rsyslogd: { kept: /^-\w*n/, add: ["-n"] },
  syslogd: { kept: /^-\w*n/, add: ["-n"] },
  snmpd: { kept: /^-\w*f/, add: ["-f"] },
  dhcpd: { kept: /^-[fd]$/, add: ["-f"] },
  ntpd: { kept: /^-\w*n/, add: ["-n"] },
  udhcpd: { kept: /^-\w*f/, add: ["-f"] },
  httpd: { kept: /^-\w*f|^-DFOREGROUND$/, add: ["-f"] },
};

/** The words of a command as they keep its program in the foreground. */
export const inForeground = (name: string, words: readonly string[]): readonly string[] => {
  const row = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (row === undefined) return words;
  const left = words.filter((word) => row.drop?.test(word) !== true);
  return left.some((word) => row.kept.test(word)) ? left : [...row.add, ...left];
};
