import type { Elf, ElfDamage } from "../rootfs/elf.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";

/** Machines of which one kernel may run all programs: one of 64 bits runs those of 32 bits, too, and a device may have it below a userland of 32 bits. */
export type MachineFamily = string;

/** The family that an ELF file is made for. */
export const familyOf = ({ machine, endian }: Elf): MachineFamily => `${FAMILIES.get(machine) ?? machine}, ${endian} endian`;

/** elf(5): x86 and x86-64, ARM and AArch64, PowerPC and PowerPC64, SPARC, SPARC32PLUS and SPARC v9. */
const FAMILIES: ReadonlyMap<number, string> = new Map([
  [3, "x86"],
  [62, "x86"],
  [40, "arm"],
  [183, "arm"],
  [20, "power"],
  [21, "power"],
  [2, "sparc"],
  [18, "sparc"],
  [43, "sparc"],
]);

/** The family of a host's own programs; undefined where they tell of none or of several, or where the host may run others' (binfmt_misc). */
export const hostFamily = (host: HostRootfs, readElf: (node: HostNode) => Elf | ElfDamage | undefined): MachineFamily | undefined => {
  const families = new Set<MachineFamily>();
  for (const path of TELLING) {
    const found = lookup(host, path);
    const elf = found.kind === "found" ? readElf(found.node) : undefined;
    if (elf?.kind === "elf") families.add(familyOf(elf));
  }
  const [family, ...others] = families;
  return others.length > 0 || runsOthers(host) ? undefined : family;
};

/** What nearly every device has. */
const TELLING = [
  "/sbin/init",
  "/lib/systemd/systemd",
  "/usr/lib/systemd/systemd",
  "/bin/sh",
  "/bin/busybox",
  "/usr/bin/lxc-execute",
  "/usr/bin/env",
];

/** binfmt.d(5), and qemu-user, which distributions register by other ways as well. */
const runsOthers = (host: HostRootfs): boolean =>
  ["etc/binfmt.d", "usr/lib/binfmt.d", "lib/binfmt.d"].some((path) => host.nodes.namesIn(path).length > 0) ||
  ["usr/bin", "bin"].some((path) => host.nodes.namesIn(path).some((name) => name.startsWith("qemu-")));
