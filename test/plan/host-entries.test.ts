import { containerEntries } from "../../src/entries/container-entries.ts";
import { describe, expect, it } from "vitest";
import type { Options } from "../../src/model/options.ts";
import { NO_XATTRS } from "../../src/tar/entry.ts";
import { capable, mount, planOf } from "../check/check-of.ts";
import { link } from "../rootfs/rootfs-of.ts";

const note = new Map([
  ["user.note", Buffer.from("kept")],
  ["security.selinux", Buffer.from("label")],
  ["security.ima", Buffer.from("hash")],
  ["security.evm", Buffer.from("hmac")],
  ["system.nfs4_acl", Buffer.from("acl")],
  ["trusted.overlay.opaque", Buffer.from("y")],
  ["user.overlay.origin", Buffer.from("x")],
  ["trusted.other", Buffer.from("too")],
]);

const HOST = [
  { path: "opt/", mtime: 100 },
  { path: "opt/moved/", mtime: 200, xattrs: note },
  { path: "opt/moved/old", mtime: 300, content: "x", xattrs: note },
  { path: "opt/moved/new", mtime: 2000, content: "x" },
  { path: "usr/", mtime: 2100, xattrs: note },
  { path: "usr/bin/", mtime: 2200 },
  { path: "usr/bin/ping", mtime: 2300, content: "x", mode: 0o755, xattrs: note },
  { path: "usr/lib/", mtime: 2400 },
  { path: "usr/lib/liba.so.1", mtime: 2500, content: "x", xattrs: note },
  link("usr/lib/liba.so", "liba.so.1"),
  { path: "etc/containerLog.properties", mtime: 2600, content: "x", xattrs: note },
];

const MOVE = '<MoveContent><Entry type="dir"><Source>/opt/moved</Source><Destination>srv</Destination></Entry></MoveContent>';
const LINK = "<LibsHardlinks><Entry>liba</Entry></LibsHardlinks>";
const MOUNT = mount("/usr/bin/ping", { options: "ro,bind,nodev" });
const CAPS = MOUNT.replace("<Entry ", '<Entry caps="cap_net_raw+ep" ');

const entriesOf = (options: Partial<Options> = {}) => {
  const { plan } = planOf({ host: HOST, rootfs: MOVE + CAPS + LINK, config: '<Logging enable="true"/>', exec: "/x", options });
  return new Map(plan.containers.flatMap((each) => containerEntries(plan, each).map((entry) => [entry.path, entry] as const)));
};

const GENERATED = [
  "container",
  "container/APP",
  "container/APP/conf/lxc.conf",
  "container/APP/conf/removed",
  "container/APP/launcher/app.sh",
  "container/APP/rootfs",
  "container/APP/rootfs/dev",
  "container/APP/rootfs/init.lxc.static",
  "container/APP/rootfs/etc/passwd",
  "container/APP/rootfs/usr/bin/ping",
  "opt/.wh.moved",
  "etc/containerLog.properties",
];
const ROOTFS = "container/APP/rootfs";

