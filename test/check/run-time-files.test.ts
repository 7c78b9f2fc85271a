import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { writeLinkedElf } from "../support/linked-elf.ts";
import { checkOf, type CheckSketch, elf, LD, libraries, library, mount } from "./check-of.ts";

const file = (path: string, content = "x"): EntrySketch => ({ path, content });

/** A program that calls functions of the C library. */
const calling = (functions: readonly string[], needed: readonly string[] = [], path = "usr/bin/app"): EntrySketch => ({
  path,
  mode: 0o755,
  content: writeLinkedElf({
    machine: "arm",
    interpreter: LD,
    needed: [...needed, "libc.so.6"],
    wants: functions.map((name) => ({ name, file: "libc.so.6" })),
  }),
});

const BASE: readonly EntrySketch[] = [elf(LD.slice(1), { soname: "ld-linux.so.3" }), library("usr/lib/libc.so.6")];

interface Sketch extends Partial<CheckSketch> {
  readonly app: EntrySketch;
  /** What LibsRoBindMounts name beside the C library. */
  readonly libs?: readonly string[];
}

const hints = ({ app, libs = [], host = [], rootfs = "", exec = `/${app.path} -x`, ...more }: Sketch) =>
  checkOf({
    host: [...BASE, app, ...host],
    exec,
    rootfs: mount(`/${app.path}`) + libraries("ld-linux", "libc", ...libs) + rootfs,
    ...more,
  }).filter(({ code }) => code === "run-time-files");

/** The paths that the hint names. */
const lacking = (sketch: Sketch): readonly string[] =>
  hints(sketch).flatMap(({ message }) => message.replace(/.*container: /, "").split(", "));

describe("the hint of what is opened at run time", () => {
  it("is one for a container, at its program, and no more than a hint", () => {
    const app = calling(["iconv_open", "getaddrinfo"]);
    expect(hints({ app, host: [file("usr/lib/gconv/gconv-modules"), file("etc/hosts")], options: { sanity: true } })).toEqual([
      {
        code: "run-time-files",
        severity: "hint",
        message: "known to be opened at run time by usr/bin/app or its libraries, and not in the container: /etc/hosts, /usr/lib/gconv",
        location: { kind: "text", file: "0.xml", line: 2, column: 44 },
        help: "mount what the container uses of it; about the rest nothing needs to be done",
      },
    ]);
  });

  it("is what glibc unwinds stacks with, whose library is of use then", () => {
    const app = calling(["pthread_cancel"]);
    const host = [library("usr/lib/libgcc_s.so.1")];
    const unused = (program: EntrySketch) =>
      checkOf({
        host: [...BASE, program, ...host],
        exec: "/usr/bin/app -x",
        rootfs: mount("/usr/bin/app") + libraries("ld-linux", "libc", "libgcc_s"),
      }).flatMap(({ code, message }) => (code === "unused-library" ? [message] : []));
    expect(lacking({ app, host })).toEqual(["/usr/lib/libgcc_s.so.1"]);
    expect(unused(app)).toEqual([]);
    expect(unused(calling(["puts"]))).toEqual(["nothing in the container needs libgcc_s.so.1"]);
  });

  it("is silent of what nobody calls, what the container has and what the host lacks", () => {
    const gconv = file("usr/lib/gconv/gconv-modules");
    expect(hints({ app: calling(["puts"]), host: [gconv, file("etc/hosts")] })).toEqual([]);
    expect(hints({ app: calling(["iconv_open"]) })).toEqual([]);
    const shown = mount("/usr/lib/gconv", { type: "dir" });
    expect(hints({ app: calling(["iconv_open"]), host: [gconv], rootfs: shown })).toEqual([]);
    const run = mount("/run/x", { type: "dir", to: "usr/lib/gconv" });
    expect(hints({ app: calling(["iconv_open"]), host: [gconv], rootfs: run })).toEqual([]);
    expect(hints({ app: calling(["iconv_open"]), host: [gconv], options: { sharedRootfs: true } })).toEqual([]);
  });

  it("takes no library for a caller that has the function itself", () => {
    const libc = {
      ...calling(["iconv_open"], [], "usr/lib/libc.so.6"),
      content: writeLinkedElf({ machine: "arm", soname: "libc.so.6", defines: [{ name: "iconv_open" }] }),
    };
    expect(hints({ app: calling([]), host: [libc, file("usr/lib/gconv/x")] })).toEqual([]);
  });
});

