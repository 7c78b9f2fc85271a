import { describe, expect, it } from "vitest";
import { allFound, libraries, library, messages, mount, planOf } from "../check/check-of.ts";
import { type EntrySketch, link } from "../rootfs/rootfs-of.ts";

const HOST: readonly EntrySketch[] = [
  { path: "srv/gizmo/y", content: "moved" },
  { path: "usr/share/gizmo/x", content: "x" },
  { path: "etc/app.conf", content: "a" },
  link("srv/absolute", "/usr/share/gizmo"),
  link("srv/relative", "gizmo"),
  library("usr/lib/libz.so.1"),
];

const moved = (path: string, type = "dir"): string =>
  `<MoveContent><Entry type="${type}"><Source>${path}</Source><Destination>etc/</Destination></Entry></MoveContent>\n`;

const RELATIVE = "ro,bind,nosuid,nodev,noexec,relative";

const from = (path: string, type = "dir", options = RELATIVE): string => mount(path, { to: "data", type, options });

const CODES = [
  "missing-source",
  "relative-too-early",
  "relative-ignored",
  "source-type",
  "relative-source",
  "moved-in-use",
  "symlink-loop",
];

const found = (rootfs: string, options = {}, config = ""): readonly string[] =>
  allFound({ host: HOST, rootfs, config, options })
    .filter(({ code }) => CODES.includes(code))
    .map(({ severity, code, message, help }) => `${severity}[${code}] ${message}; ${help}`.replaceAll(/ at 0\.xml:\d+:\d+/g, ""));

const dataOf = (rootfs: string, options = {}) => {
  const made = planOf({ host: HOST, rootfs, options }).plan.containers[0]?.mounts.find(({ place }) => place === "data");
  return made && { host: made.host, inside: made.inside };
};

const missing = (source: string): string =>
  `error[missing-source] ${source} is not in the container, where the option relative has LXC look for it; `;

