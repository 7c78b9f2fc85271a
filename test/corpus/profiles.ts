import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { type Clean, error, type Fault, type Kind, sound, warning } from "./case.ts";
import { here } from "./description.ts";

const PROFILE = "<SeccompProfile>/etc/lxc/app.seccomp</SeccompProfile>";
const INCLUDE = "<LxcInclude>/etc/lxc/app.conf</LxcInclude>";

const file = (path: string, content: string): EntrySketch => ({ path, content });

const profile = (...lines: readonly string[]): readonly EntrySketch[] => [file("etc/lxc/app.seccomp", `${lines.join("\n")}\n`)];

const SOUND_PROFILE = profile("2", "denylist", "[all]", "reboot errno 1");

const included = (...lines: readonly string[]): readonly EntrySketch[] => [file("etc/lxc/app.conf", `${lines.join("\n")}\n`)];

/** A profile that is not read, or not meant so: what it says, and what it should. */
const inProfile = (
  make: typeof error,
  id: string,
  code: string,
  why: string,
  lines: readonly string[],
  mended?: readonly string[],
): Fault =>
  make(
    id,
    code,
    why,
    { config: [here(PROFILE)] },
    {
      host: profile(...lines),
      mended: { host: mended === undefined ? SOUND_PROFILE : profile(...mended) },
    },
  );

const bad = (id: string, why: string, lines: readonly string[], mended?: readonly string[]): Fault =>
  inProfile(error, id, "bad-seccomp-profile", why, lines, mended);

const inInclude = (id: string, why: string, lines: readonly string[], mended: readonly string[] = ["lxc.tty.max = 0"]): Fault =>
  error(id, "bad-lxc-include", why, { config: [here(INCLUDE)] }, { host: included(...lines), mended: { host: included(...mended) } });

/** What programs of all kinds call to start, and more. */
const COMMON_CALLS: readonly string[] =
  "execve exit_group write close read open openat rt_sigprocmask rt_sigaction clone wait4 mmap2 mprotect munmap brk fstat64 prctl setsid".split(
    " ",
  );

