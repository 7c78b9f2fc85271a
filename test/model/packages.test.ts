import { describe, expect, it } from "vitest";
import { readPackages } from "../../src/model/read-packages.ts";
import { noted } from "../support/produced-codes.ts";

const read = (text: string): { readonly packages: readonly object[]; readonly found: readonly string[] } => {
  const { value, diagnostics } = readPackages(Buffer.from(text), "image.manifest");
  const found = noted(diagnostics).map(({ code, location, message }) =>
    location.kind === "text" ? `${location.line}:${location.column} ${code}: ${message}` : `${code}: ${message}`,
  );
  return { packages: value.packages, found };
};

describe("a package manifest", () => {
  it("is a line for each package: name, architecture, version with epoch and release", () => {
    const { packages, found } = read(
      "base-files qemuarm 3.0.14-r89\n\nlib32-glibc  armv7vet2hf-neon\t2.35+git0+f40a-r0\r\nlxc cortexa9 1:4.0.12-r0",
    );
    expect(found).toEqual([]);
    expect(packages).toEqual([
      { name: "base-files", architecture: "qemuarm", version: "3.0.14-r89" },
      { name: "lib32-glibc", architecture: "armv7vet2hf-neon", version: "2.35+git0+f40a-r0" },
      { name: "lxc", architecture: "cortexa9", version: "1:4.0.12-r0" },
    ]);
  });

  it.each([
    ["lxc", "1:4 bad-package-line: nothing says of which architecture and version lxc is"],
    ["a b 1\n lxc 4.0.12-r0  ", "2:15 bad-package-line: nothing says of which version lxc is"],
    ["lxc cortexa9 4.0.12-r0 extra", "1:24 bad-package-line: extra stands behind the version 4.0.12-r0 of lxc"],
    ["ü cortexa9 none", "1:12 bad-package-line: none is no version of ü: it has no digit"],
    ["", "no-packages: the manifest names no package"],
    ["\n \n", "no-packages: the manifest names no package"],
  ])("that is %j is a finding at its place", (text, finding) => expect(read(text).found).toEqual([finding]));

  it("that is another file altogether does not flood", () => expect(read("x\n".repeat(1000)).found).toHaveLength(100));
});
