import { type Layout, packer } from "../../src/manifest/elf-image.ts";
import type { ElfMachine } from "../../src/manifest/elf-machines.ts";
import { elfHash } from "./elf-hash-tables.ts";
import { FIRST_VERSION, type SymbolRow, type Versions } from "./elf-symbol-rows.ts";

const DT_VERSYM = 0x6fff_fff0;
const DT_VERDEF = 0x6fff_fffc;
const DT_VERNEED = 0x6fff_fffe;

/** DT_VERSYM, DT_VERDEF and DT_VERNEED (elf.h), where there is any version. */
export const addVersions = (
  image: Layout,
  machine: ElfMachine,
  given: {
    readonly versions: Versions;
    readonly symbols: readonly SymbolRow[];
    readonly startOf: (text: string) => number;
    readonly base: string;
  },
): readonly (readonly number[])[] => {
  const { versions, symbols, startOf, base } = given;
  const { defined, needed } = versions;
  if (defined === undefined && needed.length === 0) return [];
  const pack = packer(machine);
  const tags = [[DT_VERSYM, image.add(pack("H", [0, ...symbols.map(({ version }) => version)])).offset]];
  if (defined !== undefined) {
    const names = [base, ...defined];
    const records = names.map((name, index) => {
      const isLast = index === names.length - 1;
      // vd_version, vd_flags (VER_FLG_BASE), vd_ndx, vd_cnt, vd_hash, vd_aux, vd_next; vda_name, vda_next.
      return pack("HHHHWWWWW", [1, index === 0 ? 1 : 0, index + 1, 1, elfHash(name), 20, isLast ? 0 : 28, startOf(name), 0]);
    });
    tags.push([DT_VERDEF, image.add(Buffer.concat(records)).offset], [DT_VERDEF + 1, names.length]);
  }
  const files = [...new Set(needed.map(({ file }) => file))];
  if (files.length > 0) {
    const records = files.map((file, index) => {
      const own = needed.filter((each) => each.file === file);
      // vn_version, vn_cnt, vn_file, vn_aux, vn_next
      const head = pack("HHWWW", [1, own.length, startOf(file), 16, index === files.length - 1 ? 0 : 16 + 16 * own.length]);
      // vna_hash, vna_flags (VER_FLG_WEAK), vna_other, vna_name, vna_next
      const each = own.map((version, at) =>
        pack("WHHWW", [
          elfHash(version.name),
          version.isWeak ? 2 : 0,
          FIRST_VERSION + (defined ?? []).length + needed.indexOf(version),
          startOf(version.name),
          at === own.length - 1 ? 0 : 16,
        ]),
      );
      return Buffer.concat([head, ...each]);
    });
    tags.push([DT_VERNEED, image.add(Buffer.concat(records)).offset], [DT_VERNEED + 1, files.length]);
  }
  return tags;
};
