import { describe, expect, it } from "vitest";
import { cli } from "../cli/device.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

const MANIFEST = `default machine=arm
file /etc/passwd <<END
root:x:0:0:root:/root:/bin/sh
END
file /etc/group <<END
root:x:0:
END
elf /usr/lib/ld-linux.so.3 soname=ld-linux.so.3
elf /usr/lib/libc.so.6 soname=libc.so.6
elf /usr/lib/libdep.so.2.0 soname=libdep.so.2 needed=libc.so.6
link /usr/lib/libdep.so.2 libdep.so.2.0
elf /usr/lib/libidle.so soname=libidle.so
elf /usr/bin/app interp=/usr/lib/ld-linux.so.3 needed=libdep.so.2,libc.so.6
file /usr/share/app/data
link /usr/share/app/link data
`;

const rootfs = manifestTarball(MANIFEST);

const XML = `<CONTAINER SandboxName="APP">
  <LxcParams><LauncherName>app</LauncherName><ExecName>/usr/bin/app</ExecName></LxcParams>
  <LxcConfig>
    <CapDrop SOC_VER="arm">mknod</CapDrop>
    <Rootfs create="yes">
      <MountPoints>
        <Entry type="file"><Source>/usr/bin/app</Source><Destination>usr/bin/app</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>
        <Entry type="dir"><Source>/usr/share/app</Source><Destination>opt</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>
        <Group version="debug"><Entry type="dir"><Source>tmpfs</Source><Destination>tmp</Destination><FsType>tmpfs</FsType><Options>size=1m,nosuid,nodev</Options></Entry></Group>
      </MountPoints>
      <LibsRoBindMounts><Entry>ld-linux</Entry><Entry>libc</Entry><Entry>libdep</Entry><Entry>libidle</Entry></LibsRoBindMounts>
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`;

const explain = (asked: string, { tags = "version=debug,SOC_VER=arm", xml = XML, more = "" } = {}) =>
  cli(`explain --lxc 5.0 -t ${tags} ${more} -r app.tar --path ${asked} app.xml`, { files: { "app.tar": rootfs, "app.xml": xml } });

