import { describe, expect, it } from "vitest";
import { checkOf, messages, mount } from "./check-of.ts";

const LONG = `/usr/share/${"long-name-".repeat(11)}`;

const named = (...paths: readonly string[]): readonly string[] => {
  const host = paths.map((path) => ({ path: path.slice(1), content: "x" }));
  return messages(checkOf({ host, rootfs: paths.map((path) => mount(path)).join("") }), "needs-pax-record");
};

describe("names and owners that only pax records hold", () => {
  it("warns about a name that ustar can't split, once a container", () => {
    const place = "needs-pax-record: container/APP/rootfs/usr/share";
    const needed = "needs a pax record for its name, which BusyBox tar may skip";
    expect(named("/usr/share/short")).toEqual([]);
    expect(named("/usr/share/\u00e9")).toEqual([`${place}/\u00e9 ${needed}`]);
    expect(named(LONG, `${LONG}b`, `${LONG}c`)).toEqual([`${place}/${LONG.slice(11)} ${needed}; so do 2 more entries of the container`]);
  });

  it("does not speak of a long name that ustar splits", () => {
    expect(named(`/usr/share/${"a".repeat(60)}/${"b".repeat(60)}`)).toEqual([]);
  });

  it("warns of an owner beyond 2097151", () => {
    const owned = (id: number): readonly string[] => {
      const host = [
        { path: "etc/passwd", content: `big:x:${id}:1::/:/bin/sh\n` },
        { path: "etc/group", content: "big:x:1:\n" },
      ];
      return messages(checkOf({ host, config: "<UserName>big</UserName>" }), "needs-pax-record");
    };
    expect(owned(2_097_151)).toEqual([]);
    expect(owned(2_097_152)).toEqual([expect.stringMatching(/^needs-pax-record: container\/APP\/rootfs needs a pax record for its owner/)]);
  });
});
