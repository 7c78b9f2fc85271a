import { describe, expect, it, test } from "vitest";
import type { ContainerPlan, Plan } from "../../src/plan/plan.ts";
import type { GeneratedFile, PlannedEntry } from "../../src/plan/planned-node.ts";
import { renderContainerLog } from "../../src/render/container-log.ts";
import { renderLauncher } from "../../src/lxc/launcher.ts";
import { renderConf } from "../../src/lxc/lxc-conf.ts";
import { renderLxccpid } from "../../src/lxc/lxccpid.ts";
import { renderRemount } from "../../src/lxc/remount.ts";
import { overlayEntries } from "../../src/entries/overlay-entries.ts";
import { overlaysOf } from "../../src/entries/overlays.ts";
import type { HostNode, HostRootfs, Nodes } from "../../src/rootfs/host-rootfs.ts";
import { NO_XATTRS, type NewEntry } from "../../src/tar/entry.ts";
import { readContent } from "../../src/bytes/content.ts";
import type { ByteSource } from "../../src/bytes/source.ts";
import { confPlan, containerPlan, launcherPlan, moveOf, overlayPlan, TEST } from "../support/plans.ts";

const entry = (path: string, given: Partial<PlannedEntry> = {}): PlannedEntry => ({
  path,
  type: "file",
  mode: 0o440,
  uid: 0,
  gid: 0,
  mtime: 0,
  target: "",
  xattrs: NO_XATTRS,
  content: { kind: "none" },
  why: { reason: `test of ${path}`, span: undefined },
  ...given,
});

const directory = (path: string, given: Partial<PlannedEntry> = {}): PlannedEntry =>
  entry(path, { type: "directory", mode: 0o550, ...given });

const generated = (path: string, what: GeneratedFile): PlannedEntry => entry(path, { content: { kind: "generated", what } });

const container = (name: string, given: Partial<ContainerPlan> = {}): ContainerPlan =>
  containerPlan({ name, conf: confPlan({ hostname: name }), ...given });

const planOf = (containers: readonly ContainerPlan[], extras: readonly PlannedEntry[] = []): Plan => overlayPlan({ containers, extras });

const BYTES = Buffer.from("....content of the host file....");

const source: ByteSource = {
  size: BYTES.length,
  read: (target, offset) => BYTES.copy(target, 0, offset, offset + target.length),
};

const hostFile = (path: string, contentOffset: number, size: number): HostNode => ({
  path,
  type: "file",
  mode: 0o644,
  uid: 0,
  gid: 0,
  mtime: 0,
  size,
  target: "",
  devMajor: 0,
  devMinor: 0,
  xattrs: NO_XATTRS,
  contentOffset,
  magic: 0,
});

const program = hostFile("usr/bin/app", 4, 7);

const nodes: Nodes = {
  size: 1,
  get: (path) => (path === program.path ? program : undefined),
  namesIn: () => [],
  filesBelow: () => ({ size: 1, files: [program] }),
  isLinked: () => false,
  symlinks: () => [],
  [Symbol.iterator]: () => [program].values(),
};

const rootfs: HostRootfs = { file: "host.tar", source, nodes };

const render = (containers: readonly ContainerPlan[], extras: readonly PlannedEntry[] = []): readonly NewEntry[] =>
  overlayEntries(planOf(containers, extras), rootfs, containers);

/** What the overlay holds outside of container/ for a container that puts these entries into the host's places. */
const renderHost = (...hostEntries: readonly PlannedEntry[]): readonly NewEntry[] =>
  render([container("APP", { hostEntries })]).filter(({ path }) => !path.startsWith("container"));

const textOf = (entries: readonly NewEntry[], path: string): string | undefined => {
  const found = entries.find((each) => each.path === path);
  if (found !== undefined) expect(found.size).toBe(found.content.length);
  return found === undefined ? undefined : Buffer.from(readContent(found.content)).toString();
};

test("every field of an entry comes from the plan", () => {
  const planned = entry("a", {
    mode: 0o4755,
    uid: 70_000,
    gid: 5,
    mtime: 99,
    xattrs: new Map([
      ["user.x", Uint8Array.of(0, 255)],
      ["user.empty", new Uint8Array()],
    ]),
  });
  const [written] = renderHost(planned);
  expect(written).toEqual({
    path: "a",
    type: "file",
    mode: 0o4755,
    uid: 70_000,
    gid: 5,
    mtime: 99,
    size: 0,
    target: "",
    devMajor: 0,
    devMinor: 0,
    xattrs: new Map([
      ["user.x", Uint8Array.of(0, 255)],
      ["user.empty", new Uint8Array()],
    ]),
    content: new Uint8Array(),
  });
});

test("host content is a run of the host's tarball, not a copy", () => {
  const entries = renderHost(entry("moved", { content: { kind: "host", path: "usr/bin/app" } }));
  expect(entries[0]).toMatchObject({ size: 7, content: { source, offset: 4, length: 7 } });
  expect(textOf(entries, "moved")).toBe("content");
});

test("entries are sorted, hard links last", () => {
  const link = entry("a", { type: "hardlink", target: "usr/lib/z" });
  const symlink = entry("b", { type: "symlink", target: "c" });
  const entries = renderHost(link, directory("d"), entry("d/x"), entry("d-"), symlink);
  expect(entries.map(({ path, target }) => [path, target])).toEqual([
    ["b", "c"],
    ["d-", ""],
    ["d", ""],
    ["d/x", ""],
    ["a", "usr/lib/z"],
  ]);
});

