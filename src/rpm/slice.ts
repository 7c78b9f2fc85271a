/** So many bytes from a place on. Throws a RangeError where the file ends before, as Buffer's own readers do. */
export const slice = (file: Buffer, begin: number, length: number): Buffer => {
  if (begin + length > file.length) throw new RangeError("the file ends too early");
  return file.subarray(begin, begin + length);
};
