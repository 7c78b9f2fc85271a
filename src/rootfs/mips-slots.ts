import type { DynamicSection } from "./dynamic-section.ts";
import type { SymbolUses } from "./elf-relocations.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** What the slots of MIPS' global offset table use without any relocations. */
interface MipsSlots {
  /** The number of symbols up to the last one of them; 0 without slots. */
  readonly end: number;
  readonly uses: (table: SymbolTable) => SymbolUses;
}

const MIPS = 8;
const DT_MIPS_SYMTABNO = 0x7000_0011;
const DT_MIPS_GOTSYM = 0x7000_0013;
const STT_FUNC = 2;
const STO_MIPS_PLT = 8;

/**
 * All symbols from DT_MIPS_GOTSYM on have a slot. An undefined function with a value has a stub there and is bound at its first call, anything else
 * at start (elf_machine_got_rel of glibc's sysdeps/mips/dl-machine.h).
 */
export const mipsSlots = ({ value }: DynamicSection, machine: number): MipsSlots => {
  const begin = value(DT_MIPS_GOTSYM);
  const end = value(DT_MIPS_SYMTABNO);
  if (machine !== MIPS || begin === undefined || end === undefined || begin >= end) return { end: 0, uses: () => new Map() };
  return {
    end,
    uses: (table) => {
      const [call, data] = [new Set<number>(), new Set<number>()];
      for (let index = begin; index < end; index += 1) {
        const { type, value: address, other } = table.symbol(index);
        const hasStub = type === STT_FUNC && address !== 0 && (other & STO_MIPS_PLT) === 0;
        (hasStub ? call : data).add(index);
      }
      return new Map([
        ["call", call],
        ["data", data],
      ]);
    },
  };
};
