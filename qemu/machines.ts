/** An emulated device: a CPU, the board QEMU puts it on, and the kernel Debian has for it. */
export interface Machine {
  readonly name: string;
  /** Debian's name of the CPU. */
  readonly debian: string;
  /** The directory below /lib that libraries of this CPU lie in. */
  readonly triplet: string;
  /** The path of its dynamic linker: PT_INTERP of Debian's programs. */
  readonly loader: string;
  readonly kernel: string;
  readonly qemu: readonly [program: string, ...options: readonly string[]];
  readonly console: string;
  /** Ending of virtio's devices: on a bus of their own, or on PCI. */
  readonly bus: "device" | "pci";
}

export const MACHINES: Readonly<Record<"arm" | "mips" | "arm64", Machine>> = {
  arm: {
    name: "arm",
    debian: "armhf",
    triplet: "arm-linux-gnueabihf",
    loader: "/lib/ld-linux-armhf.so.3",
    kernel: "linux-image-armmp",
    qemu: ["qemu-system-arm", "-M", "virt", "-cpu", "cortex-a15", "-m", "1024"],
    console: "ttyAMA0",
    bus: "device",
  },
  mips: {
    name: "mips",
    debian: "mipsel",
    triplet: "mipsel-linux-gnu",
    loader: "/lib/ld.so.1",
    kernel: "linux-image-4kc-malta",
    qemu: ["qemu-system-mipsel", "-M", "malta", "-vga", "none", "-m", "1024"],
    console: "ttyS0",
    bus: "pci",
  },
  arm64: {
    name: "arm64",
    debian: "arm64",
    triplet: "aarch64-linux-gnu",
    loader: "/lib/ld-linux-aarch64.so.1",
    kernel: "linux-image-arm64",
    qemu: ["qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a57", "-m", "1024"],
    console: "ttyAMA0",
    bus: "device",
  },
};
