import { describe, expect, it } from "vitest";
import { link } from "../rootfs/rootfs-of.ts";
import { CACHE_OF_DEVICE, checkOf, elf, LD, libraries, library, messages, mount, program } from "./check-of.ts";

/** What ld.so(8) does with an ELF file and those that loaded it. */
describe("linking", () => {
  const ld = library("lib/ld-linux.so.3");
  const usr = mount("/usr", { type: "dir" });
  const opt = mount("/opt", { type: "dir" });
  const missing = (name: string, by: string): string => `missing-library: ${name} is needed by ${by} but not in the container`;

  it("takes a library of its own byte order only", () => {
    const app = elf("usr/bin/app", { machine: "mipsel", interpreter: LD, needed: ["liba.so"] });
    const host = [app, elf("lib/ld-linux.so.3", { machine: "mipsel" }), elf("usr/lib/liba.so", { machine: "mips", soname: "liba.so" })];
    const found = messages(checkOf({ host, rootfs: usr + libraries("ld-linux") }), "missing-library");
    expect(found).toEqual([`${missing("liba.so", "usr/bin/app")} (usr/lib/liba.so is for 32-bit MIPS)`]);
  });

  it("does not search for what is loaded already under its DT_SONAME", () => {
    const real = elf("opt/x/libreal.so.1.0", { soname: "libreal.so.1" });
    const app = elf("usr/bin/app", { interpreter: LD, needed: ["libalias.so", "liba.so"] });
    const host = [ld, app, library("usr/lib/liba.so", "libreal.so.1"), real, link("usr/lib/libalias.so", "/opt/x/libreal.so.1.0")];
    expect(messages(checkOf({ host, rootfs: usr + opt + libraries("ld-linux") }), "missing-library")).toEqual([]);
    const without = elf("opt/x/libreal.so.1.0", { soname: "libother.so.1" });
    const others = [...host.filter((entry) => entry !== real), without];
    expect(messages(checkOf({ host: others, rootfs: usr + opt + libraries("ld-linux") }), "missing-library")).toEqual([
      missing("libreal.so.1", "usr/lib/liba.so (needed by usr/bin/app)"),
    ]);
  });

  it("takes what is loaded under a DT_SONAME for a library of that name, and then that one is not needed", () => {
    const alias = elf("usr/lib/liba.so", { soname: "libb.so" });
    const real = [link("usr/lib/libb.so", "/lib/libreal.so.1"), library("lib/libreal.so.1")];
    const host = [ld, program("usr/bin/app", "liba.so", "libb.so"), alias, ...real];
    const rootfs = usr + libraries("ld-linux", "libreal");
    expect(messages(checkOf({ host, rootfs }), "unused-library")).toEqual(["unused-library: nothing in the container needs libreal.so.1"]);
  });

  it("searches where the RPATH of those above says, unless the file has a RUNPATH", () => {
    const libraryAt = (path: string, given: { rpath?: string; runpath?: string } = {}) =>
      elf(path, { soname: path.replace(/.*\//, ""), needed: path.includes("liba") ? ["libb.so"] : [], ...given });
    const found = (given: { rpath?: string; runpath?: string }, app: { rpath?: string; runpath?: string }) => {
      const main = elf("usr/bin/app", { interpreter: LD, needed: ["liba.so"], ...app });
      const host = [ld, main, libraryAt("opt/a/liba.so", given), libraryAt("opt/a/libb.so")];
      return messages(checkOf({ host, rootfs: usr + opt + libraries("ld-linux") }), "missing-library");
    };
    const lacksB = [`${missing("libb.so", "opt/a/liba.so (needed by usr/bin/app)")} (opt/a/libb.so lies where it is not searched)`];
    expect(found({}, { rpath: "/opt/a" })).toEqual([]);
    expect(found({ rpath: "/opt/none" }, { rpath: "/opt/a" })).toEqual([]);
    expect(found({ runpath: "/opt/none" }, { rpath: "/opt/a" })).toEqual(lacksB);
    // A RUNPATH is for what the file itself needs, and an RPATH beside it counts for nothing.
    const notInherited =
      /^missing-library: libb.so .* lies in the RUNPATH of usr\/bin\/app, which does not count for what its libraries need\)$/;
    expect(found({}, { runpath: "/opt/a" })).toEqual([expect.stringMatching(notInherited)]);
    expect(found({}, { rpath: "/opt/a", runpath: "/opt/a" })).toEqual([expect.stringMatching(notInherited)]);
  });

  it("takes no directory from a hwcap line of ld.so.conf", () => {
    const host = [ld, program("usr/bin/app", "liba.so"), library("opt/lib/liba.so")];
    const rootfs = usr + opt + CACHE_OF_DEVICE + libraries("ld-linux");
    const found = (conf: string) =>
      messages(checkOf({ host: [...host, { path: "etc/ld.so.conf", content: conf }], rootfs }), "missing-library");
    expect(found("/opt/lib\n")).toEqual([]);
    expect(found("hwcap 1 /opt/lib\n")).toEqual([`${missing("liba.so", "usr/bin/app")} (opt/lib/liba.so lies where it is not searched)`]);
  });
});
