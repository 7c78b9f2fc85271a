import { expect, it } from "vitest";
import { distributionId } from "../../src/rootfs/os-release.ts";
import { link, rootfsOf } from "./rootfs-of.ts";

it.each([
  ["ID=ubuntu\nID_LIKE=debian\n", "ubuntu"],
  ['NAME="Poky"\nVERSION_ID="5.0"\nID="poky"\n', "poky"],
  ["ID='opensuse-leap' \n", "opensuse-leap"],
  ["ID=first\nID=last", "last"],
  ["ID=Debian GNU\n", undefined],
  ['ID="open\nNAME=x', undefined],
  ["#ID=debian", undefined],
  ["", undefined],
])("%j has the ID %s", (content, id) => {
  expect(distributionId(rootfsOf(link("etc/os-release", "../usr/lib/os-release"), { path: "usr/lib/os-release", content }))).toBe(id);
});

it("is read from usr/lib where etc has no file, and from nowhere if there is none", () => {
  expect(distributionId(rootfsOf({ path: "usr/lib/os-release", content: "ID=debian\n" }))).toBe("debian");
  expect(distributionId(rootfsOf())).toBeUndefined();
});
