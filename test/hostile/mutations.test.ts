import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { manifestEntries } from "../../src/manifest/manifest-entries.ts";
import { parseManifest } from "../../src/manifest/parse-manifest.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { memoryHost, memorySource } from "../support/memory-host.ts";
import { archiveOf } from "../support/tar-entries.ts";
import { type Mutation, tarMutation, textMutation } from "./mutations.ts";

const ROOT = join(import.meta.dirname, "../..");
const fileOf = (path: string): Buffer => readFileSync(join(ROOT, path));

/** A host on which everything has its counterpart: libraries, accounts, capabilities, links of both kinds, other containers. */
const HOST = `default mtime=1000 machine=arm
file /etc/passwd <<END
root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/:/bin/false
lxc:x:200:200::/:/bin/false
END
file /etc/group <<END
root:x:0:
lxc:x:200:
nogroup:x:65534:nobody
END
file /etc/ld.so.conf <<END
/opt/lib
END
file /etc/containerLog.properties <<END
CONTAINERS=""
END
elf /usr/bin/app 4755 root:lxc caps=cap_net_raw+ep interp=/lib/ld-linux-armhf.so.3 needed=libz.so.1,libc.so.6
hardlink /usr/bin/app2 /usr/bin/app
elf /lib/ld-linux-armhf.so.3 soname=ld-linux-armhf.so.3
elf /lib/libc.so.6 soname=libc.so.6
elf /usr/lib/libz.so.1.2 soname=libz.so.1 needed=libc.so.6 xattr.user.note=kept
link /usr/lib/libz.so.1 libz.so.1.2
elf /usr/bin/lxc-execute
elf /usr/bin/lxc-attach
elf /usr/bin/lxc-stop
elf /usr/sbin/init.lxc.static
elf /usr/lib/liblxc.so.1.7.0 soname=liblxc.so.1
link /usr/lib/liblxc.so.1 liblxc.so.1.7.0
link /bin usr/bin
dir /var/log
link /var/run ../run
dir /run
file /opt/data/deep/${"x".repeat(120)} 0600 4294967294:3000000
dir /container/OTHER 0550
char /dev/null 0666 dev=1:3
`;

const DESCRIPTION = `<CONTAINER SandboxName="APP">
  <LxcParams>
    <LauncherName>app</LauncherName>
    <ExecName>/usr/bin/app</ExecName>
    <ExecParams>-x "$2"</ExecParams>
    <StopFunction enable="true"/>
    <Attach>
      <ParamName>ping</ParamName>
      <ExecName>/usr/bin/app</ExecName>
      <UserName>nobody</UserName>
    </Attach>
  </LxcParams>
  <LxcConfig>
    <UserName>nobody</UserName>
    <GroupName>nogroup</GroupName>
    <CapKeep>net_raw</CapKeep>
    <CGroupSettings>
      <MemoryLimit>16M</MemoryLimit>
      <DeviceCgroup>
        <DevicesDeny name="all">a</DevicesDeny>
        <DevicesAllow name="null">c 1:3 rw</DevicesAllow>
      </DeviceCgroup>
    </CGroupSettings>
    <Network type="empty"/>
    <Environment>
      <Variable>LD_LIBRARY_PATH=/opt/lib</Variable>
    </Environment>
    <Logging enable="true">
      <LogPath>/var/log</LogPath>
      <Log>app.log</Log>
    </Logging>
    <Rootfs create="yes">
      <MountPoints>
        <Entry type="file" caps="cap_net_raw+ep" version="!release">
          <Source>/usr/bin/app</Source>
          <Destination>usr/bin/app</Destination>
          <Options>ro,bind,nosuid,nodev</Options>
        </Entry>
        <Entry type="dir">
          <Source>tmpfs</Source>
          <Destination>tmp</Destination>
          <FsType>tmpfs</FsType>
          <Options>size=64k,nosuid,nodev,noexec</Options>
        </Entry>
      </MountPoints>
      <MoveContent>
        <Entry type="dir">
          <Source>/opt/data</Source>
          <Destination>data</Destination>
        </Entry>
      </MoveContent>
      <LibsRoBindMounts>
        <Entry>libc</Entry>
        <Entry>ld-linux-armhf</Entry>
      </LibsRoBindMounts>
      <LibsHardlinks>
        <Entry>libz</Entry>
      </LibsHardlinks>
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`;

const XML = readdirSync(join(ROOT, "xml")).filter((name) => name.endsWith(".xml"));

