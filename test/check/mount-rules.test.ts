import { describe, expect, it } from "vitest";
import { capable, checkOf, messages, mount } from "./check-of.ts";

const host = [
  { path: "usr/bin/app", mode: 0o755, content: "app" },
  { path: "usr/share/x", content: "x" },
  { path: "usr/binary", content: "x" },
  { path: "var/data/" },
  { path: "variant/" },
  { path: "dev/" },
];

/** Options that nobody knows and those that contradict each other are judged elsewhere. */
const rules = (rootfs: string) => messages(checkOf({ host, rootfs })).filter((each) => !/^[a-z]+-mount-option/.test(each));

describe("the security rules", () => {
  it.each([
    ["/usr/bin/app", "file", "bind", "unsafe-executable-bind: usr/bin/app is mounted without ro, nosuid, nodev"],
    ["/usr/bin/app", "file", "bind,ro,nosuid,nodev", undefined],
    ["/var/data", "dir", "rw,bind", "unsafe-writable-bind: var/data is mounted without nosuid, nodev, noexec"],
    ["/var/data", "dir", "rw,bind,nosuid,noexec,nodev", undefined],
    ["/usr/share", "dir", "ro,bind,nodev", "unsafe-bind: usr/share is mounted without nosuid, noexec"],
    ["/usr/share", "dir", "ro,bind,nodev,nosuid,noexec", undefined],
    ["/usr/share", "dir", "ronly,xbind,bind,nodev=1,nosuidx,noexec", "unsafe-bind: usr/share is mounted without ro, nosuid, nodev"],
    ["/usr/share", "dir", "ro,rw,bind,nodev,nosuid,exec,noexec", "unsafe-bind: usr/share is mounted without ro"],
    ["/variant", "dir", "ro,bind,nodev,nosuid", "unsafe-bind: variant is mounted without noexec"],
    ["/usr/binary", "file", "bind,nodev,nosuid,noexec", "unsafe-bind: usr/binary is mounted without ro"],
    ["/dev/fb0", "dev", "bind", "unsafe-device-bind: dev/fb0 is mounted without nosuid"],
    ["/dev/snd", "dir", "bind,nosuid,optional,create=dir", undefined],
    ["/var/dev/x", "dev", "bind,nosuid", "unsafe-writable-bind: var/dev/x is mounted without noexec"],
    ["/var/lib/new", "dir", "bind,optional", "unsafe-writable-bind: var/lib/new is mounted without nosuid, nodev, noexec"],
  ])("for a bind of %s (%s) with %s", (path, type, options, expected) => {
    expect(rules(mount(path, { type, options, to: path.slice(1) }))).toEqual(expected === undefined ? [] : [expected]);
  });

  it.each([
    ["tmpfs", "defaults,noexec,nosuid", "tmpfs-without-size: the tmpfs tmp is mounted without size="],
    ["tmpfs", "size=16m", undefined],
    ["tmpfs", "size=0", "tmpfs-without-size: the tmpfs tmp is mounted without a limit: size=0 is none"],
    ["tmpfs", "size=0m", "tmpfs-without-size: the tmpfs tmp is mounted without a limit: size=0 is none"],
    ["tmpfs", "size=0x1000", undefined],
    ["tmpfs", "nr_blocks=256", undefined],
    ["tmpfs", "nr_blocks=0", "tmpfs-without-size: the tmpfs tmp is mounted without size="],
    ["tmpfs", "maxsize=16m,size=", "tmpfs-without-size: the tmpfs tmp is mounted without size="],
    ["proc", "defaults", "unsafe-proc: tmp is mounted without noexec, nosuid, nodev, hidepid=2"],
    ["proc", "noexec,nosuid,nodev,hidepid=invisible", undefined],
    ["proc", "noexec,nosuid,nodev,hidepid=20", "unsafe-proc: tmp is mounted without hidepid=2"],
    ["sysfs", "defaults", undefined],
  ])("for a %s with %s", (fs, options, expected) => {
    expect(rules(mount(fs, { type: "dir", fs, options, to: "tmp" }))).toEqual(expected === undefined ? [] : [expected]);
  });

  it("are warnings, errors with -S, and say what to add", () => {
    const rootfs =
      mount("/usr/share", { type: "dir", options: "ro,bind,nodev" }) +
      mount("tmpfs", { type: "dir", fs: "tmpfs", to: "tmp", options: "rw" });
    expect(checkOf({ host, rootfs }).map(({ severity }) => severity)).toEqual(["warning", "warning"]);
    const found = checkOf({ host, rootfs, options: { sanity: true } });
    expect(found.map(({ severity }) => severity)).toEqual(["error", "error"]);
    expect(found.map(({ help }) => help)).toContain("add nosuid,noexec to its Options: /usr/share is neither [WRITABLE] nor [EXECUTABLE]");
  });

  it("leave noexec to people where something could be executed", () => {
    const script = [
      { path: "usr/share/app/tool", mode: 0o755, content: "#!/bin/sh" },
      { path: "usr/share/app/deep/other", mode: 0o711, content: "x" },
    ];
    const [found] = checkOf({ host: [...host, ...script], rootfs: mount("/usr/share", { type: "dir", options: "ro,bind" }) });
    expect(found?.help).toContain("add nosuid,nodev,noexec to its Options");
    expect(found?.help).toContain("; with noexec, usr/share/app/deep/other and 1 more of its files can't be executed");
    expect(found?.fix).toMatchObject([{ kind: "options", add: ["nosuid", "nodev"] }]);
  });

  it("let a file with capabilities go without nosuid", () => {
    const ping = capable({ path: "usr/bin/ping", mode: 0o755 }, "cap_net_raw+ep");
    expect(messages(checkOf({ host: [ping], rootfs: mount("/usr/bin/ping", { options: "ro,bind,nodev" }) }))).toEqual([]);
    const caps = mount("/usr/bin/app", { options: "ro,bind,nodev" }).replace("<Entry ", '<Entry caps="cap_net_raw+ep" ');
    expect(messages(checkOf({ host, rootfs: caps }))).toEqual([]);
  });

  it("don't judge what is generated", () => {
    const more = [{ path: "usr/lib/libdbus-1.so.3", content: "x" }, { path: "var/log/" }];
    const config = '<Dbus enable="true"/><Logging enable="true"><LogPath>var/log</LogPath></Logging>';
    expect(messages(checkOf({ host: more, config }))).toEqual([]);
  });
});

describe("a mount over the generated accounts", () => {
  const options = "ro,bind,nosuid,nodev,noexec";
  const found = (rootfs: string, config = "<UserName>app</UserName>", secure = true) =>
    messages(checkOf({ host, rootfs, config, options: { secure } }), "accounts-covered");

  it("defeats the subset", () => {
    expect(found(mount("/etc/passwd", { options }))).toEqual([
      "accounts-covered: etc/passwd covers the container's own etc/passwd: it sees more than its users and groups",
    ]);
    expect(found(mount("/etc", { options, type: "dir" }))[0]).toContain("etc/passwd and etc/group");
    expect(checkOf({ host, rootfs: mount("/etc/group", { options }), options: { sanity: true } })).toMatchObject([{ severity: "error" }]);
  });

  it("is fine where there is none, and for other files", () => {
    expect(found(mount("/etc/passwd", { options }), "")).toEqual([]);
    expect(found(mount("/usr/share/x", { options, to: "etc/passwd-" }))).toEqual([]);
  });
});
