import { describe, expect, it } from "vitest";
import { type EntrySketch, link } from "../rootfs/rootfs-of.ts";
import { type CheckSketch, checkOf, elf, messages, mount, program } from "./check-of.ts";

const script = (path: string, firstLine: string, mode = 0o755): EntrySketch => ({ path, mode, content: `${firstLine}\necho\n` });
const sh = elf("usr/bin/sh");

/** What helps where the program is missing. */
const helpOf = (sketch: CheckSketch): string | undefined => checkOf(sketch).find(({ code }) => code === "missing-program")?.help;

describe("ExecName", () => {
  it("must be visible in the container", () => {
    const found = checkOf({ host: [sh], exec: "/usr/bin/sh -c x", rootfs: mount("/usr/bin/sh", { to: "bin/sh" }) });
    expect(found).toEqual([
      {
        code: "missing-program",
        severity: "error",
        message: "ExecName /usr/bin/sh is not visible in the container",
        location: { kind: "text", file: "0.xml", line: 2, column: 44 },
        help: "add a MountPoints entry for /usr/bin/sh",
        fix: expect.any(Array),
      },
    ]);
    expect(checkOf({ host: [sh], exec: "/usr/bin/sh", rootfs: mount("/usr/bin/sh") })).toEqual([]);
    expect(helpOf({ host: [], exec: "/usr/bin/sh" })).toBe("the host has no /usr/bin/sh either");
  });

  it("is found where the host's root is mounted", () => {
    const rootfs = mount("/", { type: "dir", to: "host", more: "<Unused>/usr/lib</Unused>" });
    const host = [sh, program("usr/lib/needy", "libneeded.so")];
    expect(messages(checkOf({ host, exec: "/host/usr/bin/sh", rootfs }), "missing-program", "missing-library")).toEqual([]);
    expect(messages(checkOf({ host, exec: "/usr/bin/sh", rootfs }), "missing-program")).toHaveLength(1);
  });

  it("is searched in the container's PATH", () => {
    const config = "<Environment><Variable>PATH=/opt/bin</Variable></Environment>";
    expect(messages(checkOf({ host: [sh], exec: "sh", rootfs: mount("/usr/bin/sh") }))).toEqual([]);
    expect(messages(checkOf({ host: [sh], exec: "sh", config, rootfs: mount("/usr/bin/sh") }))).toEqual([
      "missing-program: ExecName sh is not visible in the container",
    ]);
  });

  it("lies outside of the container's PATH, or is not on the host at all", () => {
    const config = "<Environment><Variable>PATH=$PATH:/opt/bin</Variable></Environment>";
    const set = "set <Variable>PATH=/opt/bin:/usr/bin</Variable> in Environment";
    expect(helpOf({ host: [sh], exec: "sh", config, rootfs: mount("/usr/bin/sh") })).toBe(
      `it is in /usr/bin, which PATH does not name: ${set}`,
    );
    expect(helpOf({ host: [sh], exec: "sh", config })).toBe(
      "the host has it in /usr/bin, which PATH does not name: add a MountPoints entry for /usr/bin/sh, and /usr/bin to PATH",
    );
    expect(helpOf({ host: [sh], exec: "none", config })).toBe("the host has no none in a directory of PATH either");
  });

  it("may be a symlink of the container to what only the host has", () => {
    const entry = '<Entry type="file"><Source>/usr/bin/app</Source><Destination>usr/bin/app</Destination></Entry>';
    const rootfs = `<MoveContent>${entry}</MoveContent>`;
    const host = [elf("usr/bin/app.real"), link("usr/bin/app", "app.real")];
    expect(helpOf({ host, exec: "/usr/bin/app", rootfs })).toBe(
      "add a MountPoints entry for /usr/bin/app.real, to which /usr/bin/app leads",
    );
  });

  it("of an Attach counts too", () => {
    const params = "<Attach><ParamName>x</ParamName><ExecName>/bin/x</ExecName></Attach>";
    expect(messages(checkOf({ host: [sh], exec: "/usr/bin/sh", params, rootfs: mount("/usr/bin/sh") }))).toEqual([
      "missing-program: ExecName /bin/x is not visible in the container",
    ]);
  });

  it("is a file, or something that the device makes or the shell computes", () => {
    const rootfs = mount("/var/app", { type: "dir", to: "opt/app", options: "bind,nosuid,nodev,noexec,optional" });
    const found = (exec: string) => messages(checkOf({ host: [], exec, rootfs }));
    expect(found("/tmp")).toEqual(["missing-program: ExecName /tmp is a directory in the container"]);
    expect([...found("/opt/app/bin/x"), ...found("${X:-y}/bin")]).toEqual([]);
  });

  it("is one of the host where the rootfs is shared", () => {
    const found = (exec: string) => messages(checkOf({ host: [sh], exec, options: { sharedRootfs: true } }));
    expect(found("/usr/bin/sh")).toEqual([]);
    expect(found("/usr/bin/other")).toEqual(["missing-program: ExecName /usr/bin/other is not visible in the container"]);
  });
});

describe("scripts", () => {
  const lacks = (interpreter: string, path: string) =>
    `missing-script-interpreter: ${interpreter} is needed by the script ${path} but not in the container`;

  it("need their interpreter, mounted as files or moved", () => {
    const moved = `<MoveContent><Entry type="file"><Source>/opt/moved</Source><Destination>bin/moved</Destination></Entry></MoveContent>`;
    const host = [script("usr/bin/app", "#! /usr/bin/perl -w"), script("opt/moved", "#!/bin/sh"), script("opt/data", "#!/bin/no", 0o644)];
    const found = checkOf({ host, rootfs: mount("/usr/bin/app") + mount("/opt/data") + moved });
    expect(messages(found)).toEqual([lacks("/bin/sh", "bin/moved"), lacks("/usr/bin/perl", "usr/bin/app")]);
    expect(found[0]?.severity).toBe("warning");
  });

  it("find it in the container", () => {
    const host = [script("usr/bin/app", "#!/bin/sh"), sh];
    expect(messages(checkOf({ host, rootfs: mount("/usr/bin/app") + mount("/usr/bin/sh", { to: "bin/sh" }) }))).toEqual([]);
  });

  it("in a directory count where they are started", () => {
    const host = [script("usr/bin/app", "#!/bin/sh"), script("usr/bin/other", "#!/bin/sh")];
    const rootfs = mount("/usr/bin", { type: "dir" });
    expect(messages(checkOf({ host, rootfs }))).toEqual([]);
    expect(messages(checkOf({ host, rootfs, exec: "/usr/bin/app" }))).toEqual([lacks("/bin/sh", "usr/bin/app")]);
  });
});
