import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { allFound, capable, elf, messages, mount } from "./check-of.ts";

const HOST: readonly EntrySketch[] = [
  { path: "etc/passwd", content: "root:x:0:0::/root:/bin/sh\napp:x:100:100::/:/bin/sh\ntoor:x:0:0::/:/bin/sh\n" },
  elf("usr/bin/app"),
];

const found = (config: string, codes: readonly string[], more: { host?: readonly EntrySketch[]; rootfs?: string; params?: string } = {}) =>
  messages(
    allFound({
      host: [...HOST, ...(more.host ?? [])],
      exec: "/usr/bin/app",
      config,
      rootfs: mount("/usr/bin/app") + (more.rootfs ?? ""),
      params: more.params ?? "",
      options: { secure: true },
    }),
    ...codes,
  );

describe("a process of a secure container", () => {
  it.each(["root", "toor"])("is root as %s", (name) => {
    const attach = `<Attach><ParamName>a</ParamName><ExecName>/usr/bin/app</ExecName><UserName>${name}</UserName></Attach>`;
    expect(found(`<UserName>${name}</UserName>`, ["start-as-root", "attach-as-root"], { params: attach })).toEqual([
      `attach-as-root: the attached process a runs as root (${name} has uid 0) although the container is secure`,
      `start-as-root: APP runs as root (${name} has uid 0) although the container is secure`,
    ]);
  });

  it("is told once to be unknown", () => {
    expect(found("<UserName>nobody</UserName>", ["start-as-root", "unknown-user"])).toEqual([
      "unknown-user: user nobody is not in the host's /etc/passwd",
    ]);
  });
});

describe("a capability that CapKeep names", () => {
  const useless = (config: string, host: readonly EntrySketch[] = [], rootfs = "") =>
    found(config, ["useless-capability"], { host, rootfs });
  const USER = "<UserName>app</UserName><CapKeep>net_raw kill</CapKeep>";
  const names = (list: string) => [
    `useless-capability: no process of the container can have ${list}, which CapKeep names: none is root, and no file in it carries that`,
  ];

  it("is useless where nobody is root and no file carries it", () => {
    expect(useless(USER)).toEqual(names("net_raw, kill"));
    expect(useless(USER, [capable(elf("usr/bin/ping"), "cap_net_raw+ep")], mount("/usr/bin/ping", { options: "ro,bind,nodev" }))).toEqual(
      [],
    );
    expect(useless(USER, [capable(elf("usr/bin/ping"), "cap_net_raw+ep")], mount("/usr/bin/ping"))).toEqual(names("net_raw, kill"));
  });

  it("may be had by root, by a setuid program and by what only the device knows", () => {
    expect(useless("<CapKeep>net_raw</CapKeep>")).toEqual([]);
    const su = { ...elf("usr/bin/su"), mode: 0o4755 };
    expect(useless(USER, [su], mount("/usr/bin/su", { options: "ro,bind,nodev" }))).toEqual([]);
    expect(useless(USER, [], mount("/var/apps", { type: "dir", options: "rw,bind,nodev,optional" }))).toEqual([]);
    expect(useless(USER, [], mount("/var/apps", { type: "dir", options: "rw,bind,nodev,nosuid,noexec,optional" }))).toEqual(
      names("net_raw, kill"),
    );
    expect(useless("<UserName>app</UserName><CapKeep>none</CapKeep>")).toEqual([]);
  });
});