const FAULTS: readonly Fault[] = [
  warning(
    "capitals",
    "unread-include-line",
    "parse_line passes over what does not begin with lxc.",
    { config: [here(INCLUDE)] },
    { host: included("LXC.tty.max = 0"), mended: { host: included("lxc.tty.max = 0") } },
  ),
  bad("version-3", "parse_config: Invalid version", ["3", "denylist", "reboot"]),
  bad("no-version", "parse_config: Invalid version", ["denylist", "reboot"]),
  bad("byte-order-mark", "fscanf finds no number in it: Invalid version", ["\ufeff2", "denylist", "reboot"]),
  bad("comment-first", "the first line is the version, a comment is none", ["# made by hand", "2", "denylist", "reboot"]),
  bad("comment-second", "parse_config_v2: Bad seccomp policy style", ["2", "# calls that nobody needs", "denylist", "reboot"]),
  bad("only-a-version", "parse_config: Invalid config file", ["2"]),
  bad("style-misspelt", "parse_config_v2: Bad seccomp policy style", ["2", "denylst", "reboot"]),
  bad("style-in-capitals", "words of a profile are compared letter by letter", ["2", "DENYLIST", "reboot"]),
  bad("blank-behind-the-style", "get_v2_default_action takes the line's end for an action", ["2", "denylist ", "reboot"]),
  bad("log", "get_v2_default_action knows no log", ["2", "denylist", "reboot log"]),
  bad("eperm", "errno is followed by a number", ["2", "denylist", "reboot errno EPERM"]),
  bad("large-errno", "libseccomp refuses numbers that are no error's: EINVAL", ["2", "denylist", "reboot errno 9999"]),
  bad("indented", "a blank separates the name from its action", ["2", "denylist", "[all]", "  reboot"]),
  bad(
    "machine-of-debian",
    "parse_config_v2: Unsupported architecture",
    ["2", "denylist", "[armhf]", "reboot"],
    ["2", "denylist", "[arm]", "reboot"],
  ),
  bad("blank-behind-the-machine", "the brackets are the whole line", ["2", "denylist", "[all] ", "reboot"]),
  bad("line-ends", "a carriage return belongs to the line", ["2\r", "denylist\r", "[all]\r", "reboot\r"]),
  bad("as-all-others", "libseccomp refuses a rule with the default action: EACCES", ["2", "denylist", "[all]", "reboot allow"]),
  bad(
    "condition-without-action",
    "get_v2_action takes the bracket for an action",
    ["2", "denylist", "reboot [0,1,SCMP_CMP_EQ]"],
    ["2", "denylist", "reboot errno 1 [0,1,SCMP_CMP_EQ]"],
  ),
  bad("condition-misspelt", "get_seccomp_arg_value: Failed to interpret args operator value", ["2", "denylist", "reboot errno 1 [0,1,EQ]"]),
  bad(
    "old-word-for-numbers",
    "parse_config: Only allowlist policy is supported, from LXC 5.0 on for version 1",
    ["1", "whitelist", "4"],
    ["1", "allowlist", "4"],
  ),
  bad("numbers-denied", "version 1 lists what is allowed", ["1", "denylist", "88"]),
  bad("names-in-version-1", "parse_config_v1 reads numbers", ["1", "allowlist", "read"], ["1", "allowlist", "3"]),
  bad(
    "empty-line-in-version-1",
    "parse_config_v1 reads a number from each line",
    ["1", "allowlist", "3", "", "4"],
    ["1", "allowlist", "3", "4"],
  ),
  inProfile(warning, "call-misspelt", "unknown-system-call", "LXC leaves the rule out, and says so in its log", [
    "2",
    "denylist",
    "[all]",
    "rebot",
    "kexec_load",
  ]),
  inProfile(warning, "tab", "unknown-system-call", "a tab belongs to the name", ["2", "denylist", "[all]", "\treboot", "kexec_load"]),
  inProfile(warning, "for-another-machine", "seccomp-filters-nothing", "sections of other machines are skipped", [
    "2",
    "denylist",
    "[x86]",
    "reboot",
  ]),
  inProfile(warning, "no-calls", "seccomp-filters-nothing", "nothing is denied", ["2", "denylist"]),
  inProfile(
    error,
    "allows-too-little",
    "seccomp-blocks-start",
    "LXC itself calls these after it has loaded the profile",
    ["2", "allowlist errno 1", "[all]", "read", "write", "exit_group"],
    ["2", "allowlist errno 1", "[all]", ...COMMON_CALLS],
  ),
  inProfile(error, "denies-all", "seccomp-blocks-start", "the word behind the style is what calls without a rule get", [
    "2",
    "denylist errno 1",
    "[all]",
    "reboot",
  ]),
  inProfile(error, "denies-execve", "seccomp-blocks-start", "LXC executes the program under the profile", [
    "2",
    "denylist",
    "[all]",
    "execve",
  ]),

  inInclude("of-lxc-2", "LXC 3.0 took the old keys out: Unsupported config key", ["lxc.utsname = app"], ["lxc.uts.name = app"]),
  inInclude("network-of-lxc-2", "networks have numbers from LXC 3.0 on", ["lxc.network.type = empty"]),
  inInclude("key-misspelt", "Unsupported config key", ["lxc.mount.enty = /a a none bind 0 0"]),
  inInclude("network-key-misspelt", "Unknown network configuration key", ["lxc.net.0.type = veth", "lxc.net.0.ipv4.adress = 10.0.3.2/24"]),
  inInclude("no-equals-sign", "parse_line: Invalid configuration line", ["lxc.tty.max 0"]),
  inInclude("yes", "lxc.autodev is 0 or 1", ["lxc.autodev = yes"], ["lxc.autodev = 1"]),
  inInclude(
    "comment-behind-a-value",
    "only whole lines are comments",
    ["lxc.tty.max = 0 # no terminals"],
    ["# no terminals", "lxc.tty.max = 0"],
  ),
  inInclude("bridge", "Invalid network type", ["lxc.net.3.type = bridge"], ["lxc.net.3.type = veth"]),
  inInclude("capability-in-capitals", "Invalid capability specified", ["lxc.cap.drop = CAP_SYS_BOOT"], ["lxc.cap.drop = sys_boot"]),
  inInclude("commas", "blanks separate", ["lxc.mount.auto = proc:mixed,sys:ro"], ["lxc.mount.auto = proc:mixed sys:ro"]),
  inInclude(
    "further-file",
    "a file that is included has to be there",
    ["lxc.include = /etc/lxc/none.conf"],
    ["lxc.include = /run/lxc/device.conf"],
  ),
  inInclude("level", "Invalid log priority 9", ["lxc.log.level = VERBOSE"], ["lxc.log.level = DEBUG"]),
  inInclude("signal", "names of signals begin with SIG", ["lxc.signal.halt = TERM"], ["lxc.signal.halt = SIGTERM"]),
  inInclude("profile-of-a-file", "Failed to open seccomp policy file", ["lxc.seccomp.profile = /etc/lxc/none.seccomp"]),
  inInclude("fstab", "setup_mount_fstab: Failed to open", ["lxc.mount.fstab = /etc/lxc/none.fstab"]),
  inInclude(
    "hook",
    "run_buffer: Script exited with status 127",
    ["lxc.hook.pre-start = /etc/lxc/none a"],
    ["lxc.hook.pre-start = /run/none a"],
  ),
  error(
    "profile-directory",
    "missing-host-file",
    "parse_config: Invalid version",
    { config: [here(PROFILE)] },
    {
      host: [file("etc/lxc/app.seccomp/default", "2\ndenylist\n")],
      mended: { host: SOUND_PROFILE },
    },
  ),
  inInclude(
    "mounts-nothing",
    "mount(2): ENOENT",
    ["lxc.mount.entry = /opt/none opt/none none bind 0 0"],
    ["lxc.mount.entry = /opt/none opt/none none bind,optional 0 0"],
  ),
  inInclude(
    "mounts-misspelt",
    "mount(2): ENODEV",
    ["lxc.mount.entry = /etc/passwd etc/hosts none bidn,ro 0 0"],
    ["lxc.mount.entry = /etc/passwd etc/hosts none bind,ro 0 0"],
  ),
  inInclude(
    "mounts-with-value",
    "mount(2): EINVAL",
    ["lxc.mount.entry = tmpfs mnt tmpfs mode=rwx 0 0"],
    ["lxc.mount.entry = tmpfs mnt tmpfs mode=0755 0 0"],
  ),
  inInclude("architecture", "lxc_config_parse_arch", ["lxc.arch = armv7x"], ["lxc.arch = armv7l"]),
  inInclude("signal-misspelt", "sig_parse", ["lxc.signal.halt = SIGTREM"], ["lxc.signal.halt = SIGTERM"]),
  inInclude("limit-value", "parse_limit_value", ["lxc.prlimit.nofile = 1024:abc"], ["lxc.prlimit.nofile = 1024:unlimited"]),
  inInclude("limit-name", "setup_resource_limits", ["lxc.prlimit.nofiles = 1024"], ["lxc.prlimit.nofile = 1024"]),
  inInclude("limit-inverted", "setrlimit(2): EINVAL", ["lxc.prlimit.nofile = 4096:1024"], ["lxc.prlimit.nofile = 1024:4096"]),
  inInclude("sysctl", "setup_sysctl_parameters: ENOENT", ["lxc.sysctl.net.ipv4.ip_forwrd = 1"], ["lxc.sysctl.net.ipv4.ip_forward = 1"]),
  inInclude("memory", "page_counter_memparse: EINVAL", ["lxc.cgroup2.memory.max = 64MB"], ["lxc.cgroup2.memory.max = 64M"]),
  inInclude(
    "device-rule",
    "a rule has numbers",
    ["lxc.cgroup2.devices.deny = a", "lxc.cgroup2.devices.allow = /dev/null rw"],
    ["lxc.cgroup2.devices.deny = a", "lxc.cgroup2.devices.allow = c 1:3 rw"],
  ),
  warning(
    "other-cgroups",
    "unread-include-line",
    "cgfsng.c sets up the keys of the device's own cgroups",
    { config: [here(INCLUDE)] },
    { host: included("lxc.cgroup.cpu.shares = 256"), mended: { host: included("lxc.cgroup2.cpu.weight = 25") } },
  ),
  warning(
    "other-user",
    "include-overrides",
    "the last lxc.init.uid counts",
    { config: [here(INCLUDE)] },
    { host: included("lxc.init.uid = 0"), mended: { host: included("lxc.tty.max = 0") } },
  ),
  warning(
    "keeps-all",
    "include-overrides",
    "set_config_cap_drop: an empty value clears the list",
    { config: ["<CapDrop>sys_boot</CapDrop>", here(INCLUDE)] },
    {
      host: included("lxc.cap.drop ="),
      mended: { host: included("lxc.cap.drop =", "lxc.cap.drop = sys_module sys_boot") },
    },
  ),
  inInclude("itself", "LXC follows it until its stack ends: seen with 5.0.2", ["lxc.include = /etc/lxc/app.conf"]),
  error(
    "directory",
    "bad-lxc-include",
    "of a directory LXC reads what ends in .conf",
    { config: [here("<LxcInclude>/etc/lxc/app.d</LxcInclude>")] },
    {
      host: [file("etc/lxc/app.d/10-a.conf", "lxc.tty.max = 0\n"), file("etc/lxc/app.d/20-b.conf", "lxc.tty = 0\n")],
      mended: { host: [file("etc/lxc/app.d/10-a.conf", "lxc.tty.max = 0\n"), file("etc/lxc/app.d/20-b.conf.old", "lxc.tty = 0\n")] },
    },
  ),
  error(
    "keeps-and-drops",
    "bad-lxc-include",
    "Keeping and dropping capabilities are mutually exclusive, since LXC 4.0.11",
    { config: ["<CapKeep>none</CapKeep>", here(INCLUDE)] },
    {
      host: included("lxc.cap.drop = sys_boot"),
      mended: { host: included("lxc.cap.drop ="), description: { config: ["<CapKeep>none</CapKeep>", INCLUDE] } },
    },
  ),
];

