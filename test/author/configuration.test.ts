import { describe, expect, it } from "vitest";
import { library, program } from "../check/check-of.ts";
import { link } from "../rootfs/rootfs-of.ts";
import { cleanText } from "./author-of.ts";

const mountAt = (text: string, place: string): string | undefined =>
  new RegExp(`<Source>([^<]*)</Source>\\n *<Destination>${place}</Destination>(?:\\n *<FsType>.*)?\\n *<Options>(.*)</Options>`)
    .exec(text)
    ?.slice(1)
    .join(" ");

const READ_ONLY = "ro,bind,nosuid,nodev";

describe("a configuration", () => {
  const CHANGES = [
    {
      path: "etc/app/app.conf",
      content: 'log = "/var/log/app/app.log"\nstore = "/var/lib/app"\n# "/var/cache/app"\ninclude_shell "/usr/share/app/make.pl x"\n',
    },
    { path: "usr/share/app/make.pl", mode: 0o755, content: '#!/usr/bin/perl\nopen "/etc/mime.types";\n' },
    { path: "etc/mime.types", content: "a\n" },
    program("usr/bin/perl", "libc.so.6"),
    library("usr/lib/perl-base/auto/Socket.so", "libc.so.6"),
    { path: "var/lib/app/", uid: 1000, gid: 1000 },
  ];
  const text = cleanText({ command: ["app"] }, CHANGES);

  it("is mounted with what it has executed, and what that reads", () => {
    expect(mountAt(text, "etc/app")).toBe(`/etc/app ${READ_ONLY},noexec`);
    expect(mountAt(text, "usr/share/app")).toBe(`/usr/share/app ${READ_ONLY},noexec`);
    expect(mountAt(text, "usr/share/app/make.pl")).toBe(`/usr/share/app/make.pl ${READ_ONLY}`);
    expect(mountAt(text, "usr/bin/perl")).toBe(`/usr/bin/perl ${READ_ONLY}`);
    expect(mountAt(text, "bin/sh")).toBe(`/bin/sh ${READ_ONLY}`);
    expect(mountAt(text, "usr/lib/perl-base")).toBe(`/usr/lib/perl-base ${READ_ONLY}`);
    expect(mountAt(text, "etc/mime.types")).toBe(`/etc/mime.types ${READ_ONLY},noexec`);
  });

  it("has a directory written on the host where that is the user's, else in memory", () => {
    expect(mountAt(text, "var/lib/app")).toBe("/var/lib/app rw,bind,nosuid,nodev,noexec");
    expect(mountAt(text, "var/log/app")).toBe("tmpfs nosuid,nodev,noexec,size=4M,mode=0755,uid=1000,gid=1000");
    expect(text).toMatch(/the\s+host\s+rootfs\s+does\s+not\s+have\s+it/);
    expect(text).not.toContain("/var/cache/app");
  });
});

describe("a configuration of D-Bus", () => {
  const CHANGES = [
    program("usr/bin/dbus-daemon", "libc.so.6"),
    { path: "usr/share/dbus-1/system.conf", content: "<listen>unix:path=/var/run/dbus/system_bus_socket</listen>\n" },
    {
      path: "etc/dbus-1/system.d/app.conf",
      content: '<policy user="root"/><policy user="none"/><policy group="video"/><!-- <policy user="toor"/> -->\n',
    },
  ];
  const text = cleanText({ command: ["dbus-daemon"] }, CHANGES);

  it("has the users and groups that its policies name", () => {
    expect(text).toMatch(/<ExtraUsers>\s*<UserName>root<\/UserName>\s*<\/ExtraUsers>/);
    expect(text).toMatch(/<ExtraGroups>\s*<GroupName>video<\/GroupName>\s*<\/ExtraGroups>/);
  });

  it("has its socket where it says", () => {
    expect(mountAt(text, "var/run")).toMatch(/^tmpfs /);
    expect(mountAt(text, "var/run/dbus")).toBe("tmpfs nosuid,nodev,noexec,size=1M,mode=0750,uid=1000,gid=1000,create=dir");
  });
});

describe("a merged /usr", () => {
  it("is searched once", () => {
    const changes = [
      { path: "usr/bin/job", mode: 0o755, content: "#!/usr/bin/perl\n" },
      program("usr/bin/perl", "libc.so.6"),
      { path: "usr/lib/arm-linux-gnueabi/perl-base/a.pm", content: "1\n" },
      link("lib/arm-linux-gnueabi", "../usr/lib/arm-linux-gnueabi"),
    ];
    const text = cleanText({ command: ["job"] }, changes);
    expect(text.match(/<Source>.*perl-base</g)).toEqual(["<Source>/usr/lib/arm-linux-gnueabi/perl-base<"]);
  });
});

describe("a program", () => {
  it("that is setuid is told of", () => {
    const text = cleanText({ command: ["app"] }, [{ ...program("usr/bin/app", "libc.so.6"), mode: 0o4755, uid: 1000 }]);
    expect(text).toContain("To decide: /usr/bin/app is setuid, and its mount is nosuid");
  });

  it("that loads D-Bus may want the bus", () => {
    const changes = [program("usr/bin/app", "libdbus-1.so.3", "libc.so.6"), library("usr/lib/libdbus-1.so.3", "libc.so.6")];
    expect(cleanText({ command: ["app"] }, changes)).toContain('<Dbus enable="true"/>');
  });

  it("finds a library of one of several implementations through a variable", () => {
    const changes = [library("usr/lib/app/module.so", "libblas.so.3"), library("usr/lib/blas/libblas.so.3", "libc.so.6")];
    expect(cleanText({ command: ["app"] }, changes)).toContain("<Variable>LD_LIBRARY_PATH=/usr/lib/blas</Variable>");
  });
});
