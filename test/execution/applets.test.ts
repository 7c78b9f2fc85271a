import { describe, expect, it } from "vitest";
import { appletsOf, appletWords } from "../../src/execution/applets.ts";
import { boxWith, NAMES } from "../support/busybox.ts";
import { type EntrySketch, link, rootfsOf } from "../rootfs/rootfs-of.ts";

/** Whether the host's file is BusyBox, and which of the names it surely lacks. */
const lacking = (names: readonly string[], path: string, ...host: readonly EntrySketch[]): readonly string[] | "no BusyBox" => {
  const rootfs = rootfsOf(...host);
  const applets = appletsOf(rootfs);
  const node = rootfs.nodes.get(path);
  if (node === undefined || !applets.isBusybox(node)) return "no BusyBox";
  return names.filter((name) => applets.lacks(node, name));
};

const ASKED = ["sh", "sleep", "wpa_supplicant", "ash -e"];

describe("the applets of BusyBox", () => {
  it("are the names in its table, and those of the host's links", () => {
    expect(lacking(ASKED, "bin/busybox", boxWith(NAMES))).toEqual(["wpa_supplicant", "ash -e"]);
    expect(lacking(ASKED, "bin/busybox", boxWith(NAMES), link("sbin/wpa_supplicant", "../bin/busybox"))).toEqual(["ash -e"]);
    expect(lacking(["run-this"], "bin/busybox", boxWith(NAMES, "run-this\0"))).toEqual([]);
  });

  it.each([
    ["there is no table", boxWith([])],
    ["it is too short", boxWith(NAMES.slice(0, 8))],
    ["it is in no order", boxWith([...NAMES].reverse())],
    ["the file is not BusyBox", { ...boxWith(NAMES), content: boxWith(NAMES).content.toString("latin1").replace("BusyBox v", "ToyBox v") }],
  ])("are not known where %s", (_, box) => expect(lacking(ASKED, "bin/busybox", box)).toEqual([]));

  it("are asked of what the host has as busybox", () => {
    expect(lacking(ASKED, "bin/busybox.nosuid", boxWith(NAMES, "", "bin/busybox.nosuid"))).toEqual(["wpa_supplicant", "ash -e"]);
    expect(lacking(ASKED, "opt/box", boxWith(NAMES, "", "opt/box"))).toBe("no BusyBox");
  });
});

describe("the words of an applet", () => {
  it.each([
    [
      ["/bin/busybox", "ls", "/"],
      ["ls", "/"],
    ],
    [["busybox.nosuid", "busybox", "ls"], ["ls"]],
    [
      ["/bin/ls", "/"],
      ["/bin/ls", "/"],
    ],
    [["-sh"], ["-sh"]],
    [
      ["busybox", "/usr/bin/env", "x"],
      ["/usr/bin/env", "x"],
    ],
    [["busybox"], undefined],
    [["busybox", "--list"], undefined],
    [["busybox", undefined], undefined],
  ])("of %j are %j", (given, words) => expect(appletWords(given)).toEqual(words));
});
