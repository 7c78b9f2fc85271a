/** The keys of lxc.conf from LXC 3.0 on: src/lxc/confile.c of 5.0.2 (config_jump_table), and what 6.0 and 7.0 added; each asked of lxc-info. */
const KEYS: ReadonlySet<string> = new Set(
  `
lxc.apparmor.allow_incomplete lxc.apparmor.allow_nesting lxc.apparmor.profile lxc.apparmor.raw lxc.arch lxc.autodev
lxc.autodev.tmpfs.size lxc.cap.drop lxc.cap.keep lxc.cgroup.dir lxc.cgroup.dir.container lxc.cgroup.dir.container.inner
lxc.cgroup.dir.monitor lxc.cgroup.dir.monitor.pivot lxc.cgroup.pattern lxc.cgroup.relative lxc.cgroup.use lxc.console.buffer.size
lxc.console.logfile lxc.console.path lxc.console.rotate lxc.console.size lxc.environment lxc.environment.hooks lxc.environment.runtime
lxc.ephemeral lxc.execute.cmd lxc.group lxc.hook lxc.hook.autodev lxc.hook.clone lxc.hook.destroy lxc.hook.mount lxc.hook.post-stop
lxc.hook.pre-mount lxc.hook.pre-start lxc.hook.start lxc.hook.start-host lxc.hook.stop lxc.hook.version lxc.idmap lxc.include
lxc.init.cmd lxc.init.cwd lxc.init.gid lxc.init.groups lxc.init.uid lxc.keyring.session lxc.log.file lxc.log.level lxc.log.syslog
lxc.monitor.signal.pdeath lxc.monitor.unshare lxc.mount.auto lxc.mount.entry lxc.mount.fstab lxc.namespace.clone lxc.namespace.keep lxc.net
lxc.no_new_privs lxc.proc lxc.prlimit lxc.pty.max lxc.rootfs.managed lxc.rootfs.mount lxc.rootfs.options lxc.rootfs.path lxc.sched.core
lxc.seccomp.allow_nesting lxc.seccomp.notify.cookie lxc.seccomp.notify.proxy lxc.seccomp.profile lxc.selinux.context
lxc.selinux.context.keyring lxc.signal.halt lxc.signal.reboot lxc.signal.stop lxc.start.auto lxc.start.delay lxc.start.order lxc.sysctl
lxc.time.offset.boot lxc.time.offset.monotonic lxc.tty.dir lxc.tty.max lxc.uts.name
`
    .trim()
    .split(/\s+/),
);

/** Keys that go on with a name of something else: a control file, a limit, a name space. */
const OPEN_KEYS = /^lxc\.(?:cgroup2?|prlimit|proc|sysctl|namespace\.share)\../;

/** The keys of a network behind `lxc.net.N.`. */
const NETWORK_KEYS: ReadonlySet<string> = new Set(
  "type flags link name veth.pair veth.mode veth.vlan.id veth.vlan.tagged.id veth.ipv4.route veth.ipv6.route veth.n_rxqueues veth.n_txqueues macvlan.mode ipvlan.mode ipvlan.isolation vlan.id hwaddr mtu l2proxy ipv4.address ipv4.gateway ipv6.address ipv6.gateway script.up script.down".split(
    " ",
  ),
);

/** Whether LXC from 3.0 on knows a key. */
export const isConfKey = (key: string): boolean => {
  const [, network] = /^lxc\.net\.\d+(?:\.(.+))?$/.exec(key) ?? [];
  return KEYS.has(key) || OPEN_KEYS.test(key) || /^lxc\.net\.\d+$/.test(key) || (network !== undefined && NETWORK_KEYS.has(network));
};

/** The keys that a misspelt one may stand for. */
export const confKeys = (key: string): readonly string[] => {
  const [prefix] = /^lxc\.net\.\d+\./.exec(key) ?? [];
  return prefix === undefined ? [...KEYS] : [...NETWORK_KEYS].map((each) => `${prefix}${each}`);
};

/** What became of the keys of LXC 2.0, which 3.0 refuses: lxc-update-config(1); an empty text for what has no successor. */
const LEGACY: Readonly<Record<string, string>> = {
  "lxc.rootfs": "lxc.rootfs.path",
  "lxc.rootfs.backend": "lxc.rootfs.path, with the backend and a colon before the path",
  "lxc.id_map": "lxc.idmap",
  "lxc.pts": "lxc.pty.max",
  "lxc.tty": "lxc.tty.max",
  "lxc.devttydir": "lxc.tty.dir",
  "lxc.aa_profile": "lxc.apparmor.profile",
  "lxc.aa_allow_incomplete": "lxc.apparmor.allow_incomplete",
  "lxc.se_context": "lxc.selinux.context",
  "lxc.mount": "lxc.mount.fstab",
  "lxc.utsname": "lxc.uts.name",
  "lxc.seccomp": "lxc.seccomp.profile",
  "lxc.console": "lxc.console.path",
  "lxc.haltsignal": "lxc.signal.halt",
  "lxc.rebootsignal": "lxc.signal.reboot",
  "lxc.stopsignal": "lxc.signal.stop",
  "lxc.syslog": "lxc.log.syslog",
  "lxc.loglevel": "lxc.log.level",
  "lxc.logfile": "lxc.log.file",
  "lxc.init_cmd": "lxc.init.cmd",
  "lxc.init_uid": "lxc.init.uid",
  "lxc.init_gid": "lxc.init.gid",
  "lxc.kmsg": "",
  "lxc.pivotdir": "",
};

/** The key of LXC 3.0 for one of LXC 2.0; empty where there is none, `undefined` for what is no key of 2.0. */
export const successorOf = (key: string): string | undefined => {
  const [, limit] = /^lxc\.limit\.(.+)$/.exec(key) ?? [];
  if (limit !== undefined) return `lxc.prlimit.${limit}`;
  const [isNetwork, number = "0", part] = /^lxc\.network(?:\.(\d+))?(?:\.(.+))?$/.exec(key) ?? [];
  if (isNetwork === undefined) return LEGACY[key];
  const modern = part === "ipv4" || part === "ipv6" ? `${part}.address` : part;
  return `lxc.net${modern === undefined ? "" : `.${number}.${modern}`}`;
};
