import { elf, library, program as programFile } from "../check/check-of.ts";
import { link } from "../rootfs/rootfs-of.ts";
import { error, type Kind } from "./case.ts";
import { bind, entry, here, LIBRARIES, move, PROC, program } from "./description.ts";
import { APP, BASE, GONE, IN_OWN, libraries, needing, OWN, OWN_DIRECTORY, path } from "./own-directory.ts";

/** What is searched and found: ld.so(8); glibc 2.36, elf/dl-load.c, elf/dl-deps.c; musl 1.2.3, ldso/dynlink.c. */
export const MISSING_LIBRARIES: Kind = {
  kind: "loader, libraries",
  faults: [
    error(
      "direct",
      "missing-library",
      "a library that the program names is not there",
      { program: [APP, PROC], libraries: libraries(...BASE, "libdep") },
      { mended: { description: {} } },
    ),
    error(
      "transitive",
      "missing-library",
      "nor is one that its library names",
      { libraries: [...libraries(...BASE), here(entry("libapp"))] },
      { mended: { description: {} } },
    ),
    error(
      "libc",
      "missing-library",
      "not even the C library",
      { program: [APP, PROC], libraries: libraries("ld-linux", "libapp", "libdep") },
      { mended: { description: {} } },
    ),
    error("without-soname", "missing-library", "the entry brings libdep.so.2.0, but the name that is asked for is libdep.so.2", {
      libraries: [...libraries(...BASE), here(entry("libapp")), entry("libdep.so.2.0")],
    }),
    error("other-place", "missing-library", "the library is mounted where nobody looks", {
      libraries: [...libraries(...BASE), here(entry("libapp"))],
      mounts: [program("/usr/lib/libdep.so.2", { to: "usr/share/app/libdep.so.2" })],
    }),
    error(
      "own-directory",
      "missing-library",
      "a directory of their own that neither DT_RUNPATH nor LD_LIBRARY_PATH names",
      { program: [APP, PROC], mounts: [OWN_DIRECTORY], libraries: libraries(...BASE) },
      {
        ...IN_OWN,
        mended: { description: { mounts: [OWN_DIRECTORY], libraries: libraries(...BASE), environment: [path("/usr/lib/app")] } },
      },
    ),
    error(
      "scan-directory",
      "missing-library",
      "LibsScanDir says where we look, not where ld.so does",
      { program: [APP, PROC], scan: ["/usr/lib/app"] },
      { ...IN_OWN, mended: { description: { scan: ["/usr/lib/app"], environment: [path("/usr/lib/app")] } } },
    ),
    error(
      "ld-so-conf",
      "missing-library",
      "ld.so.conf is read by ldconfig, never by ld.so",
      { program: [APP, PROC], mounts: [OWN_DIRECTORY, bind("/etc/ld.so.conf")], libraries: libraries(...BASE) },
      { ...IN_OWN, host: [...OWN, { path: "etc/ld.so.conf", content: "/usr/lib/app\n" }] },
    ),
    error(
      "library-path-typo",
      "missing-library",
      "LD_LIBRARY_PATH names a directory that is not there",
      { program: [APP, PROC], mounts: [OWN_DIRECTORY], libraries: libraries(...BASE), environment: [path("/usr/lib/ap")] },
      {
        ...IN_OWN,
        mended: { description: { mounts: [OWN_DIRECTORY], libraries: libraries(...BASE), environment: [path("/opt:/usr/lib/app")] } },
      },
    ),
    error(
      "runpath-of-program",
      "missing-library",
      "the program's DT_RUNPATH serves its own needs, not those of its libraries",
      { mounts: [here(OWN_DIRECTORY)], libraries: libraries(...BASE) },
      { ...IN_OWN, host: [...OWN, needing({ runpath: "/usr/lib/app" })], mended: { host: [...OWN, needing({ rpath: "/usr/lib/app" })] } },
    ),
    error(
      "rpath-ignored",
      "missing-library",
      "an object with a DT_RUNPATH does not use the DT_RPATH of who loads it",
      { mounts: [here(OWN_DIRECTORY)], libraries: libraries(...BASE) },
      {
        gone: GONE,
        host: [
          ...OWN,
          needing({ rpath: "/usr/lib/app" }),
          elf("usr/lib/app/libapp.so.1", { soname: "libapp.so.1", needed: ["libdep.so.2"], runpath: "/opt" }),
        ],
        mended: { host: [...OWN, needing({ rpath: "/usr/lib/app" })] },
      },
    ),
    error(
      "origin-without-proc",
      "missing-library",
      "the program's $ORIGIN is told by /proc/self/exe (elf/dl-origin.c)",
      { program: [APP], mounts: [OWN_DIRECTORY], libraries: libraries(...BASE) },
      {
        ...IN_OWN,
        host: [...OWN, needing({ rpath: "$ORIGIN/../lib/app" })],
        mended: { description: { mounts: [OWN_DIRECTORY], libraries: libraries(...BASE) } },
      },
    ),
    error(
      "other-machine",
      "missing-library",
      "the only library of that name is for another machine",
      { libraries: [...libraries(...BASE), here(entry("libapp")), here(entry("libdep"))] },
      { host: [elf("usr/lib/libdep.so.2.0", { soname: "libdep.so.2", machine: "x86_64" })], mended: { host: [] } },
    ),
    error(
      "other-byte-order",
      "missing-library",
      "or of the other byte order",
      { libraries: [...libraries(...BASE), here(entry("libapp")), here(entry("libdep"))] },
      { host: [elf("usr/lib/libdep.so.2.0", { soname: "libdep.so.2", machine: "mips" })] },
    ),
    error(
      "text-first",
      "missing-library",
      "ld.so stops at a file that is no ELF file, and does not go on to the next directory",
      { environment: [path("/usr/lib/app")], mounts: [here(OWN_DIRECTORY)] },
      {
        host: [
          {
            path: "usr/lib/app/libdep.so.2",
            mode: 0o755,
            content: `/* GNU ld script */\nGROUP ( /usr/lib/libdep.so.2 )\n${" ".repeat(600)}`,
          },
        ],
      },
    ),
    error(
      "empty",
      "missing-library",
      "a copy that broke off",
      { libraries: [...libraries(...BASE), here(entry("libapp")), here(entry("libdep"))] },
      { host: [{ path: "usr/lib/libdep.so.2.0", content: "" }] },
    ),
    error(
      "link-outside",
      "missing-library",
      "a symlink in the mounted directory leads to a file that only the host has",
      { environment: [path("/usr/lib/app")], mounts: [here(OWN_DIRECTORY)], libraries: libraries(...BASE) },
      {
        gone: GONE,
        host: [...OWN, link("usr/lib/app/libdep.so.2", "/opt/vendor/libdep.so.2"), library("opt/vendor/libdep.so.2", "libc.so.6")],
        mended: {
          description: {
            environment: [path("/usr/lib/app")],
            mounts: [OWN_DIRECTORY, program("/opt/vendor/libdep.so.2")],
            libraries: libraries(...BASE),
          },
        },
      },
    ),
    error(
      "hidden",
      "missing-library",
      "a tmpfs is mounted over the directory of the libraries",
      {
        program: [APP, PROC],
        environment: [path("/usr/lib/app")],
        mounts: [
          OWN_DIRECTORY,
          '<Entry type="dir"><Source>tmpfs</Source><Destination>usr/lib/app</Destination><FsType>tmpfs</FsType><Options>nosuid,nodev,noexec,size=1m</Options></Entry>',
        ],
        libraries: libraries(...BASE),
      },
      IN_OWN,
    ),
    error(
      "by-path",
      "missing-library",
      "a DT_NEEDED with a slash is a path, which is not searched",
      { program: [APP, PROC] },
      {
        host: [needing({ needed: ["/opt/lib/libx.so", "libc.so.6"] }), library("opt/lib/libx.so"), library("usr/lib/libx.so")],
        mended: { description: { mounts: [program("/opt/lib/libx.so")], libraries: libraries(...BASE) } },
      },
    ),
    error("moved-link", "missing-library", "a symlink moves, and what it leads to stays on the host", {
      libraries: [...libraries(...BASE), here(entry("libapp"))],
      moves: [move("/usr/lib/libdep.so.2")],
    }),
    error("moved-away", "missing-library", "the library moves to a directory that is not searched", {
      libraries: [...libraries(...BASE), here(entry("libapp"))],
      moves: [move("/usr/lib/libdep.so.2.0", { to: "opt/libdep.so.2" })],
    }),
    error(
      "preload-needs",
      "missing-library",
      "what LD_PRELOAD loads has needs, too",
      { environment: ["<Variable>LD_PRELOAD=/usr/lib/libpre.so</Variable>"], libraries: [...LIBRARIES, here(entry("libpre"))] },
      {
        host: [library("usr/lib/libpre.so", "libother.so"), library("usr/lib/libother.so")],
        mended: {
          description: {
            environment: ["<Variable>LD_PRELOAD=/usr/lib/libpre.so</Variable>"],
            libraries: [...LIBRARIES, ...libraries("libpre", "libother")],
          },
        },
      },
    ),
    error(
      "secure-library-path",
      "missing-library",
      "a program with file capabilities ignores LD_LIBRARY_PATH (AT_SECURE)",
      {
        config: ["<CapKeep>net_raw</CapKeep>"],
        program: [PROC],
        moves: [here(move("/usr/bin/app", { caps: "cap_net_raw+ep" }))],
        environment: [path("/usr/lib/app")],
        mounts: [OWN_DIRECTORY],
        libraries: libraries(...BASE),
      },
      { ...IN_OWN, mended: { host: [...OWN, needing({ rpath: "/usr/lib/app" })] } },
    ),
    error(
      "of-attach",
      "missing-library",
      "a program of an Attach needs a library that nothing else does",
      {
        launcher: ["<Attach><ParamName>top</ParamName><ExecName>/usr/bin/top</ExecName><UserName>app</UserName></Attach>"],
        mounts: [here(program("/usr/bin/top"))],
      },
      { host: [programFile("usr/bin/top", "libncurses.so.6", "libc.so.6"), library("usr/lib/libncurses.so.6")] },
    ),
    error("moved-program", "missing-library", "a program that moves needs its libraries as well", {
      program: [PROC],
      moves: [here(move("/usr/bin/app"))],
      libraries: libraries(...BASE, "libdep"),
    }),
  ],
  clean: [],
};
