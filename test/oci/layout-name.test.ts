import { describe, expect, it } from "vitest";
import { parseLayoutName } from "../../src/oci/layout-name.ts";

const DIGEST = `sha256:${"0a".repeat(32)}`;

describe("the name of a layout", () => {
  it.each([
    ["oci:out", "out", "latest"],
    ["oci:out:1.2", "out", "1.2"],
    ["oci:/a/b:c/out", "/a/b:c/out", "latest"],
    ["oci:a:b:c", "a:b", "c"],
    ["oci:a@b:c", "a@b", "c"],
  ])("%s", (name, directory, tag) => {
    expect(parseLayoutName(name)).toEqual({ directory, tag, digest: undefined });
  });

  it("may end in a digest", () => {
    expect(parseLayoutName(`oci:out@${DIGEST}`)).toEqual({ directory: "out", tag: undefined, digest: DIGEST });
  });

  it.each(["oci:", "oci:out:", "oci:out:a b", "oci:out:.x", `oci:out:${"t".repeat(129)}`])("%s is none", (name) => {
    expect(parseLayoutName(name)).toBeUndefined();
  });
});
