import { describe, expect, it } from "vitest";
import { program } from "../check/check-of.ts";
import { deviceWith } from "../corpus/device.ts";
import { type EntrySketch, link, rootfsOf } from "../rootfs/rootfs-of.ts";
import { authored, cleanText, foundInText, settled } from "./author-of.ts";

const unit: EntrySketch = {
  path: "usr/lib/systemd/system/lighttpd.service",
  content: "[Service]\nExecStart=/usr/sbin/lighttpd -D -f /etc/lighttpd/lighttpd.conf\n",
};
const script: EntrySketch = { path: "etc/init.d/lighttpd", mode: 0o755, content: "#!/bin/sh\n/usr/sbin/lighttpd -D\n" };
const SERVER: readonly EntrySketch[] = [
  program("usr/sbin/lighttpd", "libc.so.6"),
  { path: "etc/lighttpd/lighttpd.conf", content: 'server.port = 80\nserver.username = "web"\n' },
];

const line = (text: string, start: string): string => text.split("\n").find((each) => each.trim().startsWith(start)) ?? "";
const withoutProgram = (text: string): string => text.replace(/<!-- the program -->\s*<Entry[^]*?<\/Entry>/, "<!-- program -->");
const codes = (text: string, changes: readonly EntrySketch[]): readonly string[] =>
  foundInText(text, rootfsOf(...deviceWith(changes, []))).map(({ code }) => code);

describe("a server that needs capabilities", () => {
  const text = cleanText({ command: ["lighttpd"], userName: "web" }, [...SERVER, unit, script]);
  const kept = withoutProgram(text).replace("<CapKeep>none</CapKeep>", line(text, "<CapKeep>"));

  it("is told of a high port first, and of what uses it on the host", () => {
    const words = text.replaceAll(/\s+/g, " ");
    expect(words).toContain("1. a port from 1024 on");
    expect(words).toContain("On the host /usr/lib/systemd/system/lighttpd.service, /etc/init.d/lighttpd use it, and go first");
  });

  it("has them once it is moved, and its unit is gone", () => {
    const moved = kept.replace("<MountPoints>", `${line(text, "<MoveContent>")}<MountPoints>`);
    expect(codes(moved, SERVER)).toEqual([]);
    expect(codes(moved, [...SERVER, unit])).toEqual(["moved-from-host"]);
    expect(codes(moved, [...SERVER, link("etc/systemd/system/lighttpd.service", "/dev/null"), unit])).toEqual([]);
  });

  it("has them where it stays the host's, with an allowance for what is found then", () => {
    const entry = `${line(text, "<?lxc-overlay")}${line(text, '<Entry type="file" caps=')}`;
    expect(codes(kept.replace("<!-- program -->", entry), [...SERVER, unit, script])).toEqual(["caps-on-host-file"]);
    expect(entry).toContain('allow code="caps-on-host-file"');
  });
});

describe("a server that is started as root", () => {
  it("can change to the user that its configuration names", () => {
    const { text } = settled(authored({ command: [], unit: "lighttpd", userName: "root" }, [...SERVER, unit]));
    expect(text).toContain("<CapKeep>net_bind_service setuid setgid</CapKeep>");
    expect(text).toMatch(/<ExtraUsers>\s*<UserName>web<[^]*<ExtraGroups>\s*<GroupName>web</);
  });

  it("has a user of its own where the host has none of the usual ones", () => {
    const { text } = settled(authored({ command: ["nginx"], userName: "root" }, [program("usr/sbin/nginx", "libc.so.6")]));
    expect(text).toContain("<CapKeep>net_bind_service setuid setgid</CapKeep>");
    expect(text).not.toContain("<ExtraUsers>");
  });
});

describe("a program that resolves names", () => {
  const asking = (content = "\0/etc/resolv.conf\0/etc/hosts\0"): EntrySketch => {
    const plain = program("usr/bin/app", "libc.so.6");
    return { ...plain, content: Buffer.concat([Buffer.from(plain.content ?? ""), Buffer.from(content)]) };
  };
  const RESOLV: EntrySketch = { path: "etc/resolv.conf", content: "nameserver 10.0.0.1\n" };
  const HOSTS: EntrySketch = { path: "etc/hosts", content: "127.0.0.1 localhost\n" };

  it.each([
    ["its paths", undefined],
    ["a function", "\0getaddrinfo\0"],
  ])("by %s has the files that say how", (_, content) => {
    const text = cleanText({ command: ["app"] }, [asking(content), RESOLV, HOSTS]);
    for (const path of ["/etc/resolv.conf", "/etc/hosts"])
      expect(text).toMatch(new RegExp(`^ +<Source>${path}</Source>\\s*<Dest.*\\s*<Options>ro,bind,nosuid,nodev,noexec<`, "m"));
  });

  it("is told of those that the device makes", () => {
    const changes = [asking(), HOSTS, link("etc/resolv.conf", "/run/resolvconf/resolv.conf")];
    const text = cleanText({ command: ["app"] }, changes);
    const entry = line(text, '<Entry type="file"><Source>/etc/resolv.conf<');
    expect(text.replaceAll(/\s+/g, " ")).toContain("/etc/resolv.conf is a symlink to /run/resolvconf/resolv.conf");
    expect(codes(text.replace("</MountPoints>", `${entry}</MountPoints>`), changes)).toEqual([]);
  });

  it("is one alone", () => {
    expect(cleanText({ command: ["app"] }, [RESOLV, HOSTS])).not.toContain("resolv.conf");
  });
});
