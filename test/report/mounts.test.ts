import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/memory-source.ts";
import { readMounts } from "../../src/report/mounts.ts";
import { printMounts } from "../../src/report/print-mounts.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

const mountsOf = (conf: string, path = "/container/A/conf/lxc.conf") => {
  const source = memorySource(manifestTarball(`file ${path} <<END\n${conf}\nEND\n`));
  return readMounts(readArchive(source, "overlay.tar").value, source);
};

describe("the mounts of an overlay", () => {
  it("are what LXC reads of lxc.conf, octal escapes and quotes taken off", () => {
    const { mounts } = mountsOf(`lxc.mount.entry = /a\\040b c\\011d/ none ro,bind 0 0
  lxc.mount.entry="tmpfs tmp tmpfs size=1m"
# lxc.mount.entry = /no no none bind 0 0
lxc.mount.entry = incomplete`);
    expect(mounts).toEqual([
      { container: "A", target: "/c\td", source: "/a b", type: "none", options: ["ro", "bind"] },
      { container: "A", target: "/tmp", source: "tmpfs", type: "tmpfs", options: ["size=1m"] },
    ]);
  });

  it("are those of lxc.mount.auto, too", () => {
    expect(mountsOf("lxc.mount.auto = proc:mixed sys constructor:ro").mounts).toEqual([
      { container: "A", target: "/proc", source: "proc", type: "proc", options: ["mixed"] },
      { container: "A", target: "/sys", source: "sys", type: "sysfs", options: [] },
    ]);
  });

  it("stand beside the hooks, whose version is none of them", () => {
    const { hooks } = mountsOf("lxc.hook.version = 1\nlxc.hook.mount = /m\nlxc.hook.pre-start = /p x");
    expect(hooks).toEqual([
      { container: "A", hook: "mount", command: "/m" },
      { container: "A", hook: "pre-start", command: "/p x" },
    ]);
  });

  it("are read of no other file", () => {
    expect(mountsOf("lxc.hook.mount = /m", "/container/A/rootfs/container/A/conf/lxc.conf")).toEqual({ mounts: [], hooks: [] });
    expect(mountsOf("lxc.hook.mount = /m", "/etc/lxc.conf")).toEqual({ mounts: [], hooks: [] });
  });

  it("are told with control characters escaped", () => {
    expect(printMounts(mountsOf("lxc.mount.entry = /\u001b[31m x none bind 0 0"))).not.toContain("\u001b");
  });
});
