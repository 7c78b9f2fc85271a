import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { linkedPlace } from "../oci/linked-place.ts";
import { INPUTS, sha256, type Workplace } from "../registry/workplace.ts";
import { isRoot, needs } from "../support/needs.ts";

const tool = (directory: string, command: string): string =>
  execFileSync("sh", ["-ec", `PATH="$PATH:/sbin:/usr/sbin"; ${command}`], {
    cwd: directory,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

/** The tarball of a workplace's device, extracted as root. */
const unpacked = ({ directory }: Workplace): string => {
  const tree = join(directory, "tree");
  mkdirSync(tree);
  tool(directory, "tar -xpf rootfs.tar -C tree --xattrs '--xattrs-include=*' --numeric-owner --delay-directory-restore");
  return tree;
};

const onRootfs = (rootfs: string): string => INPUTS.replace("@/rootfs.tar", rootfs);

interface Report {
  readonly inputs: readonly { readonly kind: string; readonly sha256: string }[];
}

/** The digest of the overlay on a rootfs, that of the rootfs as the report has it, and what was told. */
const built = async (made: Workplace, rootfs: string): Promise<readonly [overlay: string, rootfs: string, told: string]> => {
  const { code, stdout, stderr } = await made.cli(`${onRootfs(rootfs)} -o @/o.tar --report @/o.json`);
  expect(code, stderr).toBe(0);
  const { inputs } = JSON.parse(readFileSync(join(made.directory, "o.json"), "utf8")) as Report;
  return [stdout.slice(0, 64), inputs.find(({ kind }) => kind === "rootfs")?.sha256 ?? "", stderr];
};

isRoot(needs("tar"))("a directory", () => {
  it("gives the overlay of its tarball, and its digest is that of what GNU tar makes of it", async () => {
    const made = linkedPlace();
    const tree = unpacked(made);
    const [overlay, rootfs] = await built(made, tree);
    expect(overlay).toBe((await built(made, "@/rootfs.tar"))[0]);
    const words = "--sort=name --numeric-owner --xattrs '--xattrs-include=*' --format=posix";
    tool(made.directory, `LC_ALL=C tar ${words} --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime -cf ref.tar -C tree .`);
    expect(rootfs).toBe(sha256(made.read("ref.tar")));
    expect((await built(made, tree))[1]).toBe(rootfs);
  });

  it("may hold sockets, which are left out with a note", async () => {
    const made = linkedPlace();
    const tree = unpacked(made);
    const server = createServer().listen(join(tree, "opt/a b.sock"));
    await new Promise((resolve) => server.once("listening", resolve));
    const told = (await built(made, tree))[2];
    server.close();
    expect(told).toContain("hint[sockets-left-out]: a socket is left out: opt/a b.sock\n");
  });

  it("must be readable, and needs GNU tar", async () => {
    const made = linkedPlace();
    mkdirSync(join(made.directory, "bin"));
    const before = process.env["PATH"];
    process.env["PATH"] = join(made.directory, "bin");
    const outcome = await made.cli(onRootfs("@/bin"));
    process.env["PATH"] = before;
    expect(outcome).toMatchObject({ code: 3, stderr: expect.stringContaining("GNU tar makes a tarball of, and that is not installed") });
  });
});

isRoot(needs("mksquashfs", "sqfs2tar"))("a squashfs image", () => {
  it("gives the overlay of its tarball; its digest is that of what apply makes of it", async () => {
    const made = linkedPlace();
    unpacked(made);
    tool(made.directory, "mksquashfs tree image -quiet -no-progress");
    const [overlay, rootfs] = await built(made, "@/image");
    expect(overlay).toBe((await built(made, "@/rootfs.tar"))[0]);
    const applied = await made.cli("apply @/image -o @/x.tar");
    expect(applied).toMatchObject({ code: 0, stdout: `${rootfs}  @/x.tar\n` });
  });

  it("that is cut off is a failure that names it", async () => {
    const made = linkedPlace();
    writeFileSync(join(made.directory, "image"), "hsqs and nothing else");
    expect(await made.cli(onRootfs("@/image"))).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^@\/image: error\[host-failure\]: can't be packed: ./),
    });
  });
});