describe("of the name service", () => {
  const NSS = ["systemd", "files", "mdns4"].map((name) => library(`usr/lib/libnss_${name}.so.2`));
  const conf = file("etc/nsswitch.conf", "# of passwd: nis\npasswd: files systemd # x\nhosts: files mdns4 [NOTFOUND=return] dns\n");

  it("names the modules of the databases that are asked", () => {
    const shown = mount("/etc/nsswitch.conf");
    expect(lacking({ app: calling(["getpwnam"]), host: [...NSS, conf], rootfs: shown })).toEqual([
      "/usr/lib/libnss_files.so.2",
      "/usr/lib/libnss_systemd.so.2",
    ]);
    expect(lacking({ app: calling(["getaddrinfo"]), host: [...NSS, conf, file("etc/resolv.conf")], rootfs: shown })).toEqual([
      "/usr/lib/libnss_files.so.2",
      "/usr/lib/libnss_mdns4.so.2",
      "/etc/resolv.conf",
    ]);
    expect(hints({ app: calling(["getpwnam"]), libs: ["libnss_files", "libnss_systemd"], host: [...NSS, conf], rootfs: shown })).toEqual(
      [],
    );
  });

  it("names the configuration, too, where the container has none of its own", () => {
    expect(lacking({ app: calling(["getpwnam"]), host: [...NSS, conf] })[0]).toBe("/etc/nsswitch.conf");
  });

  it("knows that glibc 2.34 has two of them inside", () => {
    const libc: EntrySketch = {
      path: "usr/lib/libc.so.6",
      content: writeLinkedElf({ machine: "arm", soname: "libc.so.6", defines: [{ name: "puts", version: "GLIBC_2.34" }] }),
    };
    expect(lacking({ app: calling(["getpwnam"]), host: [...NSS, conf, libc], rootfs: mount("/etc/nsswitch.conf") })).toEqual([
      "/usr/lib/libnss_systemd.so.2",
    ]);
  });
});

describe("of PAM", () => {
  const host = [
    library("usr/lib/libpam.so.0", "libc.so.6"),
    library("usr/lib/security/pam_unix.so"),
    library("usr/lib/security/pam_env.so"),
    file(
      "etc/pam.d/login",
      "#auth required pam_none.so\nauth [success=1 default=ignore] pam_unix.so nullok\n@include common\n-session optional pam_env.so\n",
    ),
  ];
  const app = calling([], ["libpam.so.0"]);

  it("names the modules that the container's configuration names", () => {
    expect(lacking({ app, libs: ["libpam"], host, rootfs: mount("/etc/pam.d", { type: "dir" }) })).toEqual([
      "/usr/lib/security/pam_unix.so",
    ]);
    expect(lacking({ app, libs: ["libpam"], host })).toEqual(["/etc/pam.d"]);
  });
});

describe("of OpenSSL", () => {
  const app = calling([], ["libcrypto.so.3"]);
  const crypto = library("usr/lib/libcrypto.so.3", "libc.so.6");

  it("names the legacy provider and the configuration", () => {
    const host = [crypto, file("usr/lib/ossl-modules/legacy.so"), file("etc/ssl/openssl.cnf")];
    expect(lacking({ app, libs: ["libcrypto"], host })).toEqual(["/usr/lib/ossl-modules/legacy.so", "/etc/ssl/openssl.cnf"]);
  });

  it("looks where libcrypto was built to look", () => {
    const told = {
      ...crypto,
      content: Buffer.concat([Buffer.from(crypto.content ?? ""), Buffer.from('OPENSSLDIR: "/opt/ssl"\0MODULESDIR: "/opt/modules"\0')]),
    };
    const host = [told, file("opt/modules/legacy.so"), file("opt/ssl/openssl.cnf"), file("usr/lib/ossl-modules/legacy.so")];
    expect(lacking({ app, libs: ["libcrypto"], host })).toEqual(["/opt/modules/legacy.so", "/opt/ssl/openssl.cnf"]);
  });
});

