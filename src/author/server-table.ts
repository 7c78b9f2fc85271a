/** What is known of a server by its name: the ports that it opens, and the capabilities it needs for what it does. */
export interface Server {
  readonly ports: string;
  readonly capabilities: readonly string[];
  /** Users that distributions give it. */
  readonly users?: readonly string[];
}

const server = (ports: string, capabilities: readonly string[] = [], users: readonly string[] = []): Server => ({
  ports,
  capabilities,
  users,
});

const LOW = ["net_bind_service"];

/** services(5), and the manual of each: lighttpd(8), dnsmasq(8), chronyd(8), sshd(8), ntpd(8), hostapd(8), udhcpd. */
export const SERVERS: Readonly<Record<string, Server>> = {
  lighttpd: server("80/tcp", LOW, ["www-data", "lighttpd"]),
  nginx: server("80/tcp and 443/tcp", LOW, ["www-data", "nginx"]),
  apache2: server("80/tcp", LOW, ["www-data"]),
  httpd: server("80/tcp", LOW, ["www-data"]),
  uhttpd: server("80/tcp", LOW),
  dnsmasq: server("53/udp, 53/tcp and, for DHCP, 67/udp", ["net_bind_service", "net_raw", "net_admin"], ["dnsmasq"]),
  named: server("53/udp and 53/tcp", LOW, ["bind", "named"]),
  unbound: server("53/udp and 53/tcp", LOW, ["unbound"]),
  chronyd: server("123/udp and 323/udp", ["sys_time", "net_bind_service"], ["_chrony", "chrony"]),
  ntpd: server("123/udp", ["sys_time", "net_bind_service"], ["ntp"]),
  sshd: server("22/tcp", ["net_bind_service", "setuid", "setgid", "sys_chroot"], ["sshd"]),
  dropbear: server("22/tcp", ["net_bind_service", "setuid", "setgid"]),
  udhcpd: server("67/udp", ["net_bind_service", "net_raw"]),
  dhcpd: server("67/udp", ["net_bind_service", "net_raw"], ["dhcpd"]),
  tftpd: server("69/udp", LOW),
  vsftpd: server("21/tcp", LOW, ["ftp"]),
  smbd: server("445/tcp", LOW),
  nmbd: server("137/udp and 138/udp", LOW),
  snmpd: server("161/udp", LOW, ["Debian-snmp", "snmp"]),
  rpcbind: server("111/udp and 111/tcp", LOW, ["_rpc", "rpc"]),
  mosquitto: server("1883/tcp", [], ["mosquitto"]),
  "avahi-daemon": server("5353/udp", [], ["avahi"]),
  "dbus-daemon": server("", [], ["messagebus", "dbus"]),
};