needs("skopeo", "gzip")("a container image", () => {
  /** A layout with an image of a host rootfs and an overlay that moves a file, and archives that skopeo makes of it. */
  const withImages = async (): Promise<Workplace> => {
    const made = linkedPlace();
    await made.cli(`${INPUTS} --base -o oci:@/layout:1`);
    tool(made.directory, "skopeo copy -q oci:layout:1 docker-archive:saved.tar:name:1");
    tool(made.directory, "skopeo copy -q oci:layout:1 oci-archive:layout.tar:1 && gzip -k layout.tar");
    return made;
  };

  it("is what its layers make together, in a layout or an archive, and its digest that of what apply makes of it", async () => {
    const made = await withImages();
    await made.cli(`${INPUTS} -o @/overlay.tar`);
    const expected = (await made.cli("apply @/rootfs.tar @/overlay.tar -o @/x.tar")).stdout;
    for (const image of ["oci:@/layout:1", "oci:@/layout", "@/saved.tar", "@/layout.tar", "@/layout.tar.gz"]) {
      expect(await made.cli(`apply ${image} -o @/x.tar`), image).toMatchObject({ code: 0, stdout: expected });
    }
  });

  it("may be a host rootfs", async () => {
    const made = linkedPlace();
    writeFileSync(
      join(made.directory, "empty.xml"),
      made
        .read("a.xml")
        .toString()
        .replace(/<MoveContent>.*<\/MoveContent>/s, ""),
    );
    await made.cli(`${INPUTS} --base -o oci:@/layout:1`);
    const { code, stderr } = await made.cli(`check ${onRootfs("oci:@/layout:1")}`);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[container-exists]")]);
  });

  it("is chosen by its platform where there are several", async () => {
    const made = await withImages();
    const index = JSON.parse(made.read("layout/index.json").toString());
    const [image] = index.manifests.filter((each: { platform?: object }) => each.platform !== undefined);
    const other = { ...image, platform: { os: "linux", architecture: "arm", variant: "v7" } };
    writeFileSync(join(made.directory, "layout/index.json"), JSON.stringify({ ...index, manifests: [image, other] }));
    expect(await made.cli("apply oci:@/layout:1 -o @/x.tar")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("error[several-images]: holds 2 images: linux/mipsle, linux/arm/v7\n"),
    });
    expect(await made.cli("apply --platform linux/arm/v7 oci:@/layout:1 -o @/x.tar")).toMatchObject({ code: 0 });
    expect(await made.cli("apply --platform linux/mips oci:@/layout:1 -o @/x.tar")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("error[not-in-layout]: there is no image for linux/mips"),
    });
  });

  it("is refused where a digest is not right, or a file is not there", async () => {
    const made = await withImages();
    const index = JSON.parse(made.read("layout/index.json").toString());
    const manifest = JSON.parse(made.read(`layout/blobs/sha256/${index.manifests[0].digest.slice(7)}`).toString());
    const layer = join(made.directory, `layout/blobs/sha256/${manifest.layers[0].digest.slice(7)}`);
    const bytes = readFileSync(layer);
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
    writeFileSync(layer, bytes);
    expect(await made.cli(`check ${onRootfs("oci:@/layout:1")}`)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/error\[damaged-blob\]: the layer sha256:/),
    });
    tool(made.directory, "mkdir s && tar -xf saved.tar -C s && rm s/*.tar && tar -cf cut.tar -C s .");
    expect(await made.cli(`check ${onRootfs("@/cut.tar")}`)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/error\[damaged-blob\]: the file .*\.tar is missing/),
    });
  });

  it("is no artifact", async () => {
    const made = linkedPlace();
    await made.cli(`${INPUTS} -o oci:@/artifact:1`);
    expect(await made.cli(`check ${onRootfs("oci:@/artifact:1")}`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("error[not-an-image]"),
    });
  });
});