describe("of libraries", () => {
  const withLibrary = (name: string, ...host: readonly EntrySketch[]): Sketch => ({
    app: calling([], [name]),
    libs: [name.replace(/\.so.*/, "")],
    host: [library(`usr/lib/${name}`, "libc.so.6"), ...host],
  });

  it.each([
    ["libcurl.so.4", "etc/ssl/certs/ca-certificates.crt"],
    ["libgnutls.so.30", "etc/ssl/certs/ca-certificates.crt"],
    ["libtinfo.so.6", "usr/share/terminfo/x/xterm"],
    ["libfontconfig.so.1", "etc/fonts/fonts.conf"],
    ["libmagic.so.1", "usr/share/misc/magic.mgc"],
    ["libgio-2.0.so.0", "usr/lib/gio/modules/libgiognutls.so"],
    ["libQt5Gui.so.5", "usr/lib/qt5/plugins/platforms/libqminimal.so"],
  ])("%s names what leads to %s", (name, path) => {
    expect(lacking(withLibrary(name, file(path))).map((each) => `/${path}`.startsWith(each))).toEqual([true]);
    expect(lacking(withLibrary(name))).toEqual([]);
  });

  it("is silent where another place of the same has it", () => {
    const sketch = withLibrary("libcurl.so.4", file("etc/ssl/certs/ca-certificates.crt"), file("etc/ssl/cert.pem"));
    expect(hints({ ...sketch, rootfs: mount("/etc/ssl/cert.pem") })).toEqual([]);
  });

  it("does not take one library for another whose name only begins alike", () => {
    expect(hints(withLibrary("libcurlpp.so.1", file("etc/ssl/certs/ca-certificates.crt")))).toEqual([]);
  });
});

describe("of programs", () => {
  it("names Python's modules by its version", () => {
    const app = calling([], [], "usr/bin/python3.11");
    expect(lacking({ app, host: [file("usr/lib/python3.11/os.py"), file("usr/lib/python3.9/os.py")] })).toEqual(["/usr/lib/python3.11"]);
  });

  it("names Python's modules where the mount calls it otherwise", () => {
    const app = calling([], [], "usr/bin/python3.11");
    const host = [{ path: "usr/bin/python3", type: "symlink", target: "python3.11" } as const, file("usr/lib/python3.11/os.py")];
    const shown = mount("/usr/bin/python3", { to: "usr/bin/python3" });
    expect(lacking({ app, host, exec: "/usr/bin/python3 -x", rootfs: shown })).toEqual(["/usr/lib/python3.11"]);
  });

  it("names the modules that lighttpd's configuration lists", () => {
    const app = calling([], [], "usr/sbin/lighttpd");
    const conf = file(
      "etc/l.conf",
      '# server.modules = ( "mod_none" )\nserver.modules = (\n "mod_cgi",\n "mod_auth" )\nserver.modules += ( "mod_inside" )\n',
    );
    const host = [conf, file("usr/lib/lighttpd/mod_cgi.so"), file("usr/lib/lighttpd/mod_auth.so"), file("opt/m/mod_cgi.so")];
    const rootfs = mount("/etc/l.conf");
    expect(lacking({ app, host, rootfs, exec: "/usr/sbin/lighttpd -D -f /etc/l.conf" })).toEqual([
      "/usr/lib/lighttpd/mod_cgi.so",
      "/usr/lib/lighttpd/mod_auth.so",
    ]);
    expect(lacking({ app, host, rootfs, exec: "/usr/sbin/lighttpd -m /opt/m -Df /etc/l.conf" })).toEqual(["/opt/m/mod_cgi.so"]);
    expect(hints({ app, host, rootfs, exec: "/usr/sbin/lighttpd -D" })).toEqual([]);
  });
});
