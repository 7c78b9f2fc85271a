import { describe, expect, it } from "vitest";
import { followLinks } from "../../src/plan/follow-links.ts";
import { link, rootfsOf } from "../rootfs/rootfs-of.ts";

describe("followLinks", () => {
  const rootfs = rootfsOf(
    { path: "usr/lib/a.so.1.2", content: "" },
    link("lib", "usr/lib"),
    link("usr/lib/a.so.1", "a.so.1.2"),
    link("usr/lib/a.so", "../../lib/a.so.1"),
    link("usr/lib/gone", "/usr/share/none"),
    link("usr/lib/round", "around"),
    link("usr/lib/around", "/lib/round"),
  );
  const trail = (path: string): readonly string[] => followLinks(rootfs, path).map((node) => node.path);

  it("goes through every link, by real paths", () => {
    expect(trail("/lib/a.so")).toEqual(["usr/lib/a.so", "usr/lib/a.so.1", "usr/lib/a.so.1.2"]);
    expect(trail("/usr/lib/a.so.1.2")).toEqual(["usr/lib/a.so.1.2"]);
  });

  it("ends where nothing is, and where it was before", () => {
    expect(trail("/usr/lib/gone")).toEqual(["usr/lib/gone"]);
    expect(trail("/none")).toEqual([]);
    expect(trail("/usr/lib/round")).toEqual(["usr/lib/round", "usr/lib/around"]);
  });
});
