import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { capable, checkOf, elf, messages, mount } from "./check-of.ts";

const RUN = mount("/run/app", { type: "dir", options: "rw,bind,nosuid,nodev,noexec" });
const tmpfiles = (line: string): EntrySketch => ({ path: "usr/lib/tmpfiles.d/app.conf", content: `# app\n\n${line}\n` });
const denied = (mode: string, gid = 0) =>
  `unwritable-pid-directory: user app may not write /run/app/app.pid in /run/app (mode ${mode}, uid 0, gid ${gid}): the launcher waits for it in vain`;

interface Sketch {
  readonly pidFile?: string;
  readonly rootfs?: string;
  readonly program?: EntrySketch;
}

const found = (host: readonly EntrySketch[], { pidFile = "/run/app/app.pid", rootfs = RUN, program = elf("usr/bin/app") }: Sketch = {}) =>
  messages(
    checkOf({
      host: [program, { path: "run/" }, { path: "var/run", type: "symlink", target: "../run" }, ...host],
      exec: "/usr/bin/app",
      params: `<SystemdNotify create="yes"><PidFile>${pidFile}</PidFile></SystemdNotify>`,
      config: "<UserName>app</UserName>",
      rootfs: mount("/usr/bin/app", { options: "ro,bind,nodev" }) + rootfs,
      options: { secure: true },
    }),
    "unwritable-pid-directory",
  );

describe("the directory of a PidFile", () => {
  it("is the user's, as tmpfiles.d makes it", () => {
    expect(found([tmpfiles("d /run/app 0755 root root -")])).toEqual([denied("0755")]);
    expect(found([tmpfiles("d /var/run/app - - -")])).toEqual([denied("0755")]);
    expect(found([tmpfiles("D! /run/app 0750 root app -")])).toEqual([denied("0750", 100)]);
    expect(found([tmpfiles("d /run/app 0755 app app -")])).toEqual([]);
    expect(found([tmpfiles("d /run/app 0775 0 100 -")], { pidFile: "/var/run/app/app.pid" })).toEqual([]);
  });

  it("is the user's, as the host rootfs has it, where tmpfiles.d says nothing", () => {
    expect(found([{ path: "run/app/" }])).toEqual([denied("0755")]);
    expect(found([{ path: "run/app/", uid: 100 }])).toEqual([]);
    expect(found([{ path: "run/app/" }, tmpfiles("d /run/app 0755 app app -")])).toEqual([]);
  });

  it("may be what only the device knows", () => {
    expect(found([])).toEqual([]);
    expect(found([tmpfiles("d /run/app 0755 root root -\nz /run/app 0755 app app -")])).toEqual([]);
    expect(found([tmpfiles("d /run/app 0755 nobody root -")])).toEqual([]);
    const replaced = { path: "etc/tmpfiles.d/app.conf", content: "" };
    expect(found([tmpfiles("d /run/app 0755 root root -"), replaced])).toEqual([]);
  });

  it("is not asked for where the container shows another one, or the program gains rights", () => {
    const root = tmpfiles("d /run/app 0755 root root -");
    expect(found([root], { rootfs: "" })).toEqual([]);
    expect(found([root], { rootfs: mount("/run/other", { to: "/run/app", type: "dir" }) })).toEqual([]);
    expect(found([root], { program: capable(elf("usr/bin/app"), "cap_dac_override+ep") })).toEqual([]);
  });
});
