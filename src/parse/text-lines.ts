import { decodeXml } from "./decode.ts";

/** Finds the lines of texts by their files, and decodes each at most once; `undefined` for any other file. */
export const linesOfTexts = (
  texts: readonly { readonly file: string; readonly bytes: Uint8Array }[],
): ((file: string) => readonly string[] | undefined) => {
  const lines = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!lines.has(file)) {
      const text = texts.find((each) => each.file === file);
      lines.set(file, text && decodeXml(text.bytes, file).value?.split("\n"));
    }
    return lines.get(file);
  };
};
