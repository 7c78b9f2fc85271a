import type { Place } from "./place.ts";

/** Lists of places by what stands first in them: what is searched alike gets the same list, so that each name is searched there once. */
export interface PlaceLists {
  readonly listFor: (directories: readonly string[]) => readonly Place[];
}

/** Lists that begin with an object's own directories and end with what holds for all. */
export const placeLists = (system: readonly Place[]): PlaceLists => {
  const lists = new Map<string, readonly Place[]>();
  return {
    listFor: (directories) => {
      if (directories.length === 0) return system;
      const distinct = [...new Set(directories)];
      const key = distinct.join("\0");
      const list = lists.get(key) ?? [...distinct.map((path): Place => ({ kind: "directory", path })), ...system];
      lists.set(key, list);
      return list;
    },
  };
};
