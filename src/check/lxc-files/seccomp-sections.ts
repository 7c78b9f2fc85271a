import { closest } from "../../diagnostics/closest.ts";
import type { MachineFamily } from "../../execution/machine-family.ts";

export type ReadSection =
  /** `isHere`: whether the device's kernel is of that machine; undefined where nobody knows. */
  | { readonly kind: "section"; readonly isHere: boolean | undefined }
  | { readonly kind: "wrong"; readonly message: string; readonly help: string };

/** Reads `[arm]`; LXC skips the sections of machines that the kernel is not of, and takes no other text: src/lxc/seccomp.c, parse_config_v2. */
export const readSection = (line: string, family: MachineFamily | undefined): ReadSection => {
  const [, name = ""] = /^\[([^\]]*)\]$/.exec(line) ?? [];
  const machine = SECTIONS.find((each) => each.name === name || each.name.toUpperCase() === name);
  if (machine === undefined)
    return { kind: "wrong", message: `"${line.replace("\r", "\\r")}" is no machine that LXC knows`, help: helpFor(line) };
  if (machine.name === "all") return { kind: "section", isHere: true };
  if (family === undefined) return { kind: "section", isHere: undefined };
  if (!machine.family.test(family)) return { kind: "section", isHere: false };
  return { kind: "section", isHere: machine.bits === 32 ? true : undefined };
};

const helpFor = (line: string): string => {
  if (line.endsWith("\r")) return "its lines end with a carriage return: write the file with the line ends of Unix";
  const word = line.replaceAll(/[^\w]/g, "").toLowerCase();
  const [similar = "all"] = closest(
    ALIASES[word] ?? word,
    SECTIONS.map(({ name }) => name),
  );
  return `write [${ALIASES[word] ?? similar}]`;
};

/** What others call these machines. */
const ALIASES: Readonly<Record<string, string>> = {
  amd64: "x86_64",
  i386: "x86",
  i686: "x86",
  aarch64: "arm64",
  armhf: "arm",
  armv7: "arm",
};

interface Section {
  readonly name: string;
  /** The family of programs that the kernel runs. */
  readonly family: RegExp;
  /** A kernel of 64 bits has the section of 32 bits as well; which of the two it is, its programs don't tell. */
  readonly bits: 32 | 64;
}

const section = (name: string, family: RegExp, bits: Section["bits"]): Section => ({ name, family, bits });

const SECTIONS: readonly Section[] = [
  section("all", /^/, 32),
  section("x86", /^x86,/, 32),
  section("x32", /^x86,/, 64),
  section("x86_64", /^x86,/, 64),
  section("arm", /^arm,/, 32),
  section("arm64", /^arm,/, 64),
  section("ppc", /^power, big/, 32),
  section("ppc64", /^power, big/, 64),
  section("ppc64le", /^power, little/, 64),
  section("mips", /^8, big/, 32),
  section("mips64", /^8, big/, 64),
  section("mips64n32", /^8, big/, 64),
  section("mipsel", /^8, little/, 32),
  section("mipsel64", /^8, little/, 64),
  section("mipsel64n32", /^8, little/, 64),
  section("s390", /^22,/, 64),
  section("s390x", /^22,/, 64),
];
