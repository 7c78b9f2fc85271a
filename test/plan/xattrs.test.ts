import { describe, expect, it } from "vitest";
import { planOf } from "../check/check-of.ts";

const MOVE = '<MoveContent><Entry type="dir"><Source>/opt/moved</Source><Destination>srv</Destination></Entry></MoveContent>';

describe("a capability attribute of the host", () => {
  const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(" ", ""), "hex");
  const carriedOf = (value: Uint8Array) => {
    const xattrs = new Map([["security.capability", value]]);
    const { plan, found } = planOf({ host: [{ path: "opt/moved/" }, { path: "opt/moved/tool", content: "x", xattrs }], rootfs: MOVE });
    const carried = plan.containers[0]?.rootfs?.tree.get("srv/moved/tool")?.xattrs.get("security.capability");
    return { value: carried, codes: found.map(({ code }) => code).filter((code) => code !== "no-launcher") };
  };

  it.each([
    ["version 1 in 24 bytes", "01000001 00200000 00000000 00000000 00000000 00000000"],
    ["version 2 in 24 bytes", "01000002 00200000 00000000 00000000 00000000 00000000"],
    ["version 3 in 20 bytes", "01000003 00200000 00000000 00000000 00000000"],
    ["version 4 in 24 bytes", "01000004 00200000 00000000 00000000 00000000 00000000"],
    ["nothing", ""],
  ])("that the kernel refuses is carried as it is and told: %s", (_, text) => {
    expect(carriedOf(hex(text))).toEqual({ value: hex(text), codes: ["unreadable-capability"] });
  });

  it.each([
    ["version 1", "01000001 00200000 00000000"],
    ["version 2", "01000002 00200000 00000000 00000000 00000000"],
  ])("that the kernel reads is carried as it is: %s", (_, text) => {
    expect(carriedOf(hex(text))).toEqual({ value: hex(text), codes: [] });
  });

  it("of the initial user namespace loses the namespace, and nothing else", () => {
    expect(carriedOf(hex("01000003 00200000 00100000 00000000 01000000 00000000"))).toEqual({
      value: Uint8Array.from(hex("01000002 00200000 00100000 00000000 01000000")),
      codes: [],
    });
  });
});

describe("an ACL of the host", () => {
  const acl = (...entries: readonly (readonly [tag: number, permissions: number, id?: number])[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 + 8 * entries.length));
    view.setUint32(0, 2, true);
    for (const [index, [tag, permissions, id = 0xffff_ffff]] of entries.entries()) {
      view.setUint16(4 + 8 * index, tag, true);
      view.setUint16(6 + 8 * index, permissions, true);
      view.setUint32(8 + 8 * index, id, true);
    }
    return new Uint8Array(view.buffer);
  };
  const moved = (value: Uint8Array, name = "system.posix_acl_access") => {
    const { plan, found } = planOf({ host: [{ path: "opt/moved/", mode: 0o775, xattrs: new Map([[name, value]]) }], rootfs: MOVE });
    const node = plan.containers[0]?.rootfs?.tree.get("srv/moved");
    return { mode: node?.mode, acl: node?.xattrs.get(name), codes: found.map(({ code }) => code).filter((code) => code !== "no-launcher") };
  };

  it.each(["system.posix_acl_access", "system.posix_acl_default"])("grants no more than the moved directory's mode: %s", (name) => {
    const wide = acl([1, 7], [2, 7, 701], [4, 5], [16, 7], [32, 5]);
    expect(moved(wide, name)).toEqual({ mode: 0o550, acl: acl([1, 5], [2, 7, 701], [4, 5], [16, 5], [32, 0]), codes: [] });
  });

  it("is dropped and told where the kernel takes it for none", () => {
    expect(moved(Buffer.from("no ACL"))).toEqual({ mode: 0o550, acl: undefined, codes: ["dropped-attributes"] });
  });
});
