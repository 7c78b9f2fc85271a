import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { checkOf, elf, mount } from "./check-of.ts";

const ACCOUNTS: readonly EntrySketch[] = [{ path: "etc/group", content: "root:x:0:\napp:x:100:\nvideo:x:44:app\n" }];
const USER = "<UserName>app</UserName>";
const CODES = [
  "missing-program",
  "missing-script-interpreter",
  "noexec-program",
  "program-not-executable",
  "foreign-program",
  "missing-host-file",
];

interface Sketch {
  readonly host: readonly EntrySketch[];
  readonly rootfs?: string;
  readonly params?: string;
  readonly config?: string;
  readonly exec?: string;
  readonly dialect?: "3.0" | "5.0";
}

/** Findings of executions: severity, code, line, message and help. */
const found = ({ host, rootfs = "", params = "", config = USER, exec = "/usr/bin/app", dialect = "5.0" }: Sketch): readonly string[] =>
  checkOf({ host: [...ACCOUNTS, ...host], rootfs, params, config, exec, options: { secure: true, dialect } })
    .filter(({ code }) => CODES.includes(code))
    .map(({ severity, code, location, message, help }) => {
      const line = location.kind === "text" ? location.line : 0;
      return `${line} ${severity} ${code}: ${message} | ${help ?? ""}`;
    });

/** The line on which the first of the entries stands: those before it are the launcher's and LxcConfig's. */
const FIRST = 5;

describe("what a process may not execute", () => {
  it("is a file or a directory whose mode is for others, found where it is brought", () => {
    const host = [{ path: "opt/app/", mode: 0o700 }, elf("opt/app/app"), { ...elf("usr/bin/app"), mode: 0o750, gid: 44 }];
    const rootfs = mount("/usr/share", { type: "dir" }) + mount("/opt/app", { type: "dir" });
    expect(found({ host: [...host, { path: "usr/share/" }], rootfs, exec: "/opt/app/app" })).toEqual([
      `${FIRST + 2} error program-not-executable: ExecName /opt/app/app can't be executed: user app may not search the directory opt/app (mode 0700, uid 0, gid 0) | let the process search it: set its mode or group in the host rootfs`,
    ]);
    expect(found({ host, rootfs: mount("/opt/app", { type: "dir" }), exec: "/opt/app/app", config: "" })).toEqual([]);
  });

  it("depends on supplementary groups, which LXC 3.0 and lxc-attach do not set", () => {
    const host = [{ ...elf("usr/bin/app"), mode: 0o750, gid: 44 }];
    const attach = `<Attach><ParamName>a</ParamName><ExecName>/usr/bin/app</ExecName>${USER}</Attach>`;
    const denied = (who: string) =>
      `${FIRST} error program-not-executable: ExecName /usr/bin/app can't be executed: user app may not execute usr/bin/app (mode 0750, uid 0, gid 44) | app is in group video, but ${who} sets no supplementary groups: make video its GroupName, or let others execute it`;
    expect(found({ host, rootfs: mount("/usr/bin/app") })).toEqual([]);
    expect(found({ host, rootfs: mount("/usr/bin/app"), dialect: "3.0" })).toEqual([denied("LXC 3.0")]);
    expect(found({ host, rootfs: mount("/usr/bin/app"), params: attach })).toEqual([denied("lxc-attach")]);
  });

  it("is what has no x bit at all, for root as well", () => {
    expect(found({ host: [{ ...elf("usr/bin/app"), mode: 0o644 }], rootfs: mount("/usr/bin/app"), config: "" })).toEqual([
      `${FIRST} error program-not-executable: ExecName /usr/bin/app can't be executed: root may not execute usr/bin/app (mode 0644, uid 0, gid 0) | let the process execute it: set its mode or group in the host rootfs`,
    ]);
  });

  it("is a script that its interpreter can't read", () => {
    const host = [{ path: "usr/bin/app", content: "#!/usr/bin/sh\n", mode: 0o711 }, elf("usr/bin/sh")];
    expect(found({ host, rootfs: mount("/usr/bin", { type: "dir" }) })).toEqual([
      `${FIRST} error program-not-executable: ExecName /usr/bin/app can't be executed: user app may not read the script usr/bin/app (mode 0711, uid 0, gid 0) | let the process read it: set its mode or group in the host rootfs`,
    ]);
  });

  it("are scripts that are each other's interpreters", () => {
    const host = [{ path: "usr/bin/app", content: "#!/usr/bin/app\n", mode: 0o755 }];
    expect(found({ host, rootfs: mount("/usr/bin/app") })).toEqual([
      `${FIRST} error program-not-executable: ExecName /usr/bin/app can't be executed: usr/bin/app is the last of too many scripts that are each other's interpreters | name a program as the interpreter`,
    ]);
  });
});

