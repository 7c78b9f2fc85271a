import { describe, expect, it } from "vitest";
import { isUnknown } from "../../src/view/container-view.ts";
import { viewDevice } from "../../src/view/views.ts";
import type { Mount } from "../../src/plan/mount.ts";
import type { ContainerPlan } from "../../src/plan/plan.ts";
import type { PlannedNode } from "../../src/plan/planned-node.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { readHostFile } from "../../src/rootfs/read-file.ts";
import { NO_XATTRS } from "../../src/tar/entry.ts";
import { link, rootfsOf } from "../rootfs/rootfs-of.ts";
import { containerPlan, mountPlan, moveOf, overlayPlan, ownRootfs } from "../support/plans.ts";

const host = rootfsOf(
  { path: "usr/share/a", content: "A" },
  { path: "usr/share/deep/b", content: "B" },
  link("usr/share/absolute", "/etc/c"),
  link("usr/share/relative", "deep/b"),
  { path: "etc/c", content: "host's c" },
  { path: "opt/c", content: "other c" },
);

type Placed = readonly [place: string, node: PlannedNode];

const entry = (place: string, given: Partial<PlannedNode> = {}): Placed => [
  place,
  {
    type: "file",
    mode: 0o440,
    uid: 7,
    gid: 7,
    mtime: 0,
    target: "",
    xattrs: NO_XATTRS,
    content: { kind: "none" },
    why: { reason: "test", span: undefined },
    ...given,
  },
];

const directories = (...places: readonly string[]): readonly Placed[] => places.map((place) => entry(place, { type: "directory" }));

const planned = (mounts: readonly Mount[], nodes: readonly Placed[], ...moved: readonly string[]): ContainerPlan =>
  containerPlan({ rootfs: ownRootfs(...nodes), mounts, moves: moved.map(moveOf) });

const viewOf = (container: ContainerPlan) => {
  const plan = overlayPlan({ containers: [container] });
  const view = viewDevice(plan, host).containers.get(container.name);
  if (view === undefined) throw new Error("no view");
  return (path: string): string => {
    const found = lookup(view.rootfs, path);
    if (found.kind === "loop") return "loop";
    if (found.kind === "missing") return isUnknown(view, found.path) ? "unknown" : "missing";
    return found.node.type === "file" ? `file ${Buffer.from(readHostFile(host, found.node)).toString()}` : found.node.type;
  };
};

