import { describe, expect, it } from "vitest";
import { limitAcl } from "../../src/linux/acl.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

/** As getfattr(1) shows what setfacl(1) left: owner rwx, user 701 rwx, group r-x, mask rwx, others r-x. */
const WITH_MASK = "02000000 01000700ffffffff 02000700bd020000 04000500ffffffff 10000700ffffffff 20000500ffffffff";
const PLAIN = "02000000 01000700ffffffff 04000600ffffffff 20000500ffffffff";

describe("limitAcl", () => {
  it("takes from the owner, the mask and others what the mode does not show", () => {
    expect(limitAcl(hex(WITH_MASK), 0o550)).toEqual(
      hex("02000000 01000500ffffffff 02000700bd020000 04000500ffffffff 10000500ffffffff 20000000ffffffff"),
    );
  });

  it("takes it from the owning group where there is no mask", () => {
    expect(limitAcl(hex(PLAIN), 0o550)).toEqual(hex("02000000 01000500ffffffff 04000400ffffffff 20000000ffffffff"));
  });

  it.each([WITH_MASK, PLAIN, "02000000"])("adds nothing, and leaves what the mode shows: %s", (text) => {
    expect(limitAcl(hex(text), 0o6777)).toEqual(hex(text));
  });

  it.each([
    ["nothing", ""],
    ["version 1", PLAIN.replace("02", "01")],
    ["a cut entry", PLAIN.slice(0, -2)],
    ["an unknown tag", PLAIN.replace("2000", "4000")],
    ["permissions that are none", PLAIN.replace("0600", "0800")],
    ["no owner", "02000000 04000600ffffffff 20000500ffffffff"],
    ["a named user without a mask", WITH_MASK.replace(" 10000700ffffffff", "")],
    ["entries in another order", "02000000 04000600ffffffff 01000700ffffffff 20000500ffffffff"],
  ])("reads no %s", (_, text) => {
    expect(limitAcl(hex(text), 0o777)).toBeUndefined();
  });
});
