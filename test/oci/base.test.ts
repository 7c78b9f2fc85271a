import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manifestEntries } from "../../src/manifest/manifest-entries.ts";
import { parseManifest } from "../../src/manifest/parse-manifest.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";
import { INPUTS, type Workplace, workplace } from "../registry/workplace.ts";
import { isRoot, needs } from "../support/needs.ts";

/** Hard links, capabilities, odd owners and modes; the container takes a program away and links libraries. */
const MANIFEST = `default mtime=1000 machine=mipsel
file /etc/passwd <<END
root:x:0:0:root:/root:/bin/sh
END
file /etc/group <<END
root:x:0:
END
dir /tmp 1777
elf /usr/bin/demo caps=cap_net_raw+ep
elf /usr/bin/moved 4755 7:8
elf /usr/lib/liblxc.so.1.8.0 soname=liblxc.so.1
link /usr/lib/liblxc.so.1 liblxc.so.1.8.0
elf /usr/lib/libown.so.1.2 0755 3:4 soname=libown.so.1 caps=cap_net_admin+ep
link /usr/lib/libown.so.1 libown.so.1.2
hardlink /usr/lib/alias.so /usr/lib/libown.so.1.2
dir /opt/own 0700 9:9
hardlink /opt/own/copy.so /usr/lib/libown.so.1.2
char /dev/null 0666 dev=1:3
`;

const DESCRIPTION = `<CONTAINER SandboxName="DEMO">
  <LxcParams><LauncherName>demo</LauncherName><ExecName>/usr/bin/moved</ExecName></LxcParams>
  <LxcConfig>
    <Rootfs create="yes">
      <MoveContent><Entry type="file"><Source>/usr/bin/moved</Source><Destination>/usr/bin/moved</Destination></Entry></MoveContent>
      <LibsHardlinks><Entry>libown</Entry></LibsHardlinks>
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`;

const place = (): Workplace => {
  const made = workplace();
  const { value, diagnostics } = parseManifest(MANIFEST, "manifest");
  expect(diagnostics).toEqual([]);
  writeFileSync(join(made.directory, "rootfs.tar"), Buffer.concat([...writeArchive(manifestEntries(value))]));
  writeFileSync(join(made.directory, "a.xml"), DESCRIPTION);
  return made;
};

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string }[];
}

const jsonIn = ({ read }: Workplace, digest: string): unknown => JSON.parse(read(`out/blobs/sha256/${digest.slice(-64)}`).toString());

/** The directory's entries with all their metadata, and which names share an inode. */
const treeOf = (directory: string): readonly string[] => {
  const run = (script: string): string[] => execFileSync("sh", ["-c", script], { cwd: directory, encoding: "utf8" }).trim().split("\n");
  const metadata = run("find . -mindepth 1 -printf '%P %y %m %U:%G %l %T@\\n' | LC_ALL=C sort");
  const contents = run("find . -type f -exec sha256sum {} + | LC_ALL=C sort");
  const attributes = run("getfattr -R -h -d -m - -e hex . 2>/dev/null");
  const names = new Map<string, string[]>();
  for (const line of run("find . -type f -links +1 -printf '%i %P\\n' | LC_ALL=C sort")) {
    const [inode = "", name = ""] = line.split(" ");
    names.set(inode, [...(names.get(inode) ?? []), name]);
  }
  return [...metadata, ...contents, ...attributes, ...[...names.values()].map((group) => group.join(" = ")).toSorted()];
};

describe("an image of host rootfs and overlay", () => {
  it("has both as layers, the overlay's with the files that its hard links name", async () => {
    const made = place();
    const { code, stdout } = await made.cli(`${INPUTS} --base -o oci:@/out`);
    expect(code).toBe(0);
    const manifest = jsonIn(made, stdout.slice(0, 64)) as Manifest;
    expect(manifest).not.toHaveProperty("artifactType");
    expect(manifest.layers).toHaveLength(2);
    expect(jsonIn(made, manifest.config.digest)).toMatchObject({ architecture: "mipsle", os: "linux", rootfs: { type: "layers" } });
    const listing = (await made.cli("inspect oci:@/out")).stdout;
    const [own, link] = [listing.indexOf(" usr/lib/libown.so.1.2 cap_net_admin=ep\n"), listing.indexOf("libown.so.1.2 link to usr/lib/libown.so.1.2")];
    expect(own).toBeGreaterThan(0);
    expect(link).toBeGreaterThan(own);
    expect(listing).toMatch(/^hrwxr-xr-x 3:4 +0 opt\/own\/copy\.so link to usr\/lib\/libown\.so\.1\.2/m);
    expect(listing).toMatch(/^drwx------ 9:9 +0 opt\/own\/$/m);
    expect(listing).toContain("usr/bin/.wh.moved");
  });

  it("is verified like an artifact", async () => {
    const made = place();
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
    const made = place();
    const { directory } = made;
    const { stdout } = await made.cli(`${INPUTS} --base -o oci:@/out:1`);
    await made.cli(`${INPUTS} -o @/overlay.tar`);
    expect(await made.cli("apply @/rootfs.tar @/overlay.tar -o @/applied.tar")).toMatchObject({ code: 0 });
    mkdirSync(join(directory, "applied"));
    execFileSync("tar", ["-xpf", "applied.tar", "-C", "applied", "--xattrs", "--xattrs-include=*", "--numeric-owner", "--delay-directory-restore"], { cwd: directory });
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