describe("the container's view", () => {
  it("shows the container's own files, links and directories", () => {
    const show = viewOf(
      planned(
        [],
        [
          ...directories("etc", "bin"),
          entry("etc/passwd", { content: { kind: "generated", what: "passwd" } }),
          entry("bin/moved", { content: { kind: "host", path: "usr/share/a" } }),
          entry("bin/hard", { type: "hardlink", target: "usr/share/deep/b" }),
          entry("bin/soft", { type: "symlink", target: "../bin/moved" }),
          entry("bin/loop", { type: "symlink", target: "/bin/loop" }),
        ],
      ),
    );
    expect(["", "etc", "etc/passwd", "/bin/moved", "bin/hard", "bin/soft", "bin/loop", "usr/share/a"].map(show)).toEqual([
      "directory",
      "directory",
      "file ",
      "file A",
      "file B",
      "file A",
      "loop",
      "missing",
    ]);
  });

  it("follows the host's symlinks inside the container", () => {
    const share = mountPlan("srv", { host: "usr/share" });
    expect(["srv/relative", "srv/absolute"].map(viewOf(planned([share], directories("srv"))))).toEqual(["file B", "missing"]);
    const etc = mountPlan("etc/c", { host: "opt/c" });
    expect(viewOf(planned([share, etc], [...directories("srv", "etc"), entry("etc/c")]))("srv/absolute")).toBe("file other c");
  });

  it("shows the host's root like any other directory", () => {
    const show = viewOf(planned([mountPlan("host", { host: "" })], directories("host")));
    expect(["host", "host/usr/share/a", "host/etc/c", "hostetc/c"].map(show)).toEqual(["directory", "file A", "file host's c", "missing"]);
  });

  it("stacks later mounts on earlier ones", () => {
    const inner = mountPlan("srv/deep/b", { host: "opt/c" });
    const outer = mountPlan("srv", { host: "usr/share" });
    const over = mountPlan("srv/deep", { source: "tmpfs", host: undefined, fsType: "tmpfs", options: ["size=1m"] });
    const show = (...mounts: readonly Mount[]) => viewOf(planned(mounts, directories("srv")));
    expect(["srv/a", "srv/deep/b"].map(show(outer, inner))).toEqual(["file A", "file other c"]);
    expect(["srv/a", "srv/deep/b"].map(show(inner, outer))).toEqual(["file A", "file B"]);
    expect(["srv/a", "srv/deep", "srv/deep/b"].map(show(outer, over))).toEqual(["file A", "directory", "missing"]);
    expect(["srv/deep/b"].map(show(outer, over, inner))).toEqual(["file other c"]);
  });

  it("shows nothing of a mount that another one hides, nor of what was mounted in it", () => {
    const inner = mountPlan("srv/deep/new/c", { host: "opt/c" });
    const over = mountPlan("srv", { host: "etc" });
    const show = viewOf(planned([mountPlan("srv", { host: "usr/share" }), inner, over], directories("srv")));
    expect(["srv/c", "srv/a", "srv/deep", "srv/deep/b", "srv/deep/new/c"].map(show)).toEqual([
      "file host's c",
      "missing",
      "missing",
      "missing",
      "missing",
    ]);
  });

  it("does not know what the device makes", () => {
    const data = mountPlan("data", { host: undefined, options: ["bind"] });
    const disk = mountPlan("disk", { source: "/dev/sda1", host: undefined, fsType: "ext4", options: ["ro"] });
    const known = mountPlan("data/c", { host: "opt/c" });
    const show = viewOf(planned([data, disk, known], directories("data", "disk")));
    expect(["data", "data/c", "datax"].map(show)).toEqual(["directory", "file other c", "missing"]);
    expect(["data/x/y", "disk", "disk/x"].map(show)).toEqual(["unknown", "unknown", "unknown"]);
    const tmpfs = mountPlan("data", { host: undefined, fsType: "tmpfs", options: [] });
    expect(viewOf(planned([known, data, tmpfs], directories("data")))("data/c")).toBe("missing");
  });

  it("lacks what was moved away from the host, but has it where it went", () => {
    const share = mountPlan("srv", { host: "usr/share" });
    const moved = entry("deep/b", { content: { kind: "host", path: "usr/share/deep/b" } });
    const show = viewOf(planned([share], [...directories("srv", "deep"), moved], "usr/share/deep"));
    expect(["srv/a", "srv/deep", "srv/deep/b", "deep/b"].map(show)).toEqual(["file A", "missing", "missing", "file B"]);
  });

  describe("of a bind of the container's own root", () => {
    const own = directories("etc", "etc/own", "data", "share");
    const file = entry("etc/own/f", { content: { kind: "host", path: "usr/share/a" } });
    const point = entry("etc/own/point");
    const from = (place: string, given: Partial<Mount> = {}): Mount =>
      mountPlan("data", { source: place, host: undefined, inside: { place, own: place }, ...given });

    it("shows what stood there before all mounts", () => {
      const over = mountPlan("etc/own/point", { host: "opt/c" });
      const show = viewOf(planned([over, from("etc/own")], [...own, file, point]));
      expect(["data", "data/f", "data/point", "etc/own/point", "data/none"].map(show)).toEqual([
        "directory",
        "file A",
        "file ",
        "file other c",
        "missing",
      ]);
      expect(viewOf(planned([from("etc/own/f")], [...own, file]))("data")).toBe("file A");
    });

    it("shows with rbind the mounts below as well, as far as one can see them", () => {
      const hidden = mountPlan("etc/own/point", { host: "etc/c" });
      const over = mountPlan("etc/own/point", { host: "opt/c" });
      const recursive = from("etc/own", { options: ["ro", "rbind", "relative"] });
      expect(viewOf(planned([hidden, over, recursive], [...own, file, point]))("data/point")).toBe("file other c");
      const share = mountPlan("etc/own", { host: "usr/share" });
      const shown = from("etc/own", { host: "usr/share", inside: { place: "etc/own", own: undefined }, options: ["rbind", "relative"] });
      const show = viewOf(planned([over, share, mountPlan("etc/own/deep/b", { host: "opt/c" }), shown], [...own, file, point]));
      expect(["data/a", "data/deep/b", "data/point"].map(show)).toEqual(["file A", "file other c", "missing"]);
    });

    it("is hidden by a later mount like any other", () => {
      const show = viewOf(planned([from("etc/own"), mountPlan("data", { host: "etc" })], [...own, file]));
      expect(["data/f", "data/c"].map(show)).toEqual(["missing", "file host's c"]);
    });
  });

  it("is the host where the rootfs is shared", () => {
    const show = viewOf(containerPlan({ moves: [moveOf("opt")] }));
    expect(["usr/share/a", "usr/share/absolute", "opt/c"].map(show)).toEqual(["file A", "file host's c", "missing"]);
  });
});

describe("directories of the container", () => {
  const ownersOf = (container: ContainerPlan, ...places: readonly string[]): readonly string[] => {
    const view = viewDevice(overlayPlan({ containers: [container] }), host).containers.get(container.name);
    return places.map((place) => {
      const node = view?.rootfs.nodes.get(place);
      return node === undefined ? "nothing" : `${node.mode.toString(8)} ${node.uid}:${node.gid}`;
    });
  };

  it("are those of its owner, of the host or of the file system that is mounted", () => {
    const mounts = [
      mountPlan("usr/share"),
      mountPlan("tmp", { fsType: "tmpfs", source: "tmpfs", host: undefined, options: ["size=1m"] }),
      mountPlan("run/app", { fsType: "tmpfs", source: "tmpfs", host: undefined, options: ["mode=0750", "uid=1000", "gid=44"] }),
      mountPlan("proc", { fsType: "proc", source: "proc", host: undefined, options: ["mode=0700"] }),
      mountPlan("tmp/made", { options: ["bind", "create=dir"], host: "usr/share" }),
    ];
    const container = containerPlan({ rootfs: { ...ownRootfs(), owner: { uid: 7, gid: 8 }, directoryMode: 0o551 }, mounts });
    expect(ownersOf(container, "", "usr/share", "tmp", "run/app", "proc")).toEqual([
      "551 7:8",
      "755 0:0",
      "1777 0:0",
      "750 1000:44",
      "555 0:0",
    ]);
  });
});
