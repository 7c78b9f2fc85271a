import { describe, expect, it } from "vitest";
import type { FacetName } from "../../src/page/facets.ts";
import { compareTraits } from "../../src/page/release/compare-traits.ts";
import { confTraits } from "../../src/page/release/conf-traits.ts";
import { type Trait, trait } from "../../src/page/trait.ts";
import { mountTrait } from "../../src/page/traits/mount-traits.ts";

const reachOf = (before: readonly Trait[], after: readonly Trait[]): readonly string[] =>
  compareTraits(before, after).map(({ reach }) => reach);

const mount = (...options: readonly string[]): Trait => mountTrait({ place: "/a", source: "/a", mount: { fsType: "none", options } });

describe("traits that came or went", () => {
  const CASES: readonly (readonly [FacetName, string])[] = [
    ["processes", "more"],
    ["capabilities", "more"],
    ["network", "more"],
    ["devices", "more"],
    ["mounts", "more"],
    ["host", "more"],
    ["limits", "less"],
    ["confinement", "less"],
    ["settings", "other"],
    ["environment", "other"],
  ];

  it.each(CASES)("of %s reach %s", (facet, reach) => {
    const one = trait(facet, "a");
    expect(reachOf([], [one])).toEqual([reach]);
    expect(reachOf([one], [])).toEqual([{ more: "less", less: "more", other: "other" }[reach]]);
    expect(reachOf([one], [one])).toEqual([]);
  });

  it("are not bounds where they deny a device, or are a profile that confines nothing", () => {
    expect(reachOf([], [trait("devices", "deny")])).toEqual(["less"]);
    expect(
      reachOf(
        [],
        confTraits("lxc.apparmor.profile = unconfined").filter(({ facet }) => facet === "confinement"),
      ),
    ).toEqual(["more"]);
  });

  it("count each, where one is there twice", () => {
    expect(reachOf([mount("ro")], [mount("ro"), mount("ro")])).toEqual(["more"]);
  });
});

describe("a mount that is another one", () => {
  it.each([
    [["ro", "bind"], ["rw", "bind"], "more"],
    [["rw", "bind"], ["ro", "bind"], "less"],
    [["ro", "bind", "nosuid"], ["ro", "bind"], "more"],
    [["ro", "bind"], ["ro", "bind", "noexec"], "less"],
    [["ro", "bind"], ["ro", "bind", "optional"], "other"],
  ])("reaches, with %j and then %j, %s", (before, after, reach) => {
    expect(reachOf([mount(...before)], [mount(...after)])).toEqual([reach]);
  });

  it("reaches more where it shows something else", () => {
    const other = mountTrait({ place: "/a", source: "/b", mount: { fsType: "none", options: ["ro"] } });
    expect(reachOf([mount("ro")], [other])).toEqual(["more"]);
  });
});

describe("a limit that is another one", () => {
  it.each([
    ["12M", "1G", "more"],
    ["max", "1G", "less"],
    ["100", "99", "less"],
    ["0-1", "0-3", "other"],
  ])("reaches, from %s to %s, %s", (before, after, reach) => {
    expect(reachOf([trait("limits", "a", { value: before })], [trait("limits", "a", { value: after })])).toEqual([reach]);
  });
});

describe("the traits of an lxc.conf", () => {
  const of = (text: string, facet: FacetName): readonly string[] =>
    confTraits(text)
      .filter((each) => each.facet === facet)
      .map(({ name, value, detail, powers }) => [name, value, detail, ...powers].filter((each) => each !== "").join(" | "));

  it("are told of LXC 2.0 and of later releases alike", () => {
    const legacy =
      "lxc.network.type = veth\nlxc.network.link = br0\nlxc.network.type = none\nlxc.init_uid = 7\nlxc.cgroup.memory.limit_in_bytes = 1M\n";
    const modern = "lxc.net.0.type = veth\nlxc.net.0.link = br0\nlxc.net.1.type = none\nlxc.init.uid = 7\nlxc.cgroup2.memory.max = 1M\n";
    for (const text of [legacy, modern]) {
      expect(of(text, "network")).toEqual(["interface 1 | veth | link br0", "interface 2 | none, which means nothing beside the others"]);
      expect(of(text, "processes")).toEqual(["main process | uid 7, gid 0"]);
      expect(of(text, "settings")).toEqual([]);
    }
    expect(of(legacy, "limits")).toEqual(["memory.limit_in_bytes | 1M"]);
    expect(of(modern, "limits")).toEqual(["memory.max | 1M"]);
  });

  it("are root's, with all capabilities, where nothing is said", () => {
    expect(of("", "processes")).toEqual(["main process | uid 0, gid 0 | root"]);
    expect(of("", "capabilities")).toHaveLength(41);
    expect(of("lxc.cap.keep = none", "capabilities")).toEqual([]);
    expect(of("lxc.cap.drop = sys_admin mknod", "capabilities")).toHaveLength(39);
    expect(of("lxc.net.0.type = none", "network")).toEqual(["interface 1 | the host's own network | host network"]);
  });
});
