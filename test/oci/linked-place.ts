import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Workplace, workplace } from "../registry/workplace.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

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
elf /usr/bin/lxc-execute
elf /usr/bin/lxc-attach
elf /usr/bin/lxc-stop
elf /usr/sbin/init.lxc.static
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

/** A workplace with that host and description. */
export const linkedPlace = (): Workplace => {
  const made = workplace();
  writeFileSync(join(made.directory, "rootfs.tar"), manifestTarball(MANIFEST));
  writeFileSync(join(made.directory, "a.xml"), DESCRIPTION);
  return made;
};