describe("generated files", () => {
  const user = { name: "app", password: "x", uid: 1, gid: 2, gecos: "é", home: "/", shell: "/bin/sh" };
  const app = container("APP", {
    conf: confPlan({
      remount: { script: "/r", binds: [{ destination: "x", options: ["nosuid"], optional: false, below: undefined, why: TEST }] },
    }),
    launcher: launcherPlan(),
    users: [user],
    groups: [{ name: "app", password: "x", gid: 2, members: ["app"] }],
    log: { name: "APP", logs: ["/l"], userName: "app", hostPath: undefined, why: { reason: "Logging", span: undefined } },
    moves: [moveOf("usr/bin/b"), moveOf("usr/bin/a")],
  });
  it.each<[GeneratedFile, string]>([
    ["removed", "/usr/bin/a\n/usr/bin/b\n"],
    ["passwd", "app:x:1:2:é:/:/bin/sh\n"],
    ["group", "app:x:2:app\n"],
    ["container-log", '\n# APP\nAPP_logs="/l"\nAPP_user=app\n'],
    ["lxccpid", renderLxccpid()],
  ])("%s", (what, expected) => {
    expect(textOf(render([{ ...app, hostEntries: [generated("f", what)] }]), "f")).toBe(expected);
  });

  it.each([
    ["conf/lxc.conf", renderConf(app, "5.0", "v2")],
    ["launcher/app.sh", renderLauncher(launcherPlan())],
    ["conf/remount.sh", renderRemount([{ destination: "x", options: ["nosuid"], optional: false, below: undefined, why: TEST }])],
  ])("%s of the target", (place, expected) => {
    expect(textOf(render([app]), `container/APP/${place}`)).toBe(expected);
  });

  it("what the target does not write is a bug", () => {
    expect(() => renderHost(entry("f", { content: { kind: "lowered", path: "f" } }))).toThrow("f was planned without");
  });

  it.each<GeneratedFile>(["passwd", "group"])("%s of a container that has none is a bug", (what) => {
    expect(() => renderHost(generated("f", what))).toThrow(`${what} was planned without`);
  });
});

test("content of a host file that is not there is a bug", () => {
  const lacking = entry("f", { content: { kind: "host", path: "usr/bin/none" } });
  expect(() => renderHost(lacking)).toThrow("usr/bin/none was planned without");
});

describe("several containers", () => {
  const shared = directory("opt");
  const one = container("ONE", { hostEntries: [shared] });
  const two = container("TWO", { hostEntries: [{ ...shared, why: { reason: "another", span: undefined } }] });
  const own = (name: string): readonly string[] => ["", "/conf", "/conf/lxc.conf"].map((end) => `container/${name}${end}`);

  it("what they hold alike is there once, what is theirs is made from their own plan", () => {
    const entries = render([one, two]);
    expect(entries.map(({ path }) => path)).toEqual(["container", ...own("ONE"), ...own("TWO"), "opt"]);
    expect(textOf(entries, "container/ONE/conf/lxc.conf")).toBe(renderConf(one, "5.0", "v2"));
    expect(textOf(entries, "container/TWO/conf/lxc.conf")).toBe(renderConf(two, "5.0", "v2"));
  });

  const differences: readonly Partial<PlannedEntry>[] = [
    { mode: 0o551 },
    { uid: 1 },
    { xattrs: new Map([["a", new Uint8Array()]]) },
    { type: "file" },
  ];
  it.each(differences)("what differs is a bug: %j", (given) => {
    const other = { ...two, hostEntries: [{ ...shared, ...given }] };
    expect(() => render([one, other])).toThrow("opt was planned twice and differently");
  });

  it("an overlay of its own holds one container and the extras", () => {
    const extras = [directory("usr"), generated("usr/lxccpid", "lxccpid")];
    const entries = overlayEntries(planOf([one, two], extras), rootfs, [two]);
    expect(entries.map(({ path }) => path)).toEqual(["container", ...own("TWO"), "opt", "usr", "usr/lxccpid"]);
    expect(textOf(entries, "usr/lxccpid")).toBe(renderLxccpid());
  });

  it("all write to the one log file, after what the host has there", () => {
    const logs = ["ONE", "TWO"].map((name) => ({
      name,
      logs: [`/${name}`],
      userName: undefined,
      hostPath: "usr/bin/app",
      why: { reason: "Logging", span: undefined },
    }));
    const file = generated("etc/log", "container-log");
    const entries = render([container("ZERO"), ...logs.map((log) => container(log.name, { log, hostEntries: [file] }))]);
    expect(textOf(entries, "etc/log")).toBe(Buffer.from(renderContainerLog(logs, Buffer.from("content"))).toString());
  });
});

test("overlaysOf makes one overlay of all containers, or one of each", () => {
  const containers = [container("ONE"), container("TWO")];
  const plan = planOf(containers);
  expect(overlaysOf(plan, rootfs, false)).toEqual([{ container: undefined, entries: overlayEntries(plan, rootfs, containers) }]);
  expect(overlaysOf(plan, rootfs, true)).toEqual(
    containers.map((each) => ({ container: each.name, entries: overlayEntries(plan, rootfs, [each]) })),
  );
});
