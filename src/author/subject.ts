import type { ElfReader } from "../loader/elf-reader.ts";
import type { Service } from "../rootfs/services.ts";
import type { HostPackage } from "../rootfs/packages.ts";
import type { User } from "../rootfs/accounts.ts";
import type { Device } from "./device.ts";
import type { AddedWords } from "./foreground.ts";
import type { Program } from "./find-program.ts";

/** What a description is written for, as far as it is known before anything is drafted. */
export interface Subject {
  readonly device: Device;
  readonly program: Program;
  /** Paths that the program has in its bytes, absolute; the host need not have them. */
  readonly paths: readonly string[];
  readonly service: Service | undefined;
  /** Whether words behind the program were asked for. */
  readonly isCommanded: boolean;
  /** The words behind the program. */
  readonly words: readonly string[];
  /** Which of them neither the command line nor the unit gives. */
  readonly added: readonly AddedWords[];
  /** What these give, and a container can't have. */
  readonly dropped: readonly string[];
  /** Whether it is known to stay in the foreground. */
  readonly isForeground: boolean;
  readonly user: User | undefined;
  /** The bytes of its file, a character each. */
  readonly text: string;
  /** Files of its package, absolute. */
  readonly packageFiles: readonly string[];
  /** Files of the host that start it, or name it. */
  readonly usedBy: () => readonly string[];
  readonly owner: HostPackage | undefined;
  /** Configuration and data of its package, absolute. */
  readonly packagePlaces: readonly string[];
  readonly readElf: ElfReader;
  /** What its files and directories may be called after. */
  readonly names: readonly string[];
}
