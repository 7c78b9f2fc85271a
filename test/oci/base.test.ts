import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { INPUTS, type Workplace, workplace } from "../registry/workplace.ts";
import { isRoot, needs } from "../support/needs.ts";
import { treeOf } from "../support/tree-of.ts";
import { linkedPlace } from "./linked-place.ts";

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string }[];
}

const jsonIn = ({ read }: Workplace, digest: string): unknown => JSON.parse(read(`out/blobs/sha256/${digest.slice(-64)}`).toString());

describe("an image of host rootfs and overlay", () => {
  it("has both as layers, the overlay's with the files that its hard links name", async () => {
    const made = linkedPlace();
    const { code, stdout } = await made.cli(`${INPUTS} --base -o oci:@/out`);
    expect(code).toBe(0);
    const manifest = jsonIn(made, stdout.slice(0, 64)) as Manifest;
    expect(manifest).not.toHaveProperty("artifactType");
    expect(manifest.layers).toHaveLength(2);
    expect(jsonIn(made, manifest.config.digest)).toMatchObject({ architecture: "mipsle", os: "linux", rootfs: { type: "layers" } });
    const listing = (await made.cli("inspect oci:@/out")).stdout;
    const [own, link] = [
      listing.indexOf(" usr/lib/libown.so.1.2 cap_net_admin=ep\n"),
      listing.indexOf("libown.so.1.2 link to usr/lib/libown.so.1.2"),
    ];
    expect(own).toBeGreaterThan(0);
    expect(link).toBeGreaterThan(own);
    expect(listing).toMatch(/^hrwxr-xr-x 3:4 +0 opt\/own\/copy\.so link to usr\/lib\/libown\.so\.1\.2/m);
    expect(listing).toMatch(/^drwx------ 9:9 +0 opt\/own\/$/m);
    expect(listing).toContain("usr/bin/.wh.moved");
  });

  it("is verified like an artifact", async () => {
    const made = linkedPlace();
    const { stdout } = await made.cli(`${INPUTS} --base -o oci:@/out`);
    expect(await made.cli(`verify oci:@/out --base ${INPUTS}`)).toMatchObject({ code: 0, stdout });
    const changed = await made.cli(`verify oci:@/out --base -s ${INPUTS}`);
    expect(changed).toMatchObject({ code: 1, stderr: expect.stringContaining("the option secure was false, and is true now") });
  });

  it("makes images of one container each with --split", async () => {
    const made = workplace();
    expect(await made.cli(`${INPUTS} @/b.xml --base --split -o oci:@/out`)).toMatchObject({ code: 0 });
    expect(await made.cli(`verify oci:@/out --base --split ${INPUTS} @/b.xml`)).toMatchObject({ code: 0 });
  });
});

isRoot(needs("umoci", "skopeo", "tar", "getfattr"))("umoci", () => {
  it("unpacks the image to what apply gives", async () => {
    const made = linkedPlace();
    const { directory } = made;
    const { stdout } = await made.cli(`${INPUTS} --base -o oci:@/out:1`);
    await made.cli(`${INPUTS} -o @/overlay.tar`);
    expect(await made.cli("apply @/rootfs.tar @/overlay.tar -o @/applied.tar")).toMatchObject({ code: 0 });
    mkdirSync(join(directory, "applied"));
    execFileSync(
      "tar",
      ["-xpf", "applied.tar", "-C", "applied", "--xattrs", "--xattrs-include=*", "--numeric-owner", "--delay-directory-restore"],
      { cwd: directory },
    );
    execFileSync("umoci", ["raw", "unpack", "--image", "out:1", "unpacked"], { cwd: directory, stdio: "ignore" });
    const applied = treeOf(join(directory, "applied"));
    expect(treeOf(join(directory, "unpacked"))).toEqual(applied);
    expect(applied.some((line) => line.split(" = ").length === 4)).toBe(true);
    const layer = (jsonIn(made, stdout.slice(0, 64)) as Manifest).layers[1]?.digest.slice(7) ?? "";
    mkdirSync(join(directory, "alone"));
    execFileSync("tar", ["-xpzf", `out/blobs/sha256/${layer}`, "-C", "alone"], { cwd: directory });
    execFileSync("skopeo", ["copy", "-q", "oci:out:1", "oci:copy:1"], { cwd: directory });
    const copied = JSON.parse(readFileSync(join(directory, "copy/index.json"), "utf8"));
    expect(copied.manifests[0].digest).toBe(`sha256:${stdout.slice(0, 64)}`);
  });
});
