import { expect, it } from "vitest";
import { amendedNodes } from "../../src/rootfs/amended-nodes.ts";
import { impliedDirectory } from "../../src/rootfs/implied-directory.ts";
import { rootfsOf } from "./rootfs-of.ts";

it("has what is new, what is another now, and not what is gone", () => {
  const { nodes } = rootfsOf({ path: "etc/a" }, { path: "etc/c" }, { path: "etc/link", type: "symlink", target: "a" });
  const link = (path: string) => ({ ...impliedDirectory(path), type: "symlink" as const, target: "c" });
  const changes = new Map([
    ["etc/a", undefined],
    ["etc/b", link("etc/b")],
    ["etc/c", link("etc/c")],
    ["etc/link", undefined],
    ["usr", impliedDirectory("usr")],
    ["usr/d", link("usr/d")],
  ]);
  const amended = amendedNodes(nodes, changes);
  expect(amended.namesIn("etc")).toEqual(["b", "c"]);
  expect(amended.namesIn("usr")).toEqual(["d"]);
  expect(amended.namesIn("")).toEqual(["etc", "usr"]);
  expect([...amended].map(({ path }) => path)).toEqual(["", "etc", "etc/b", "etc/c", "usr", "usr/d"]);
  expect([...amended.symlinks()].map(({ path }) => path)).toEqual(["etc/b", "etc/c", "usr/d"]);
  expect(amended.get("etc/c")?.target).toBe("c");
  expect(amended.get("etc/a")).toBeUndefined();
});
