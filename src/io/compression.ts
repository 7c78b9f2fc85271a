export type Compression = "none" | "gzip" | "bzip2" | "xz" | "zstd";

/** Bytes that `compressionOf` needs to decide. */
export const MAGIC_LENGTH = 10;

/** How a stream is compressed, told by its first bytes. */
export const compressionOf = (head: Uint8Array): Compression => {
  const hex = Buffer.from(head.subarray(0, MAGIC_LENGTH)).toString("hex");
  return MAGICS.find(({ magic }) => magic.test(hex))?.compression ?? "none";
};

/** bzip2's names the first block, too (pi or, for an empty stream, its square root): `BZh9` could begin a file's name in a tar. */
const MAGICS: readonly { readonly compression: Compression; readonly magic: RegExp }[] = [
  { compression: "gzip", magic: /^1f8b08/ },
  { compression: "bzip2", magic: /^425a683[1-9](314159265359|177245385090)/ },
  { compression: "xz", magic: /^fd377a585a00/ },
  { compression: "zstd", magic: /^(28b52ffd|5.2a4d18)/ },
];