const CLEAN: readonly Clean[] = [
  sound(
    "common-profile",
    "comments, empty lines, sections of all machines, conditions",
    { config: [PROFILE] },
    {
      host: profile(
        "2",
        "denylist",
        "reject_force_umount  # comment this to allow umount -f",
        "",
        "[all]",
        "kexec_load errno 1",
        "open_by_handle_at errno 1",
        "# on one machine only",
        "[x86_64]",
        "iopl errno 1",
        "[arm]",
        "reboot errno 1 [2,0x1234567,SCMP_CMP_EQ]",
      ),
    },
  ),
  sound("old-words", "blacklist and whitelist stay in version 2", { config: [PROFILE] }, { host: profile("2", "blacklist", "reboot") }),
  sound(
    "numbers",
    "version 1: the numbers of one machine's calls",
    { config: [PROFILE] },
    { host: profile("1", "allowlist", "4", "11 ", "248") },
  ),
  sound("empty-lines-before-the-style", "scanf skips them", { config: [PROFILE] }, { host: profile("2", "", "denylist", "reboot") }),
  sound(
    "mistake-elsewhere",
    "LXC does not look into sections of other machines",
    { config: [PROFILE] },
    {
      host: profile("2", "denylist", "[all]", "reboot", "[mips]", "reboot log"),
    },
  ),
  sound("same-rule-twice", "libseccomp takes a rule twice", { config: [PROFILE] }, { host: profile("2", "denylist", "reboot", "reboot") }),
  sound(
    "not-of-lxc",
    "lines that do not begin with lxc. are nothing to LXC",
    { config: [INCLUDE] },
    {
      host: included(
        "# board",
        "",
        "board.type = 7",
        "  lxc.tty.max = 0",
        "lxc.cgroup2.memory.max = 64M",
        "lxc.sysctl.net.ipv4.ip_forward = 1",
        'lxc.hook.start-host = "/bin/sh -c :"',
      ),
    },
  ),
  sound(
    "network-of-the-board",
    "keys of networks, numbered as one likes",
    { config: [INCLUDE] },
    {
      host: included(
        "lxc.net.7.type = veth",
        "lxc.net.7.veth.mode = bridge",
        "lxc.net.7.ipv4.address = 10.0.3.9/24",
        "lxc.net.7.script.up = /bin/true",
      ),
    },
  ),
  sound(
    "directories-that-lack",
    "do_includedir: a directory, written with a slash, may lack",
    { config: [INCLUDE, "<LxcInclude>/etc/lxc/more.d/</LxcInclude>"] },
    { host: included("lxc.include = /etc/lxc/app.d/") },
  ),
  sound(
    "common-of-lxc",
    "rules for cgroups of both versions, of which LXC takes its own, limits, and mounts that may lack",
    { config: [INCLUDE] },
    {
      host: included(
        "lxc.arch = linux64",
        "lxc.signal.stop = sigrtmin+14",
        "lxc.cgroup.devices.deny = a",
        "lxc.cgroup.devices.allow = c *:* m",
        "lxc.cgroup2.devices.deny = a",
        "lxc.cgroup2.devices.allow = c  1:3 rwm",
        "lxc.cgroup2.memory.max = 1T",
        "lxc.cgroup2.pids.max = max",
        "lxc.cgroup2.cpuset.cpus = 0-3:1/2",
        "lxc.prlimit.nofile = 1024 : 4096",
        "lxc.prlimit.CORE = unlimited",
        "lxc.prlimit.memlock = :65536",
        "lxc.sysctl.net.ipv4.conf.all.rp_filter = 1",
        "lxc.sysctl.net.ipv4.tcp_vendor_word = 1",
        "lxc.sysctl.kernel.msgmax = 65536",
        "lxc.mount.entry = /sys/kernel/debug sys/kernel/debug none bind,optional 0 0",
        "lxc.mount.entry = mqueue dev/mqueue mqueue rw,relatime,create=dir,optional 0 0",
        "lxc.mount.entry = none mnt none remount,ro,bind 0 0",
        "lxc.mount.entry = tmpfs tmp tmpfs size=1m,mode=1777,nosuid 0 0",
      ),
    },
  ),
  sound("own-user", "the same numbers once more", { config: [INCLUDE] }, { host: included("lxc.init.uid = 1000", "lxc.init.gid = 1000") }),
  sound(
    "taken-back",
    "an empty value takes back what was set",
    { config: [INCLUDE] },
    { host: included("lxc.mount.auto =", "lxc.cap.drop =") },
  ),
];

/** Seccomp profiles and included files: src/lxc/seccomp.c and confile.c of LXC 5.0.2; each refusal seen with it. */
export const PROFILES: Kind = { kind: "profiles", faults: FAULTS, clean: CLEAN };
