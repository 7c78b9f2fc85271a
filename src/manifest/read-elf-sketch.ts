import type { Span } from "../diagnostics/diagnostic.ts";
import { ELF_MACHINES } from "./elf-machines.ts";
import type { EntryContext } from "./entry-context.ts";
import { type Options, textOf } from "./read-options.ts";
import type { ElfSketch } from "./write-elf.ts";

/** What the options of an `elf` line say; `undefined` if neither they nor the defaults name a machine. */
export const readElfSketch = (line: Span, options: Options, { defaults, complain }: EntryContext): ElfSketch | undefined => {
  const text = (key: string): string | undefined => {
    const word = options.get(key);
    return word === undefined ? undefined : textOf(word, complain);
  };
  const word = options.get("machine") ?? defaults.get("machine");
  const machine = ELF_MACHINES[word?.text ?? ""];
  if (machine === undefined) {
    complain(word?.span ?? line, `machine= is one of ${Object.keys(ELF_MACHINES).join(", ")}`);
    return undefined;
  }
  return {
    machine,
    needed: text("needed")?.match(/[^,]+/g) ?? [],
    soname: text("soname"),
    runpath: text("runpath"),
    rpath: text("rpath"),
    interpreter: text("interp"),
  };
};
