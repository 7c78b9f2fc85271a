import { expect, it } from "vitest";
import { readInclude } from "../../src/check/lxc-files/read-include.ts";
import { rootfsOf } from "../rootfs/rootfs-of.ts";
import { askLiblxc } from "../support/liblxc.ts";
import { needs } from "../support/needs.ts";

const LINES: readonly string[] = `
lxc.autodev = 1
lxc.autodev = 2
lxc.autodev = yes
lxc.autodev =
lxc.autodev
lxc.autodev = 1 # no
  lxc.autodev=1
# lxc.foo = 1
other = 1
LXC.foo = 1
lxc.foo = 1
lxc.Autodev = 1
lxc.tty.max = 4
lxc.tty.max = x
lxc.tty = 4
lxc.utsname = a
lxc.uts.name = a
lxc.uts = a
lxc.network.type = veth
lxc.net.type = veth
lxc.net.0.type = veth
lxc.net.12.type = bridge
lxc.net.0.type = ipvlan
lxc.net.0.adress = 1
lxc.cap.drop = net_raw sys_boot
lxc.cap.drop = net_raw,sys_boot
lxc.cap.drop = CAP_NET_RAW
lxc.cap.keep = none
lxc.cap.keep = "net_raw"
lxc.mount.auto = proc:rw sys cgroup:ro:force
lxc.mount.auto = proc,sys
lxc.mount.auto = tmp
lxc.mount.entrie = x
lxc.hook.pre-start = /bin/true
lxc.hook.prestart = /bin/true
lxc.hook.version = 1
lxc.hook.version = 2
lxc.cgroup.memory.limit_in_bytes = x
lxc.cgroup2.memory.max = x
lxc.prlimit.nofile = 10
lxc.limit.nofile = 10
lxc.sysctl.net.ipv4.ip_forward = 1
lxc.proc.oom_score_adj = 10
lxc.namespace.share.net = 1
lxc.kmsg = 0
lxc.no_new_privs = 1
lxc.no_new_privs = true
lxc.start.auto = 1
lxc.start.auto = 5
lxc.rootfs = /x
lxc.rootfs.path = /x
lxc.signal.halt = SIGTERM
lxc.signal.halt = SIGTREM
lxc.signal.halt = sigkill
lxc.signal.halt = SIGRTMIN+3
lxc.signal.halt = SIGRTMIN
lxc.signal.halt = 70
lxc.arch = armv7l
lxc.arch = armv7x
lxc.arch = AMD64
lxc.arch = linux32
lxc.prlimit.nofile = 1024 : 4096
lxc.prlimit.nofile = 1024:
lxc.prlimit.nofile = -1
lxc.prlimit.nofile = 1k
lxc.prlimit.nofile = 1024:abc
lxc.prlimit.nofile = 10 20
lxc.prlimit.nofile = infinity
lxc.environment = A=1
lxc.seccomp.profile = /x
lxc.seccomp = /x
lxc.cgroup.dir.container.inner = x
lxc.monitor.signal.pdeath = SIGKILL
lxc.bdev.zfs.root = x
`
  .split("\n")
  .filter((line) => line !== "");

const problemsOf = (text: string): readonly string[] => {
  const host = rootfsOf({ path: "a.conf", content: text });
  const node = host.nodes.get("a.conf") ?? expect.unreachable();
  return readInclude(node, "a.conf", { host, mayAppear: () => true }).problems.map(({ message }) => message);
};

needs("lxc-info")("an included file beside lxc-info", () => {
  it.each(LINES)("%s", (line) => {
    expect(problemsOf(`${line}\n`).length > 0, problemsOf(line).join()).toBe(askLiblxc(`${line}\n`, "5.0").status !== 0);
  });
});
