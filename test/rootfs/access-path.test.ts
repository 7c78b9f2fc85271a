import { describe, expect, it } from "vitest";
import type { Credentials } from "../../src/linux/access.ts";
import { accessPath, mayReadIn } from "../../src/rootfs/access-path.ts";
import { link, rootfsOf } from "./rootfs-of.ts";

const USER: Credentials = { uid: 1000, gid: 1000, groups: [], dacOverride: false, dacReadSearch: false };
const ROOT: Credentials = { ...USER, uid: 0, gid: 0, dacOverride: true, dacReadSearch: true };

const rootfs = rootfsOf(
  { path: "usr/bin/app", content: "app", mode: 0o755 },
  { path: "usr/bin/plain", content: "plain", mode: 0o644 },
  { path: "opt/closed/", mode: 0o700 },
  { path: "opt/closed/bin/app", content: "app", mode: 0o755 },
  { path: "opt/open/", mode: 0o711 },
  { path: "opt/open/app", content: "app", mode: 0o711 },
  link("opt/way", "closed/bin/app"),
  link("opt/back", "closed/../open/app"),
  link("opt/loop", "loop"),
);

const ask = (path: string, who = USER): string => {
  const access = accessPath(rootfs, path, who, "x");
  if (access.kind === "granted") return `granted ${access.node.path}`;
  return access.kind === "denied" ? `denied ${access.by.path}` : access.kind;
};

describe("accessPath", () => {
  it.each([
    ["/usr/bin/app", "granted usr/bin/app"],
    ["/usr/bin/plain", "denied usr/bin/plain"],
    ["/opt/open/app", "granted opt/open/app"],
    ["/opt/closed", "denied opt/closed"],
    ["/opt/closed/bin/app", "denied opt/closed"],
    ["/opt/closed/nothing", "denied opt/closed"],
    ["/opt/way", "denied opt/closed"],
    ["/opt/back", "denied opt/closed"],
    ["/opt/open/../open/nothing", "missing"],
    ["/opt/loop", "loop"],
  ])("answers a user that asks for %s: %s", (path, expected) => {
    expect(ask(path)).toBe(expected);
  });

  it("lets root pass", () => {
    expect(ask("/opt/way", ROOT)).toBe("granted opt/closed/bin/app");
    expect(ask("/usr/bin/plain", ROOT)).toBe("denied usr/bin/plain");
  });
});

it.each([USER, ROOT])("mayReadIn tells of each node what accessPath tells of its path, as user $uid", (who) => {
  const mayRead = mayReadIn(rootfs, who);
  const nodes = [...rootfs.nodes].filter(({ type }) => type !== "symlink");
  const told = nodes.map((node) => [node.path, mayRead(node)]);
  expect(told).toEqual(nodes.map(({ path }) => [path, accessPath(rootfs, path, who, "r").kind === "granted"]));
  expect(told.filter(([, may]) => may === true).length).toBeGreaterThan(3);
});