const tarballOf = (manifest: string): Buffer => {
  const { value, diagnostics } = parseManifest(manifest, "rootfs.manifest");
  expect(diagnostics).toEqual([]);
  return archiveOf(manifestEntries(value));
};

const SMALL = { "rootfs.tar": tarballOf(HOST), "config.ini": fileOf("config.ini"), "a.xml": Buffer.from(DESCRIPTION) };

const LARGE = {
  "rootfs.tar": tarballOf(fileOf("xml/rootfs.manifest").toString()),
  "config.ini": fileOf("config.ini"),
  ...Object.fromEntries(XML.map((name) => [name, fileOf(`xml/${name}`)])),
};

type Files = Readonly<Record<string, Buffer>>;

const options = fc.tuple(
  fc.subarray([["-s"], ["-S"], ["-e"], ["-R", "ro"], ["--with-lxccpid"], ["--no-remount-hook"], ["--missing-libs", "error"], ["-v"]]),
  fc.constantFrom("auto", "2.0", "3.0", "4.0", "6.0", "7.0"),
  fc.constantFrom("version=debug,SOC_VER=arm_19.1", "version=release,RDK_VER=7", "version=production"),
);

/** What must hold of a run whatever its inputs are. */
const judge = async (files: Files, [chosen, dialect, tags]: readonly [readonly string[][], string, string]): Promise<string> => {
  const descriptions = Object.keys(files).filter((name) => name.endsWith(".xml"));
  const machine = memoryHost(files);
  const code = await run(["-r", "rootfs.tar", "-o", "o.tar", "--lxc", dialect, "-t", tags, ...chosen.flat(), ...descriptions], machine);
  const stderr = machine.stderr();
  expect(stderr).not.toContain("internal error");
  expect([0, 1]).toContain(code);
  const written = machine.written.get("o.tar");
  if (code === 1) {
    // An error may stand behind the warning that it follows from.
    expect(stderr).toMatch(/^(?:\S.*: error\[[a-z0-9-]+\]: .|note: \d+ more follows? from this: )/m);
    expect(written).toBeUndefined();
    return "refused";
  }
  expect(stderr).not.toContain(": error[");
  const overlay = readArchive(memorySource(written ?? Buffer.alloc(0)), "o.tar");
  expect(overlay.diagnostics).toEqual([]);
  expect(Array.from(overlay.value, ({ path }) => path).filter((path) => path.split("/").includes(".."))).toEqual([]);
  // apply refuses whatever would land elsewhere than it says: below a symlink, over another kind of thing, linked to nothing.
  const target = memoryHost({ ...files, "o.tar": written ?? Buffer.alloc(0) });
  expect(await run(["apply", "rootfs.tar", "o.tar", "-o", "device.tar"], target), target.stderr()).toBe(0);
  return "built";
};

/** As many as CI has time for; fewer find most of what there is. */
const RUNS = (process.env["CI"] ?? "") === "" ? 2_000 : 10_000;
const TIME = 300_000;

describe("mutated inputs", () => {
  it("are what they seem: both hosts build", async () => {
    expect(await judge(SMALL, [[["-s"]], "auto", "version=debug"])).toBe("built");
    expect(await judge(LARGE, [[], "auto", "version=debug,SOC_VER=arm_19.1"])).toBe("built");
  });

  const mutated = (files: Files, name: string, change: Mutation): Files => ({ ...files, [name]: change(files[name] ?? Buffer.alloc(0)) });

  const holds = async (files: Files, names: readonly string[], mutation: fc.Arbitrary<Mutation>, runs: number): Promise<void> => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), mutation, options, async (name, change, chosen) => {
        const outcome = await judge(mutated(files, name, change), chosen);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }),
      { numRuns: runs },
    );
    // A property of refusals alone, or of sound inputs alone, would say little.
    expect(outcomes.get("built")).toBeGreaterThan(runs / 50);
    expect(outcomes.get("refused")).toBeGreaterThan(runs / 50);
  };

  it("of a rootfs tarball never break anything", () => holds(SMALL, ["rootfs.tar"], tarMutation, RUNS * 0.5), TIME);
  it("of a description never break anything", () => holds(SMALL, ["a.xml"], textMutation, RUNS * 0.3), TIME);
  it("of config.ini never break anything", () => holds(SMALL, ["config.ini"], textMutation, RUNS * 0.1), TIME);
  it(
    "of a larger device never break anything",
    () => holds(LARGE, ["rootfs.tar", ...XML], fc.oneof(tarMutation, textMutation), RUNS * 0.1),
    TIME,
  );
});
