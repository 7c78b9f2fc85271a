import { elf, LD, library } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { writeLinkedElf } from "../support/linked-elf.ts";
import { hint, type Kind, sound } from "./case.ts";
import { bind, LIBRARIES, entry } from "./description.ts";

/** The common program, calling functions of the C library, and needing another library beside. */
const calling = (functions: readonly string[], ...needed: readonly string[]): EntrySketch => ({
  path: "usr/bin/app",
  mode: 0o755,
  content: writeLinkedElf({
    machine: "arm",
    interpreter: LD,
    needed: ["libapp.so.1", ...needed, "libc.so.6"],
    wants: functions.map((name) => ({ name, file: "libc.so.6" })),
  }),
});

const file = (path: string): EntrySketch => ({ path, content: "x\n" });
const withLibrary = (name: string) => ({ libraries: [...LIBRARIES, entry(name)] });
const GCONV = [calling(["iconv_open"]), file("usr/lib/gconv/gconv-modules")];
const CURL = [calling([], "libcurl.so.4"), library("usr/lib/libcurl.so.4", "libc.so.6"), file("etc/ssl/certs/ca-certificates.crt")];

/** What is opened at run time: nobody can know, a hint tells of what is usual. The man page of each stands beside its row in src/check/run-time/. */
export const RUN_TIME: Kind = {
  kind: "run-time",
  faults: [
    hint(
      "gconv",
      "run-time-files",
      "iconv_open(3) finds converters in a directory of glibc",
      {},
      { host: GCONV, mended: { description: { mounts: [bind("/usr/lib/gconv", { type: "dir", options: "ro,bind,nosuid,nodev" })] } } },
    ),
    hint(
      "hosts",
      "run-time-files",
      "getaddrinfo(3) reads /etc/hosts and /etc/resolv.conf",
      {},
      { host: [calling(["getaddrinfo"]), file("etc/hosts"), file("etc/resolv.conf")] },
    ),
    hint(
      "name-service",
      "run-time-files",
      "getpwnam(3) asks the modules that nsswitch.conf(5) names",
      { mounts: [bind("/etc/nsswitch.conf")] },
      {
        host: [
          calling(["getpwnam"]),
          { path: "etc/nsswitch.conf", content: "passwd: files ldap\n" },
          library("usr/lib/libnss_ldap.so.2", "libc.so.6"),
        ],
      },
    ),
    hint("certificates", "run-time-files", "curl(1), --cacert: without certificates no server can be verified", withLibrary("libcurl"), {
      host: CURL,
      mended: { description: { ...withLibrary("libcurl"), mounts: [bind("/etc/ssl/certs/ca-certificates.crt")] } },
    }),
    hint("legacy-provider", "run-time-files", "OSSL_PROVIDER-legacy(7): old algorithms are in a module", withLibrary("libcrypto"), {
      host: [calling([], "libcrypto.so.3"), library("usr/lib/libcrypto.so.3", "libc.so.6"), file("usr/lib/ossl-modules/legacy.so")],
    }),
    hint("terminfo", "run-time-files", "terminfo(5)", withLibrary("libtinfo"), {
      host: [calling([], "libtinfo.so.6"), library("usr/lib/libtinfo.so.6", "libc.so.6"), file("usr/share/terminfo/x/xterm")],
    }),
  ],
  clean: [
    sound(
      "nobody-calls",
      "the C library alone opens nothing",
      {},
      { host: [file("usr/lib/gconv/gconv-modules"), file("etc/hosts"), elf("usr/lib/libnss_ldap.so.2")] },
    ),
    sound("hint-only", "a hint is no accusation, with -S either", {}, { host: GCONV, options: { sanity: true } }),
  ],
};
