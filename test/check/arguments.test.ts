import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { capable, checkOf, elf, messages, mount } from "./check-of.ts";

const HOST: readonly EntrySketch[] = [
  { path: "etc/app.conf", content: "x" },
  { path: "etc/secret.conf", content: "x", mode: 0o600 },
  { path: "var/log/" },
  { path: "dev/ttyS0", type: "character", mode: 0o660, gid: 5 },
  { path: "dev/null", type: "character", mode: 0o666 },
];

const found = (params: string, rootfs = "", program = elf("usr/bin/app")) =>
  messages(
    checkOf({
      host: [...HOST, program],
      exec: "/usr/bin/app",
      params: `<ExecParams>${params}</ExecParams>`,
      config: "<UserName>app</UserName>",
      rootfs: mount("/usr/bin/app", { options: "ro,bind,nodev" }) + rootfs,
      options: { secure: true },
    }),
    "missing-argument",
    "unreadable-argument",
  );

const lacks = (path: string) => `missing-argument: /usr/bin/app is given ${path}, which is on the host but not in the container`;

describe("the paths among a command's words", () => {
  it("are in the container, where the host has them", () => {
    expect(found("-c /etc/app.conf")).toEqual([lacks("/etc/app.conf")]);
    expect(found("--config=/etc/app.conf")).toEqual([lacks("/etc/app.conf")]);
    expect(found("-d /dev/ttyS0")).toEqual([lacks("/dev/ttyS0")]);
    expect(found("-c /etc/app.conf", mount("/etc/app.conf"))).toEqual([]);
  });

  it("may be made by the program, by LXC, on the device or by the shell", () => {
    expect(found("-p /etc/none --x=/dev/null http:/etc/app.conf $2/etc/app.conf '/etc/app.conf x' /proc/self /")).toEqual([]);
    const tmpfs = mount("tmpfs", { type: "dir", to: "var", fs: "tmpfs", options: "size=1m" });
    expect(found("-l /var/log", tmpfs)).toEqual([]);
    expect(found("-l /var/log")).toEqual([lacks("/var/log")]);
  });

  it("may be read or written by the process", () => {
    const unreadable = (path: string, about: string) =>
      `unreadable-argument: /usr/bin/app is given ${path}, which its process may neither read nor write: ${about}`;
    const secret = unreadable("/etc/secret.conf", "etc/secret.conf has mode 0600, uid 0, gid 0");
    expect(found("-c /etc/secret.conf", mount("/etc/secret.conf"))).toEqual([secret]);
    expect(found("-c /etc/secret.conf", mount("/etc/secret.conf"), capable(elf("usr/bin/app"), "cap_dac_override+ep"))).toEqual([]);
    expect(found("-d /dev/ttyS0", mount("/dev/ttyS0", { type: "dev", options: "rw,bind,nosuid,noexec,create=file" }))).toEqual([
      unreadable("/dev/ttyS0", "dev/ttyS0 has mode 0660, uid 0, gid 5"),
    ]);
  });

  it("may be what another process of the container makes", () => {
    const absent = (params: string) =>
      messages(
        checkOf({
          host: [...HOST, elf("usr/bin/app")],
          exec: "/usr/bin/app",
          params: `<ExecParams>-p /tmp/app.pid</ExecParams>${params}`,
          config: "<UserName>app</UserName>",
          rootfs: mount("/usr/bin/app", { options: "ro,bind,nodev" }),
          options: { secure: true },
        }),
        "absent-argument",
      );
    const reason = "/tmp has mode 0550, uid 100, gid 100";
    const finding = `absent-argument: /usr/bin/app is given /tmp/app.pid, which is not in the container, and its process can't make it: ${reason}`;
    expect(absent("")).toEqual([finding]);
    expect(absent("<Attach><ParamName>a</ParamName><ExecName>/usr/bin/app</ExecName></Attach>")).toEqual([]);
  });

  it("are not looked for in what a shell is given", () => {
    const host = [...HOST, elf("bin/sh")];
    const all = checkOf({ host, exec: "/bin/sh", params: "<ExecParams>-c 'x' /etc/app.conf</ExecParams>", rootfs: mount("/bin/sh") });
    expect(messages(all, "missing-argument")).toEqual([]);
  });
});
