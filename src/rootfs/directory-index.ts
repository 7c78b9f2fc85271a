import { compareUtf8 } from "../tar/order.ts";

/** What lies in which directory. */
export interface DirectoryIndex {
  /** The full paths of what lies in a directory, to be added to; twice is as good as once. */
  readonly pathsIn: (directory: string) => string[];
  /** The base names in a directory, in the order of their UTF-8 bytes; none for what is no directory. */
  readonly namesIn: (directory: string) => readonly string[];
}

/** An empty index. Names are sorted when they are first asked for, after the last path was added. */
export const openDirectoryIndex = (): DirectoryIndex => {
  const paths = new Map<string, string[]>();
  const names = new Map<string, readonly string[]>();
  return {
    pathsIn: (directory) => {
      const known = paths.get(directory);
      if (known !== undefined) return known;
      const list: string[] = [];
      paths.set(directory, list);
      return list;
    },
    namesIn: (directory) => {
      const known = names.get(directory);
      if (known !== undefined) return known;
      const begin = directory === "" ? 0 : directory.length + 1;
      const sorted = [...new Set(paths.get(directory)?.map((path) => path.slice(begin)))].sort(compareUtf8);
      names.set(directory, sorted);
      return sorted;
    },
  };
};

/** Whether a path lies in a directory other than the root, and not deeper. (`lastIndexOf` takes much longer.) */
export const isDirectlyIn = (path: string, directory: string): boolean =>
  path.charCodeAt(directory.length) === SLASH && path.startsWith(directory) && !path.includes("/", directory.length + 1);

const SLASH = 0x2f;