describe("a program for another machine", () => {
  it("is an error where the host's own programs tell", () => {
    const host = [elf("bin/sh"), elf("usr/bin/app", { machine: "mipsel" })];
    expect(found({ host, rootfs: mount("/usr/bin/app") })).toEqual([
      `${FIRST} error foreign-program: ExecName /usr/bin/app can't be executed: usr/bin/app is made for MIPS (32 bits, little endian), and the host's own programs are not | put a program for the device's machine into the host rootfs`,
    ]);
    expect(found({ host: [elf("usr/bin/app", { machine: "mipsel" })], rootfs: mount("/usr/bin/app") })).toEqual([]);
  });
});

describe("a script of a command", () => {
  it("is an error without its interpreter, where the script is brought", () => {
    const host = [
      { path: "usr/bin/app", content: "#!/usr/bin/env python3\n", mode: 0o755 },
      { path: "usr/bin/crlf", content: "#!/usr/bin/env\r\n", mode: 0o755 },
      { path: "usr/bin/text", content: "echo\n", mode: 0o755 },
      { path: "usr/bin/bare", content: "#!python3\n", mode: 0o755 },
      { path: "usr/bin/words", content: "#!/usr/bin/env python3 -u\n", mode: 0o755 },
      elf("usr/bin/env"),
      elf("usr/bin/python3"),
    ];
    const one = (name: string) => found({ host, rootfs: mount("/usr/bin/env") + mount(`/usr/bin/${name}`), exec: `/usr/bin/${name}` });
    expect([...one("app"), ...one("crlf"), ...one("text"), ...one("bare"), ...one("words")]).toEqual([
      `${FIRST + 2} error missing-script-interpreter: python3 is needed by the script usr/bin/app but not in the container | add a MountPoints entry for /usr/bin/python3`,
      `${FIRST + 2} error missing-script-interpreter: /usr/bin/env with a carriage return behind it is needed by the script usr/bin/crlf but not in the container | end the script's lines with line feeds alone: sed -i 's/\\r$//'`,
      `${FIRST + 2} error missing-script-interpreter: /bin/sh is needed by usr/bin/text, which is neither an ELF file nor names an interpreter, but not in the container | the host has no /bin/sh either`,
      `${FIRST + 2} error missing-script-interpreter: python3 is needed by the script usr/bin/bare but not in the container | write the interpreter's path from the root on: the kernel looks for no name in PATH`,
      `${FIRST + 2} error missing-script-interpreter: python3 -u is needed by the script usr/bin/words but not in the container | env takes it as one word: leave out what stands behind python3, or name the interpreter itself instead of env`,
    ]);
  });

  it("may name what is there", () => {
    const host = [
      { path: "usr/bin/app", content: "#!/usr/bin/env -S python3 -u\n", mode: 0o755 },
      elf("usr/bin/env"),
      elf("usr/bin/python3"),
    ];
    expect(found({ host, rootfs: mount("/usr/bin", { type: "dir" }) })).toEqual([]);
  });

  it("lies in a mount without noexec, and so does its interpreter", () => {
    const host = [{ path: "usr/bin/app", content: "#!/usr/bin/sh\n", mode: 0o755 }, elf("usr/bin/sh")];
    expect(found({ host, rootfs: mount("/usr/bin/app") + mount("/usr/bin/sh", { options: "ro,bind,nosuid,nodev,noexec" }) })).toEqual([
      `${FIRST + 2} error noexec-program: ExecName /usr/bin/app can't be executed: it needs /usr/bin/sh, and usr/bin/sh is mounted noexec | remove noexec from its Options`,
    ]);
  });
});

describe("a hook", () => {
  const hook = "<AutoDevHook>/etc/hook.sh arg</AutoDevHook>";
  const asked = (host: readonly EntrySketch[]) =>
    found({ host: [elf("usr/bin/app"), ...host], rootfs: mount("/usr/bin/app"), config: USER + hook });

  it("is executed on the host, as root", () => {
    const file = { path: "etc/hook.sh", content: "#!/bin/sh\n", mode: 0o700 };
    expect(asked([file, elf("bin/sh")])).toEqual([]);
    const other = { ...file, content: "#!/bin/bash\n" };
    expect(asked([other, elf("bin/sh")])).toEqual([
      "3 error missing-script-interpreter: /bin/bash is needed by the script etc/hook.sh but not on the host | install /bin/bash in the host rootfs, or name another interpreter",
    ]);
    // Such a rootfs is not the whole device.
    expect(asked([file])).toEqual([]);
    expect(asked([{ ...file, mode: 0o644 }, elf("bin/sh")])).toEqual([
      "3 error program-not-executable: AutoDevHook /etc/hook.sh can't be executed: root may not execute etc/hook.sh (mode 0644, uid 0, gid 0) | let the process execute it: set its mode or group in the host rootfs",
    ]);
    expect(asked([{ ...elf("etc/hook.sh", { machine: "mips" }), mode: 0o755 }, elf("bin/sh")])).toEqual([
      "3 error foreign-program: AutoDevHook /etc/hook.sh can't be executed: etc/hook.sh is made for MIPS (32 bits, big endian), and the host's own programs are not | put a program for the device's machine into the host rootfs",
    ]);
  });
});
