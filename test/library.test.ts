import { describe, expect, it } from "vitest";
import { build, check, type OverlayInput } from "../src/index.ts";
import { CONFIG, description, rootfsTarball } from "./cli/device.ts";

const text = (file: string, content: string) => ({ file, bytes: Buffer.from(content) });

const INPUT: OverlayInput = {
  rootfs: { file: "rootfs.tar", content: rootfsTarball("app:x:100:100::/:/bin/sh\n") },
  descriptions: [
    { ...text("a.xml", description("DEMO", "<UserName>app</UserName>")), secure: true },
    text("b.xml", description("other.one", "<UserName>app</UserName>")),
  ],
  config: text("config.ini", CONFIG),
};

describe("the library", () => {
  it("takes secure and other descriptions, as --secure-xml has it", () => {
    const { diagnostics, overlays } = build({ ...INPUT, options: { split: true } });
    expect(diagnostics).toEqual([]);
    const conf = overlays.map(({ container, bytes }) => [container, Buffer.concat([...bytes]).includes("lxc.init.uid = 100")]);
    expect(conf).toEqual([
      ["DEMO", true],
      ["other.one", false],
    ]);
  });

  it("takes a package manifest, as --packages has it", () => {
    const found = check({ ...INPUT, packages: text("image.manifest", "lxc cortexa9 5.0.3-r0\n") });
    expect(found.map(({ code, location }) => `${location.file}: ${code}`)).toEqual(["image.manifest: other-packages"]);
  });
});
