import { describe, expect, it } from "vitest";
import { link, type EntrySketch } from "../rootfs/rootfs-of.ts";
import { checkOf, messages } from "./check-of.ts";

const HOST: readonly EntrySketch[] = [
  link("bin", "usr/bin"),
  { path: "usr/bin/busybox", content: "box", mode: 0o755 },
  link("usr/bin/sh", "busybox"),
  link("usr/sbin/ip", "/bin/busybox"),
  link("usr/sbin/route", "ip"),
  { path: "usr/share/app/data", content: "data" },
  link("srv/data", "../usr/share/app/data"),
  link("etc/lost", "/usr/share/app/none"),
  link("etc/loop", "loop"),
];

const move = (type: string, source: string, to: string): string =>
  `<MoveContent><Entry type="${type}"><Source>${source}</Source><Destination>${to}</Destination></Entry></MoveContent>\n`;

const found = (rootfs: string, others: readonly string[] = []) =>
  checkOf({ host: HOST, rootfs, others }).filter(({ code }) => code === "left-dangling");

describe("symlinks of the host", () => {
  it("are left dangling by what moves away, through other links as well, and told of by entry", () => {
    const diagnostics = found(move("file", "/bin/busybox", "bin/busybox") + move("dir", "/usr/share/app", "usr/share/"));
    expect(messages(diagnostics)).toEqual([
      "left-dangling: moving /usr/bin/busybox leaves /usr/bin/sh and 2 more of the host's symlinks without a target",
      "left-dangling: moving /usr/share/app leaves the host's symlink /srv/data without a target",
    ]);
    expect(diagnostics).toMatchObject([{ location: { line: 5 } }, { location: { line: 6 } }]);
  });

  it("may move along, into any container", () => {
    const links = move("file", "/usr/bin/sh", "bin/sh") + move("file", "/usr/sbin/route", "bin/route");
    const other = `<CONTAINER SandboxName="B"><LxcConfig><Rootfs>${move("file", "/usr/sbin/ip", "bin/ip")}</Rootfs></LxcConfig></CONTAINER>`;
    expect(found(move("file", "/bin/busybox", "bin/busybox") + links, [other])).toEqual([]);
  });

  it("are not looked at where nothing moves, and none that led nowhere before", () => {
    expect(found("")).toEqual([]);
    expect(found(move("dir", "/srv", "data/"))).toEqual([]);
  });
});
