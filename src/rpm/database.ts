import { berkeleyValues, isBerkeley } from "./berkeley.ts";
import { isNdb, ndbValues } from "./ndb.ts";
import { readHeader, type RpmPackage } from "./header.ts";
import { isSqlite, sqliteValues } from "./sqlite.ts";

/** The files that rpm keeps its packages in, by its backends: SQLite (since 4.16), ndb, a hash of Berkeley DB (before). */
export const DATABASE_FILES = ["rpmdb.sqlite", "Packages.db", "Packages"] as const;

/**
 * The packages of a database of rpm, in no certain order; `undefined`: it is of none of the three kinds, or damaged. Keys of signers, which rpm
 * keeps as packages, are left out.
 */
export const readRpmDatabase = (bytes: Uint8Array): readonly RpmPackage[] | undefined => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let read = 0;
    const packages: RpmPackage[] = [];
    for (const value of valuesIn(file)) {
      read += value.length;
      if (read > file.length) throw new RangeError("values that share their bytes");
      packages.push(readHeader(value));
    }
    return packages.filter(({ name }) => name !== "gpg-pubkey");
  } catch (problem) {
    // Every read beyond the end of a Buffer is one.
    if (problem instanceof RangeError) return undefined;
    throw problem;
  }
};

/** The headers that a database holds. Throws a RangeError where it is damaged. */
const valuesIn = (file: Buffer): Iterable<Buffer> => {
  if (isSqlite(file)) return sqliteValues(file, "Packages");
  if (isNdb(file)) return ndbValues(file);
  if (isBerkeley(file)) return berkeleyValues(file);
  throw new RangeError("no database of rpm");
};
