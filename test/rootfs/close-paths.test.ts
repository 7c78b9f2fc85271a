import { describe, expect, it } from "vitest";
import { closePaths } from "../../src/rootfs/close-paths.ts";
import { link, rootfsOf } from "./rootfs-of.ts";

const rootfs = rootfsOf(
  { path: "etc/dnsmasq.conf", content: "" },
  { path: "etc/app/app.conf", content: "" },
  { path: "usr/bin/app", content: "" },
  { path: "usr/sbin/served", content: "" },
  { path: "usr/lib/libz.so.1", content: "" },
  link("sbin", "usr/sbin"),
);

describe("closePaths", () => {
  it.each([
    ["/etc/dnsmaq.conf", ["/etc/dnsmasq.conf"]],
    ["/ect/app/app.conf", ["/etc/app/app.conf"]],
    ["/etc/ap/app.conf", ["/etc/app/app.conf"]],
    ["/usr/bin/served", ["/sbin/served", "/usr/sbin/served"]],
    ["/usr/bin/appp", ["/usr/bin/app"]],
    ["/usr/lib/libz.so.2", []],
    ["/opt/served", []],
    ["/etc/ap/other.conf", []],
    ["/usr/bin/app", []],
  ])("of %s are %j", (path, expected) => {
    expect(closePaths(rootfs, path)).toEqual(expected);
  });
});
