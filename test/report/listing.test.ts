import { describe, expect, it } from "vitest";
import { entryRecord } from "../../src/report/entry-record.ts";
import { printListing } from "../../src/report/listing.ts";
import { type EntryHeader, NO_XATTRS } from "../../src/tar/entry.ts";

const entry = (more: Partial<EntryHeader>): EntryHeader => ({
  path: "a",
  type: "file",
  mode: 0o644,
  uid: 0,
  gid: 0,
  mtime: 0,
  size: 0,
  target: "",
  devMajor: 0,
  devMinor: 0,
  xattrs: NO_XATTRS,
  ...more,
});

const CAPS = new Map([["security.capability", Buffer.from("0100000200200000000000000000000000000000", "hex")]]);

describe("a listing", () => {
  it("aligns what it says of every type", () => {
    const listing = printListing([
      entry({ path: "", type: "directory", mode: 0o755 }),
      entry({ path: "dev/null", type: "character", mode: 0o666, devMajor: 1, devMinor: 3 }),
      entry({ path: "tmp", type: "directory", mode: 0o1777 }),
      entry({ path: "bin/su", mode: 0o6754, uid: 1000, gid: 50, size: 123456 }),
      entry({ path: "odd", mode: 0o7000 }),
      entry({ path: "bin/ping", mode: 0o550, xattrs: CAPS }),
      entry({ path: "bin/sh", type: "symlink", mode: 0o777, target: "su" }),
      entry({ path: "bin/sh2", type: "hardlink", target: "bin/su" }),
    ]);
    expect(listing.split("\n")).toEqual([
      "drwxr-xr-x 0:0          0 ./",
      "crw-rw-rw- 0:0        1,3 dev/null",
      "drwxrwxrwt 0:0          0 tmp/",
      "-rwsr-sr-- 1000:50 123456 bin/su",
      "---S--S--T 0:0          0 odd",
      "-r-xr-x--- 0:0          0 bin/ping cap_net_raw=ep",
      "lrwxrwxrwx 0:0          0 bin/sh -> su",
      "hrw-r--r-- 0:0          0 bin/sh2 link to bin/su",
      "",
    ]);
  });

  it("escapes names", () => {
    expect(printListing([entry({ path: "a\nb\u001b[2J" })])).toBe("-rw-r--r-- 0:0 0 a\\x0ab\\x1b[2J\n");
  });
});

describe("an entry's record", () => {
  it("has attributes in base64 and capabilities in words", () => {
    expect(entryRecord(entry({ mode: 0o550, xattrs: new Map([["user.z", Buffer.from("z")], ...CAPS]) }))).toEqual({
      path: "a",
      type: "file",
      mode: "0550",
      uid: 0,
      gid: 0,
      size: 0,
      target: "",
      xattrs: { "security.capability": "AQAAAgAgAAAAAAAAAAAAAAAAAAA=", "user.z": "eg==" },
      caps: "cap_net_raw=ep",
    });
  });
});
