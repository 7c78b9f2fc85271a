import { describe, expect, it } from "vitest";
import { closestLibraryNames, findLibraries, librariesIn } from "../../src/rootfs/libraries.ts";
import { type EntrySketch, link, rootfsOf } from "./rootfs-of.ts";

const DIRECTORIES = ["/lib", "/usr/lib/", "/usr/lib/gstreamer-1.0"];
const files = (...paths: readonly string[]): EntrySketch[] => paths.map((path) => ({ path, content: "" }));
const namesOf = (sketches: readonly EntrySketch[], entry: string, directories = DIRECTORIES) =>
  findLibraries(librariesIn(rootfsOf(...sketches), directories), entry).map((match) => `${match.directory}/${match.name}`);

describe("findLibraries", () => {
  const libraries = [
    ...files(
      "lib/libc.so.6",
      "lib/libc-2.31.so",
      "lib/libcap.so.2",
      "lib/libc",
      "lib/libc_x.so",
      "usr/lib/libcrypt.so",
      "usr/lib/sub/libc.so.7",
    ),
    link("usr/lib/libc.so", "../../lib/libc.so.6"),
    { path: "usr/lib/libc.d/" },
    { path: "usr/lib/libc.fifo", type: "fifo" as const },
  ];

  it("takes the name itself and what goes on with a dot or dash, files and symlinks only", () => {
    expect(namesOf(libraries, "libc")).toEqual(["/lib/libc", "/lib/libc-2.31.so", "/usr/lib/libc.so", "/lib/libc.so.6"]);
    expect(namesOf(libraries, "libc.so.6")).toEqual(["/lib/libc.so.6"]);
    expect(namesOf(libraries, "libc.s")).toEqual([]);
  });

  it("gives the node that stands there, not what a symlink leads to", () => {
    const [match] = findLibraries(librariesIn(rootfsOf(...libraries), DIRECTORIES), "libc.so.6");
    expect(match).toMatchObject({ directory: "/lib", name: "libc.so.6", node: { path: "lib/libc.so.6" } });
    expect(findLibraries(librariesIn(rootfsOf(...libraries), ["/usr/lib"]), "libc.so")).toMatchObject([
      { node: { type: "symlink", path: "usr/lib/libc.so" } },
    ]);
  });

  it("takes a name that stands in several directories from the first", () => {
    const sketches = files("usr/lib/libz.so.1", "lib/libz.so.1", "usr/lib/libz.so.2", "opt/libz.so.0");
    expect(namesOf(sketches, "libz", ["/usr/lib", "/lib", "/opt", "/missing"])).toEqual([
      "/opt/libz.so.0",
      "/usr/lib/libz.so.1",
      "/usr/lib/libz.so.2",
    ]);
  });

  it("counts merged directories as the first of them", () => {
    const sketches = [link("lib", "usr/lib"), ...files("usr/lib/libz.so.1")];
    expect(findLibraries(librariesIn(rootfsOf(...sketches), DIRECTORIES), "libz")).toMatchObject([
      { directory: "/lib", name: "libz.so.1", node: { path: "usr/lib/libz.so.1" } },
    ]);
  });

  it("never takes the development files for libbusybox", () => {
    const sketches = files("lib/libbusybox.so.1", "lib/libbusybox-devel.so", "lib/libbusybox-x.so");
    expect(namesOf(sketches, "libbusybox")).toEqual(["/lib/libbusybox-x.so", "/lib/libbusybox.so.1"]);
    expect(namesOf(sketches, "libbusybox-devel")).toEqual(["/lib/libbusybox-devel.so"]);
  });
});

describe("closestLibraryNames", () => {
  const rootfs = rootfsOf(
    ...files("lib/libdbus-1.so.3", "usr/lib/libdbus-1.so.3.32.4", "lib/libexpat.so.1", "lib/libnl-3.so.200", "lib/libm.so.6"),
    {
      path: "lib/libdbux/",
    },
  );

  it("names entries that would find something, the closest first", () => {
    expect(closestLibraryNames(librariesIn(rootfs, DIRECTORIES), "libdbs")).toEqual(["libdbus"]);
    expect(closestLibraryNames(librariesIn(rootfs, DIRECTORIES), "libxm")).toEqual(["libm"]);
    expect(closestLibraryNames(librariesIn(rootfs, DIRECTORIES), "libxml2")).toEqual([]);
    expect(closestLibraryNames(librariesIn(rootfs, DIRECTORIES), "libexpatt")).toEqual(["libexpat"]);
    expect(closestLibraryNames(librariesIn(rootfs, DIRECTORIES), "completely-different")).toEqual([]);
    for (const name of closestLibraryNames(librariesIn(rootfs, DIRECTORIES), "libdbs"))
      expect(findLibraries(librariesIn(rootfs, DIRECTORIES), name)).not.toEqual([]);
  });
});
