import { expect, it } from "vitest";
import { readArchive } from "../../src/tar/read-archive.ts";
import { memorySource } from "../support/memory-host.ts";
import { archiveOf, directory, file, hardlink, symlink } from "../support/tar-entries.ts";
import { description, outcomeOf, rootfsEntries } from "./hostile.ts";

const ROOTFS = archiveOf([
  ...rootfsEntries,
  file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n".repeat(40)),
  file(`usr/share/${"long/".repeat(30)}name`, "text", { uid: 4294967294 }),
  hardlink("etc/passwd-", "etc/passwd"),
]);

it("a tarball cut off at any block is named with the place", async () => {
  // Without its last zero block it is still whole.
  for (let length = 0; length <= ROOTFS.length - 1024; length += 512) {
    const { code, stderr } = await outcomeOf({}, ROOTFS.subarray(0, length));
    expect({ length, code }).toEqual({ length, code: 1 });
    expect(stderr).toMatch(/^rootfs\.tar: byte \d+: error\[(not-a-tar|tar-truncated|tar-ambiguous-extension)\]: /);
  }
  expect((await outcomeOf({}, ROOTFS.subarray(0, -512))).code).toBe(0);
});

it("a bit flipped in a header is a wrong checksum, or no tarball", async () => {
  const { value } = readArchive(memorySource(ROOTFS), "rootfs.tar");
  for (const { contentOffset } of value) {
    const damaged = Buffer.from(ROOTFS);
    const at = contentOffset - 512 + (contentOffset % 148);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    expect((await outcomeOf({}, damaged)).stderr).toMatch(/^rootfs\.tar: byte \d+: error\[(tar-checksum|not-a-tar)\]: /);
  }
});

it.each([
  ["container", [symlink("container", "/etc")], "container-not-directory"],
  ["container as a file", [file("container", "")], "container-not-directory"],
  ["the container's directory", [directory("container"), symlink("container/A", "/etc")], "container-exists"],
])("a symlink where the overlay has a directory is an error: %s", async (_, entries, code) => {
  expect((await outcomeOf({}, [...rootfsEntries, ...entries])).codes).toEqual([code]);
});

it("symlinks lead nowhere outside the rootfs", async () => {
  const moved = description('<MoveContent><Entry type="file"><Source>/up/hosts</Source><Destination>x</Destination></Entry></MoveContent>');
  const outside = [...rootfsEntries, symlink("up", "../../../../../../../../etc")];
  expect((await outcomeOf({ "a.xml": moved }, outside)).codes).toEqual(["missing-move-source"]);
  expect((await outcomeOf({ "a.xml": moved }, [...outside, file("etc/hosts", "")])).code).toBe(0);
});
