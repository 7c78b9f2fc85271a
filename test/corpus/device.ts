import { LD, elf, library, program } from "../check/check-of.ts";
import { type EntrySketch, link } from "../rootfs/rootfs-of.ts";
import { writeLinkedElf } from "../support/linked-elf.ts";

/** What programs of the corpus call of the C library. */
const FUNCTIONS: readonly string[] = ["getaddrinfo", "getpwnam", "iconv_open"];

/** A small device: a program with two libraries of its own, a static shell, and what LXC's launchers call. */
const COMMON: readonly EntrySketch[] = [
  {
    path: "etc/passwd",
    content: "root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\nweb:x:1001:1001::/:/bin/sh\n",
  },
  { path: "etc/group", content: "root:x:0:\nvideo:x:44:app\napp:x:1000:\nweb:x:1001:\n" },
  { path: "etc/app.conf", content: "a\n" },
  { path: "usr/share/app/data", content: "data\n" },
  elf(LD.slice(1), { soname: "ld-linux.so.3" }),
  {
    path: "lib/libc.so.6",
    mode: 0o755,
    content: writeLinkedElf({ machine: "arm", soname: "libc.so.6", defines: FUNCTIONS.map((name) => ({ name })) }),
  },
  library("usr/lib/libdep.so.2.0", "libc.so.6"),
  link("usr/lib/libdep.so.2", "libdep.so.2.0"),
  library("usr/lib/libapp.so.1.0", "libdep.so.2", "libc.so.6"),
  link("usr/lib/libapp.so.1", "libapp.so.1.0"),
  program("usr/bin/app", "libapp.so.1", "libc.so.6"),
  elf("usr/bin/busybox"),
  link("bin/sh", "../usr/bin/busybox"),
  ...[
    "usr/bin/lxc-execute",
    "usr/bin/lxc-attach",
    "usr/bin/lxc-stop",
    "usr/sbin/init.lxc.static",
    "usr/bin/lxccpid",
    "bin/systemd-notify",
    "bin/usleep",
  ].map((path) => elf(path)),
];

/** The common device with changes. */
export const deviceWith = (changes: readonly EntrySketch[], gone: readonly string[]): readonly EntrySketch[] =>
  [...new Map([...COMMON, ...changes].map((each) => [each.path, each])).values()].filter(({ path }) => !gone.includes(path));
