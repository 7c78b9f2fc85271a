import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "./device.ts";
import { rootfsTarball } from "../golden/golden-case.ts";

const GOLDEN = join(import.meta.dirname, "../golden");

const textOf = (path: string): string => readFileSync(join(GOLDEN, path), "utf8");

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "config.ini": readFileSync(join(import.meta.dirname, "../../config.ini")),
  "rootfs.tar": rootfsTarball(join(GOLDEN, "bundle-everything-v1/rootfs.manifest")),
  "app.xml": textOf("bundle-everything-v1/app.xml"),
  "app.calls": textOf("bundle-everything-v1/app.calls"),
  "min.xml": textOf("bundle-minimal/app.xml").replace('"APP"', '"MIN"'),
};

const run = (line: string, files: Readonly<Record<string, string | Uint8Array>> = {}) => cli(line, { files: { ...FILES, ...files } });

interface Document {
  readonly overlay?: string;
  readonly inputs: readonly { readonly kind: string; readonly sha256: string; readonly containers?: readonly string[] }[];
}

const json = (bytes: Uint8Array | undefined): Document => JSON.parse(Buffer.from(bytes ?? []).toString("utf8")) as Document;

const BUILD = "-s --cgroup v1 -r rootfs.tar";

describe("a profile of system calls", () => {
  it("is an input in the report, with the container that it is of", async () => {
    const { written } = await run(`${BUILD} -o o.tar --report r.json app.xml min.xml`);
    const report = JSON.parse(Buffer.from(written.get("r.json") ?? []).toString("utf8")) as Record<string, unknown>;
    expect(report["inputs"]).toContainEqual({ kind: "seccomp", path: "app.calls", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(report["containers"]).toMatchObject([
      { name: "APP", target: "dobby", profile: "app.calls" },
      { name: "MIN", target: "dobby" },
    ]);
  });

  it("is an input of the artifact, and verify says when it is another", async () => {
    const { written } = await run(`${BUILD} -o oci:out app.xml`);
    const config = [...written.values()]
      .filter((bytes) => bytes[0] === 123)
      .map(json)
      .find(({ overlay }) => overlay !== undefined);
    expect(config?.inputs.at(-1)).toMatchObject({ kind: "seccomp", containers: ["APP"] });
    const files = Object.fromEntries(written);
    expect(await run(`verify oci:out ${BUILD} app.xml`, files)).toMatchObject({ code: 0 });
    const changed = await run(`verify oci:out ${BUILD} app.xml`, { ...files, "app.calls": "execve\nvfork\nwait4\n" });
    expect(changed.code).toBe(1);
    expect(changed.stderr).toContain("input-differs]: the profile of system calls of APP was sha256:");
  });

  it("is only in the overlay of its own container", async () => {
    const { written } = await run(`${BUILD} -o oci:out --split app.xml min.xml`);
    const configs = [...written.values()]
      .filter((bytes) => bytes[0] === 123)
      .map(json)
      .filter(({ overlay }) => overlay !== undefined);
    expect(configs.map(({ inputs }) => inputs.filter(({ kind }) => kind === "seccomp").length)).toEqual([1, 0]);
  });

  it("lies in the directory of --seccomp, where that is given", async () => {
    const files = { "app.calls": "", "profiles/app.calls": "execve\nvfork\nwait4\n" };
    const { written } = await run(`${BUILD} -o o.tar --seccomp profiles --report r.json app.xml`, files);
    expect(Buffer.from(written.get("o.tar") ?? []).toString("latin1")).toMatch(/"names": \[\s+"execve",\s+"vfork",\s+"wait4"\s+\]/);
    const none = await run(`${BUILD} --seccomp elsewhere app.xml`);
    expect(none.stderr).toContain("error[seccomp-not-found]: there is no elsewhere/app.calls");
    const empty = await run(`${BUILD} app.xml`, { "app.calls": "# nothing\n" });
    expect(empty.stderr).toContain("error[seccomp-not-found]: app.calls names no system call");
  });

  it("lies beside the description", async () => {
    const files = { "xml/app.xml": FILES["app.xml"] ?? "", "xml/app.calls": "execve\nvfork\nwait4\n" };
    const { written } = await run(`${BUILD} -o o.tar xml/app.xml`, files);
    expect(Buffer.from(written.get("o.tar") ?? []).toString("latin1")).toMatch(/"names": \[\s+"execve",\s+"vfork",\s+"wait4"\s+\]/);
  });
});

it("explain tells of a line of config.json", async () => {
  const text = textOf("bundle-everything-v1/expected/overlay/container/APP/config.json").split("\n");
  const line = text.findIndex((each) => each.includes("104857600")) + 1;
  const { stdout } = await run(`explain ${BUILD} --path container/APP/config.json:${line} app.xml`);
  expect(stdout).toContain("app.xml:47:7");
});

it("inspect tells what bundles mount, plugins' mounts too", async () => {
  const { written } = await run(`${BUILD} -o o.tar app.xml`);
  const { stdout } = await run("inspect --json o.tar", Object.fromEntries(written));
  const { mounts } = JSON.parse(stdout) as { readonly mounts: readonly object[] };
  expect(mounts).toContainEqual({
    container: "APP",
    target: "/proc",
    source: "proc",
    type: "proc",
    options: expect.arrayContaining(["nodev"]),
  });
  expect(mounts).toContainEqual({ container: "APP", target: "/opt/app", source: "/opt/app.img", type: "ext4", options: ["loop"] });
  expect(mounts).toContainEqual({
    container: "APP",
    target: "/opt/more",
    source: "/opt/more",
    type: "dynamic",
    options: ["rbind", "ro", "nosuid"],
  });
});

it("--fix brings DobbyInit", async () => {
  const files = { "app.xml": textOf("bundle-init-missing/app.xml") };
  const { written } = await run("check --fix -s -r rootfs.tar app.xml", files);
  expect(Buffer.from(written.get("app.xml") ?? []).toString("utf8")).toContain("<Source>/usr/libexec/DobbyInit</Source>");
});

describe("--target oci", () => {
  it("is an option that the report has, and says nothing about LXC containers", async () => {
    const files = {
      "rootfs.tar": rootfsTarball(join(GOLDEN, "bundle-and-lxc/rootfs.manifest")),
      "lxc.xml": textOf("bundle-and-lxc/lxc.xml"),
    };
    const { written } = await run("-s -r rootfs.tar -o o.tar --target oci --report r.json min.xml lxc.xml", files);
    const report = JSON.parse(Buffer.from(written.get("r.json") ?? []).toString("utf8")) as Record<string, unknown>;
    expect(report["options"]).toMatchObject({ target: "oci" });
    expect(report["containers"]).toMatchObject([
      { name: "LXC", launcher: {} },
      { name: "MIN", target: "oci" },
    ]);
    const plain = await run("-s -r rootfs.tar -o o.tar lxc.xml", files);
    const alone = await run("-s -r rootfs.tar -o o.tar --target oci lxc.xml", files);
    expect(alone.written.get("o.tar")).toEqual(plain.written.get("o.tar"));
  });
});

it("a run of bundles alone asks for no dialect", async () => {
  const { stderr } = await run("check -s -r rootfs.tar min.xml");
  expect(stderr).not.toMatch(/lxc-unknown|lxc-guessed/);
  expect((await run("check -s -r rootfs.tar --lxc 2.0 min.xml")).stderr).not.toContain("cgroup-generation");
});
