import { closest } from "../diagnostics/closest.ts";
import type { Spanned } from "../model/container.ts";
import { profilePath } from "../model/seccomp-profiles.ts";
import type { Elf } from "../rootfs/elf.ts";
import { readHostElf } from "../rootfs/elf.ts";
import { lookup } from "../rootfs/lookup.ts";
import { MAX_HOST_TEXT, readHostFile } from "../rootfs/read-file.ts";
import { profileEmpty, profileNotFound } from "./bundle-findings.ts";
import type { PlanContext } from "./plan-context.ts";
import type { Why } from "./why.ts";

/** The system calls that a bundle may make; all others fail with EPERM. */
export interface SystemCallFilter {
  /** Each once, in the order of the profile. */
  readonly names: readonly string[];
  /** As libseccomp calls it; absent where the host's programs do not tell. */
  readonly architecture: string | undefined;
  /** The profile, where it is no file of the host. */
  readonly file: string | undefined;
  readonly why: Why;
}

/** The filter that a SeccompProfile asks for: a file of the host where its path is absolute, else one that lies beside its description. */
export const planFilter = (context: PlanContext, profile: Spanned<string>): SystemCallFilter | undefined => {
  const bytes = profile.value.startsWith("/") ? ofHost(context, profile.value) : ofRun(context, profile);
  if (bytes === undefined) {
    const path = profile.value.startsWith("/")
      ? `${context.rootfs.file} has no file ${profile.value}`
      : `there is no ${pathOf(context, profile)}`;
    const given = context.profiles.map(({ file }) => file);
    context.report(profileNotFound(profile.span, path, closest(pathOf(context, profile), given)));
    return undefined;
  }
  const names = namesIn(bytes);
  if (names.length === 0) context.report(profileEmpty(profile.span, profile.value));
  const file = profile.value.startsWith("/") ? undefined : pathOf(context, profile);
  return { names, architecture: architectureOf(context), file, why: { reason: "SeccompProfile", span: profile.span } };
};

const ofHost = ({ rootfs }: PlanContext, path: string): Uint8Array | undefined => {
  const found = lookup(rootfs, path);
  return found.kind === "found" && found.node.type === "file" && found.node.size <= MAX_HOST_TEXT
    ? readHostFile(rootfs, found.node)
    : undefined;
};

const pathOf = ({ options }: PlanContext, { value, span }: Spanned<string>): string =>
  profilePath(value, span.file, options.seccompDirectory);

const ofRun = (context: PlanContext, profile: Spanned<string>): Uint8Array | undefined =>
  context.profiles.find(({ file }) => file === pathOf(context, profile))?.bytes;

/** One system call a line; `#` begins a comment. */
const namesIn = (bytes: Uint8Array): readonly string[] => [
  ...new Set(
    Buffer.from(bytes)
      .toString("utf8")
      .split("\n")
      .map((line) => line.replace(/#.*/, "").trim())
      .filter((name) => name !== ""),
  ),
];

/** That of the host's own programs. */
const architectureOf = ({ rootfs }: PlanContext): string | undefined => {
  for (const path of TELLING) {
    const found = lookup(rootfs, path);
    const elf = found.kind === "found" ? readHostElf(rootfs, found.node) : undefined;
    const name = elf?.kind === "elf" ? architectureName(elf) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
};

/** What a bundle executes, then what nearly every device has. */
const TELLING = [
  "/usr/libexec/DobbyInit",
  "/bin/sh",
  "/bin/busybox",
  "/sbin/init",
  "/lib/systemd/systemd",
  "/usr/lib/systemd/systemd",
  "/usr/bin/env",
];

/** The architectures of the OCI runtime spec (config-linux.md, seccomp), as seccomp(3) names them, by e_machine, width and byte order: elf(5). */
const architectureName = ({ machine, bits, endian }: Elf): string | undefined => {
  const name = machine === 8 ? `MIPS${endian === "little" ? "EL" : ""}${bits === 64 ? "64" : ""}` : MACHINES[machine];
  return name === undefined ? undefined : `SCMP_ARCH_${name}`;
};

const MACHINES: Readonly<Record<number, string>> = { 3: "X86", 40: "ARM", 62: "X86_64", 183: "AARCH64" };
