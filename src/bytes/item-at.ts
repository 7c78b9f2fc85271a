/**
 * The item at an index that is known to be inside of the list. Throws an Error where it is not, which is a bug of the caller: a value put in
 * its place would hide it.
 */
export const itemAt = <T extends number | string | object>(list: ArrayLike<T>, index: number): T => {
  const item = list[index];
  if (item === undefined) throw new RangeError(`index ${index} lies outside of a list of ${list.length}`);
  return item;
};
