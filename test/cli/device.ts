import { run } from "../../src/cli/run.ts";
import type { Host } from "../../src/io/host.ts";
import { memoryHost } from "../support/memory-host.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

/** The manifest of the device's rootfs. */
export const MANIFEST = `default mtime=1000 machine=arm
file /etc/passwd <<END
root:x:0:0:root:/root:/bin/sh
END
file /etc/group <<END
root:x:0:
END
elf /usr/bin/demo
elf /usr/bin/lxc-execute
elf /usr/bin/lxc-attach
elf /usr/bin/lxc-stop
elf /usr/sbin/init.lxc.static
elf /usr/lib/liblxc.so.1.8.0 soname=liblxc.so.1
link /usr/lib/liblxc.so.1 liblxc.so.1.8.0
`;

export const CONFIG = `[TAGS]
version = debug, release
SOC_VER = arm, mips
[RANGE]
RDK_VER =
[WRITABLE]
paths = /var, tmpfs
[EXECUTABLE]
paths = /usr/bin, /usr/lib
[LIBRARIES]
paths = /usr/lib
`;

/** A description that has no errors; `config` goes into LxcConfig. */
export const description = (name: string, config = ""): string => `<CONTAINER SandboxName="${name}">
  <LxcParams><LauncherName>demo</LauncherName><ExecName>/usr/bin/demo</ExecName></LxcParams>
  <LxcConfig>
    ${config}
    <Rootfs create="yes">
      <MountPoints>
        <Entry type="dir"><Source>/usr/bin</Source><Destination>usr/bin</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>
      </MountPoints>
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`;

/** The device's rootfs; what `users` are stands in its passwd, too. */
export const rootfsTarball = (users = ""): Uint8Array => {
  const manifest = MANIFEST.replace("END\nfile /etc/group", `${users}END\nfile /etc/group`);
  return manifestTarball(manifest);
};

const FILES = {
  "config.ini": CONFIG,
  "rootfs.tar": rootfsTarball(),
  "a.xml": description("DEMO"),
  "b.xml": description("other.one"),
  "broken.xml": '<CONTAINER SandboxName="BROKEN">\n\t<LxcConfig>\n',
  "wrong.xml": description("WRONG", "<CapKeep>nothing</CapKeep>"),
  "noise.tar": Buffer.alloc(2048, "no tarball"),
};

/** Runs a command line on a machine of a few files; `files` adds to them or replaces them. */
export const cli = async (
  line: string,
  more: { files?: Record<string, string | Uint8Array>; environment?: Record<string, string>; host?: Partial<Host> } = {},
): Promise<{ code: number; stdout: string; stderr: string; written: ReadonlyMap<string, Uint8Array> }> => {
  const files = Object.entries({ ...FILES, ...more.files }).map(([name, content]) => [name, Buffer.from(content)] as const);
  const memory = memoryHost(Object.fromEntries(files), more.environment);
  const code = await run(
    line.split(" ").filter((word) => word !== ""),
    { ...memory, ...more.host },
  );
  return { code, stdout: memory.stdout(), stderr: memory.stderr(), written: memory.written };
};