describe("the times of an overlay", () => {
  it("are 0 for what is generated, and the host's for what is taken from it", () => {
    const entries = entriesOf();
    expect(GENERATED.map((path) => [path, entries.get(path)?.mtime])).toEqual(GENERATED.map((path) => [path, 0]));
    expect(entries.get(`${ROOTFS}/srv/moved`)?.mtime).toBe(200);
    expect(entries.get(`${ROOTFS}/srv/moved/old`)?.mtime).toBe(300);
    expect(entries.get(`${ROOTFS}/srv/moved/new`)?.mtime).toBe(2000);
    expect(entries.get("usr/bin/ping")?.mtime).toBe(2300);
    expect(entries.get(`${ROOTFS}/usr/lib/liba.so.1`)).toMatchObject({ type: "hardlink", mtime: 2500 });
    expect([entries.get("opt")?.mtime, entries.get("usr")?.mtime, entries.get("usr/bin")?.mtime]).toEqual([100, 2100, 2200]);
  });

  it("are SOURCE_DATE_EPOCH, and not later for what is carried; hard links and directories on the way keep the host's", () => {
    const entries = entriesOf({ sourceDateEpoch: 1000 });
    expect(GENERATED.map((path) => [path, entries.get(path)?.mtime])).toEqual(GENERATED.map((path) => [path, 1000]));
    expect(entries.get(`${ROOTFS}/srv/moved`)?.mtime).toBe(200);
    expect(entries.get(`${ROOTFS}/srv/moved/new`)?.mtime).toBe(1000);
    expect(entries.get("usr/bin/ping")?.mtime).toBe(1000);
    expect(entries.get(`${ROOTFS}/usr/lib/liba.so.1`)?.mtime).toBe(2500);
    expect([entries.get("opt")?.mtime, entries.get("usr")?.mtime, entries.get("usr/bin")?.mtime]).toEqual([100, 2100, 2200]);
  });

  it("take SOURCE_DATE_EPOCH 0 for a time", () => {
    expect(entriesOf({ sourceDateEpoch: 0 }).get(`${ROOTFS}/srv/moved/old`)?.mtime).toBe(0);
  });
});

describe("the extended attributes of an overlay", () => {
  const text = (value: Uint8Array): string => Buffer.from(value).toString();

  it.each([`${ROOTFS}/srv/moved`, `${ROOTFS}/srv/moved/old`, `${ROOTFS}/usr/lib/liba.so.1`])(
    "of %s are the host's but for the machine's own",
    (path) => {
      const xattrs = entriesOf().get(path)?.xattrs ?? NO_XATTRS;
      expect([...xattrs].map(([name, value]) => [name, text(value)])).toEqual([
        ["user.note", "kept"],
        ["security.ima", "hash"],
        ["trusted.other", "too"],
      ]);
    },
  );

  it("of a directory that is only passed through are the host's, the machine's own as well", () => {
    expect(entriesOf().get("usr")?.xattrs).toEqual(note);
  });

  it("of a file that gets a content of its own do not cover the host's", () => {
    expect([...(entriesOf().get("etc/containerLog.properties")?.xattrs.keys() ?? [])]).toEqual(["user.note", "trusted.other"]);
  });

  it("are told once a run where they are dropped, the hard link's and the passed-through directories' not among them", () => {
    const { found } = planOf({ host: HOST, rootfs: MOVE + MOUNT + LINK, exec: "/x" });
    expect(found.filter(({ code }) => code === "dropped-attributes").map(({ message }) => message)).toEqual([
      "the overlay does not take over security.evm of 2 files (it covers owner and mode, which change), security.selinux of 2 files " +
        "(the label is given by the policy of the machine that has it), system.nfs4_acl of 2 files (it names users of a file server), " +
        "trusted.overlay.opaque of 2 files (overlayfs keeps its own records there), user.overlay.origin of 2 files (overlayfs keeps its own records there)",
    ]);
  });

  it("of a file that gets capabilities stay beside them", () => {
    expect([...(entriesOf().get("usr/bin/ping")?.xattrs.keys() ?? [])]).toEqual([
      "user.note",
      "security.ima",
      "trusted.other",
      "security.capability",
    ]);
  });

  it("replace capabilities by those that are asked for", () => {
    const host = [capable({ path: "usr/bin/ping", mode: 0o755, content: "x" }, "cap_chown,cap_kill+eip")];
    const { plan, found } = planOf({ host, rootfs: CAPS });
    expect(found.map(({ code }) => code)).toEqual(["no-launcher", "caps-on-host-file"]);
    const expected = capable({ path: "" }, "cap_net_raw+ep").xattrs?.get("security.capability");
    const entry = plan.containers[0]?.hostEntries.find(({ path }) => path === "usr/bin/ping");
    expect(entry?.xattrs.get("security.capability")).toEqual(expected ?? expect.unreachable());
  });
});
