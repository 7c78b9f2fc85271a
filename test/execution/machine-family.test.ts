import { describe, expect, it } from "vitest";
import { familyOf, hostFamily } from "../../src/execution/machine-family.ts";
import { readHostElf } from "../../src/rootfs/elf.ts";
import { elf } from "../check/check-of.ts";
import { type EntrySketch, rootfsOf } from "../rootfs/rootfs-of.ts";

const family = (...host: readonly EntrySketch[]): string | undefined => {
  const rootfs = rootfsOf(...host);
  return hostFamily(rootfs, (node) => readHostElf(rootfs, node));
};

const familyOfMachine = (machine: string): string | undefined => family(elf("bin/sh", { machine }));

describe("the machines of a host", () => {
  it.each([
    ["x86", "x86_64"],
    ["arm", "aarch64"],
  ])("are one family for %s and %s", (one, other) => {
    expect(familyOfMachine(one)).toBe(familyOfMachine(other));
  });

  it("are others in another byte order", () => {
    expect(familyOfMachine("mips")).not.toBe(familyOfMachine("mipsel"));
    expect(familyOfMachine("arm")).not.toBe(familyOfMachine("mipsel"));
  });

  it("are not known where programs differ, tell nothing, or others' programs may run", () => {
    expect(family(elf("bin/sh"), elf("sbin/init", { machine: "mipsel" }))).toBeUndefined();
    expect(family({ path: "bin/sh", content: "sh" })).toBeUndefined();
    expect(family(elf("bin/sh"), { path: "usr/bin/qemu-mipsel-static", content: "" })).toBeUndefined();
    expect(family(elf("bin/sh"), { path: "usr/lib/binfmt.d/x.conf", content: "" })).toBeUndefined();
  });

  it("are named by number and byte order where no other belongs to them", () => {
    const rootfs = rootfsOf(elf("bin/sh", { machine: "mips" }));
    const node = rootfs.nodes.get("bin/sh");
    const read = node === undefined ? undefined : readHostElf(rootfs, node);
    expect(read?.kind === "elf" ? familyOf(read) : undefined).toBe("8, big endian");
  });
});