describe("the source of a bind with the option relative", () => {
  it.each(["etc/gizmo", "/etc/gizmo", "./etc//gizmo"])("is what the container's own tree has: %s", (source) => {
    expect(found(from(source) + moved("/srv/gizmo"))).toEqual([]);
    expect(dataOf(from(source) + moved("/srv/gizmo"))).toEqual({ host: undefined, inside: { place: "etc/gizmo", own: "etc/gizmo" } });
  });

  it("is what a mount before it shows, and what one before that does", () => {
    const share = mount("/usr/share/gizmo", { to: "one", type: "dir" });
    expect(dataOf(share + from("one/x", "file"))).toEqual({ host: "usr/share/gizmo/x", inside: { place: "one/x", own: undefined } });
    const two = mount("one", { to: "two", type: "dir", options: RELATIVE });
    expect(dataOf(share + two + from("two"))).toEqual({ host: "usr/share/gizmo", inside: { place: "two", own: undefined } });
    const own = mount("etc/gizmo", { to: "one", type: "dir", options: RELATIVE });
    expect(dataOf(own + from("one") + moved("/srv/gizmo"))).toEqual({ host: undefined, inside: { place: "one", own: "etc/gizmo" } });
  });

  it("leads through symlinks: relative ones inside, absolute ones to the host", () => {
    const links = moved("/srv/gizmo") + moved("/srv/relative", "file") + moved("/srv/absolute", "file");
    expect(dataOf(from("etc/relative") + links)).toEqual({ host: undefined, inside: { place: "etc/gizmo", own: "etc/gizmo" } });
    expect(dataOf(from("etc/absolute") + links)).toEqual({ host: "usr/share/gizmo", inside: { place: undefined, own: undefined } });
  });

  it("may be moved from the same place of the host", () => {
    const move =
      '<MoveContent><Entry type="dir"><Source>/usr/share/gizmo</Source><Destination>usr/share</Destination></Entry></MoveContent>';
    expect(found(from("usr/share/gizmo") + move)).toEqual([]);
    const shown = mount("/usr/share/gizmo", { to: "one", type: "dir" }) + from("one") + move;
    expect(messages(allFound({ host: HOST, rootfs: shown }), "moved-in-use")).toHaveLength(1);
  });

  it("is an error where only the host has it", () => {
    expect(found(from("usr/share/gizmo"))).toEqual([
      `${missing("usr/share/gizmo")}leave out relative and write /usr/share/gizmo to bind the host's`,
    ]);
    expect(dataOf(from("usr/share/gizmo"), { missingSources: "warning" })).toBeUndefined();
    expect(found(from("usr/share/gizmo"), { missingSources: "warning" })[0]).toMatch(/^warning\[missing-source\]/);
  });

  it("is an error where nobody has it", () => {
    expect(found(from("opt/none"))).toEqual([
      `${missing("opt/none")}bring it into the container with MoveContent or an entry before this one, or add optional to the Options`,
    ]);
    expect(found(from("opt/none", "dir", `${RELATIVE},optional`))).toEqual([]);
  });

  it("is an error in a fresh /dev, whose nodes LXC makes after all entries", () => {
    expect(found(from("dev/null", "file"))[0]).toContain(missing("dev/null"));
  });

  it("may lie where only the device knows what there is", () => {
    const run = mount("/run/app", { to: "run/app", type: "dir" });
    expect(found(run + from("run/app/socket", "file"))).toEqual([]);
    expect(found(from("proc/sys"), {}, "<AutoMount>proc:mixed</AutoMount>")).toEqual([]);
    expect(found(from("proc/sys"))[0]).toContain(missing("proc/sys"));
  });

  it("is of the type that the entry says", () => {
    expect(found(from("etc/gizmo", "file") + moved("/srv/gizmo"))).toEqual([
      'error[source-type] type="file", but etc/gizmo is a directory; use type="dir"',
    ]);
  });

  it("is only a mount point before its mount is made", () => {
    const share = mount("/usr/share/gizmo", { to: "one", type: "dir" });
    expect(found(from("one") + share)).toEqual([
      "warning[relative-too-early] one is only an empty mount point when it is bound: its mount is made later, by MountPoints; put it after MountPoints",
    ]);
    expect(found(from("one/x", "file") + share)).toEqual([`${missing("one/x")}put it after MountPoints`]);
    expect(found(from("usr/lib/libz.so.1", "file") + libraries("libz"))[0]).toContain(
      "by LibsRoBindMounts libz; leave out relative and write /usr/lib/libz.so.1 to bind the host's",
    );
  });

  it("is the host's for LXC 2.0, with a warning", () => {
    const ignored = "warning[relative-ignored] LXC 2.0 knows no option relative: it takes";
    expect(found(from("usr/share/gizmo"), { dialect: "2.0", cgroup: "v1" })[0]).toContain(ignored);
    expect(dataOf(from("usr/share/gizmo"), { dialect: "2.0", cgroup: "v1" })).toEqual({ host: "usr/share/gizmo", inside: undefined });
    expect(found(from("etc/gizmo") + moved("/srv/gizmo"), { dialect: "2.0", cgroup: "v1" })[1]).toMatch(/^error\[missing-source\]/);
  });
});

describe("the security rules", () => {
  it("judge a relative source by what it shows", () => {
    const options = "ro,bind,nosuid,nodev,relative";
    const codes = (rootfs: string): readonly string[] =>
      messages(allFound({ host: HOST, rootfs }), "unsafe-bind", "unsafe-executable-bind");
    expect(codes(mount("etc/gizmo", { to: "data", type: "dir", options }) + moved("/srv/gizmo"))).toEqual([]);
    const shown = mount("/usr/share/gizmo", { to: "etc/x", type: "dir", options: "ro,bind,nosuid,nodev,noexec" });
    expect(codes(shown + mount("etc/x", { to: "data", type: "dir", options }))).toEqual(["unsafe-bind: data is mounted without noexec"]);
  });
});