describe("explain --path", () => {
  it("tells of a library who brought it, which file of the host it is, and who needs it", async () => {
    const { code, stdout, stderr } = await explain("APP:/usr/lib/libdep.so.2");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(`APP:/usr/lib/libdep.so.2: a mount
  app.xml:11:67: LibsRoBindMounts libdep
  mount: /usr/lib/libdep.so.2 on /usr/lib/libdep.so.2, none, ro,bind,nodev,nosuid
  host file: /usr/lib/libdep.so.2.0
  needed by: usr/bin/app
`);
    const asEntry = await explain("/container/APP/rootfs/usr/lib/libdep.so.2");
    expect(asEntry.stdout).toContain("an empty file on which something is mounted\n  app.xml:11:67: LibsRoBindMounts libdep\n");
    expect(asEntry.stdout).toContain("  needed by: usr/bin/app\n");
  });

  it("tells all who need one, each with who needs that, and of one that nobody needs just this", async () => {
    expect((await explain("APP:/usr/lib/libc.so.6")).stdout).toContain(
      "  needed by: usr/bin/app\n  needed by: usr/lib/libdep.so.2 (needed by usr/bin/app)\n",
    );
    expect((await explain("APP:/usr/lib/ld-linux.so.3")).stdout).toContain("  needed by: usr/bin/app\n");
    expect((await explain("APP:/usr/lib/libidle.so")).stdout).toContain("  needed by: nothing in the container, as far as");
  });

  it("tells the tags of an element, and of the groups it stands in", async () => {
    expect((await explain("APP:/tmp/x")).stdout).toBe(`APP:/tmp/x: if anything, what only the running device has there
  app.xml:9:32: MountPoints: Entry tmpfs (version="debug" matches debug)
  mount: tmpfs on /tmp, tmpfs, size=1m,nosuid,nodev
`);
    const conf = "container/APP/conf/lxc.conf";
    const { stdout } = await explain(`${conf}:5 --path ${conf}:4 --path ${conf}:3`);
    expect(stdout).toBe(`${conf}:5: lxc.cap.drop = mknod
  app.xml:4:5: CapDrop mknod (SOC_VER="arm" matches arm)
${conf}:4: # Capabilities
  app.xml:4:5: CapDrop mknod (SOC_VER="arm" matches arm)
${conf}:3: an empty line before what follows
  app.xml:4:5: CapDrop mknod (SOC_VER="arm" matches arm)
`);
  });

  it("tells what a mounted directory shows, symlinks as what they are", async () => {
    expect((await explain("APP:/opt/data")).stdout).toBe(`APP:/opt/data: shown by a mount
  app.xml:8:9: MountPoints: Entry /usr/share/app
  mount: /usr/share/app on /opt, none, ro,bind,nosuid,nodev
  host file: /usr/share/app/data
`);
    expect((await explain("APP:/opt/link")).stdout).toContain("  symlink to: data\n");
  });

  it("tells what LXC itself fills: a fresh /dev, and the file systems of AutoMount", async () => {
    const xml = XML.replace("</Rootfs>", "<AutoMount>proc:mixed</AutoMount></Rootfs>");
    expect((await explain("APP:/proc/cpuinfo", { xml })).stdout).toBe(
      "APP:/proc/cpuinfo: if anything, what LXC makes there\n  app.xml:12:5: AutoMount proc:mixed\n",
    );
    expect((await explain("APP:/proc", { xml })).stdout).toContain("AutoMount proc:mixed\n");
    expect((await explain("APP:/dev/null")).stdout).toContain("what LXC makes there\n  app.xml:5:5: a fresh /dev, as everywhere");
  });

  it("tells of a shared rootfs that it is the host's", async () => {
    const { code, stdout } = await explain("APP:/usr/bin/app", { more: "-e" });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "the host's own: the container shares the host's rootfs\n  app.xml:1:1: container APP\n  host file: /usr/bin/app\n",
    );
  });

  it("points at the element that tags leave out", async () => {
    const { code, stdout, stderr } = await explain("APP:/tmp/x", { tags: "version=release,SOC_VER=arm" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("app.xml:9:32: error[not-in-overlay]: APP:/tmp/x is not there, since MountPoints: Entry tmpfs is left out: ");
    expect(stderr).toContain('version="debug" does not match release\n');
  });

  it.each([
    ["APP:/usr/lib/libdep.so.3", "did you mean APP:/usr/lib/libdep.so.2?"],
    ["AP:/usr/lib/libc.so.6", "did you mean APP:/usr/lib/libc.so.6?"],
    ["/usr/lib/libc.so.6", "did you mean APP:/usr/lib/libc.so.6?"],
    ["container/APP/conf/lxc.cnf", "did you mean container/APP/conf/lxc.conf?"],
    ["container/APP/conf/lxc.conf:900", "conf/lxc.conf has 28 lines"],
    ["container/APP/rootfs/etc/passwd:1", "passwd is made as a whole"],
    ["nothing/of/the/kind", "ask for a path of the overlay"],
  ])("%s is not there: %s", async (asked, expected) => {
    const { code, stdout, stderr } = await explain(asked);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`error[not-in-overlay]`);
    expect(stderr).toContain(expected);
  });

  it("tells no warnings, but what keeps something from being planned", async () => {
    const xml = XML.replace("<Entry>libidle</Entry>", "<Entry>libnone</Entry>");
    const { code, stdout, stderr } = await explain("APP:/opt/data", { xml });
    expect(code).toBe(1);
    expect(stdout).toContain("APP:/opt/data: shown by a mount\n");
    expect([...stderr.matchAll(/(?:error|warning)\[[a-z-]+\]/g)].map(String)).toEqual(["error[missing-library-entry]"]);
  });

  it("needs a rootfs", async () => {
    expect(await cli("explain --path x a.xml")).toMatchObject({ code: 2, stdout: "" });
  });
});

it("explain names an Entry by its Source, and by its own text", async () => {
  const { stdout } = await cli("explain -t version=release,SOC_VER=arm app.xml", { files: { "app.xml": XML } });
  expect(stdout).toBe(`app.xml:4:5: kept CapDrop mknod: SOC_VER="arm" matches arm
app.xml:9:32: left out Entry tmpfs: version="debug" does not match release
`);
});
