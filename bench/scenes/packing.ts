import { join } from "node:path";
import { OUTPUT, script } from "../command.ts";
import { imageOf, umociScript } from "../inputs/image.ts";
import { move } from "../inputs/description.ts";
import { mergedOf } from "../inputs/tarballs.ts";
import type { Scene } from "../row.ts";
import type { Scale } from "../scale.ts";
import { subjectOf } from "../subject.ts";

/** What one thread of gzip needs for the same bytes; two cores, without what is done beside, reach 0.355. */
const AIM = 0.42;

/** Only root may extract a rootfs with its owners and device nodes. */
const EXTRACTS = process.getuid?.() === 0 ? [] : ["root's rights"];

/** Outputs that are compressed: of a real rootfs. */
export const ofPacking = ({ packing, directory }: Scale): Scene => {
  const { rootfs, overlay, build, apply } = subjectOf(packing.rootfs, [packing.container]);
  const inOutput = (name: string): string => join(OUTPUT, name);
  const both = [rootfs, overlay];
  const moves = packing.moves.map((each) => move("dir", each, "usr/share"));
  const mover = subjectOf(rootfs, [{ ...packing.container, moves }], "-moving");
  const merge = apply("tar.gz");
  const image = build("build --base -o oci:", { options: ["--base"], output: `oci:${inOutput("layout")}` });
  const layout = imageOf(join(directory, "image"), rootfs);
  const merged = mergedOf(join(directory, "merged.tar"), rootfs, overlay);
  const gzip = (of: typeof both): ReturnType<typeof script> => {
    const paths = of.map(({ path }) => path);
    return script("gzip -6 of the result", `gzip -6 -c ${paths.join(" ")} > ${inOutput("result.gz")}`, of, ["gzip"]);
  };
  const repack = script(
    "tar -x of both, tar -c to gzip -6",
    `mkdir ${inOutput("tree")}
    for each in ${rootfs.path} ${overlay.path}; do tar -xpf $each -C ${inOutput("tree")}; done
    tar -C ${inOutput("tree")} -c . | gzip -6 > ${inOutput("tree.tar.gz")}`,
    both,
    ["tar", "gzip", ...EXTRACTS],
  );
  const layers = script("umoci new, raw add-layer of both", umociScript(inOutput("layout"), both), both, ["umoci"]);
  const bundle = script(
    "umoci unpack, tar -x, umoci repack",
    `cp -r ${layout.path} ${inOutput("layout")}
    umoci unpack --image ${inOutput("layout")}:device ${inOutput("bundle")}
    tar -xpf ${overlay.path} -C ${inOutput("bundle/rootfs")}
    umoci repack --image ${inOutput("layout")}:device ${inOutput("bundle")}`,
    [layout, overlay],
    ["umoci", "tar", ...EXTRACTS],
  );
  const seconds = { unit: "seconds", ours: merge } as const;
  return {
    rounds: 3,
    rows: [
      { ...seconds, name: "apply-gz", what: "apply -o x.tar.gz, a real rootfs", beside: [gzip([merged])], aim: AIM },
      { ...seconds, name: "image", what: "build --base -o oci:, a real rootfs", ours: image, beside: [gzip(both)], aim: AIM },
      {
        ...seconds,
        name: "build-gz",
        what: "build -o x.tar.gz, 70 MB move into the container",
        ours: mover.build("build -o tar.gz", { output: inOutput("overlay.tar.gz") }),
        beside: [gzip([mover.overlay])],
        aim: AIM,
      },
      { ...seconds, name: "apply-gz-tar", what: "apply -o x.tar.gz", beside: [repack] },
      { ...seconds, name: "image-umoci-layers", what: "build --base -o oci:", ours: image, beside: [layers] },
      { ...seconds, name: "image-umoci-unpack", what: "build --base -o oci:", ours: image, beside: [bundle] },
    ],
  };
};
