import { compareUtf8 } from "../tar/order.ts";
import { parentOf } from "./paths.ts";

/** What lies in which directory, by full paths. */
export interface DirectoryIndex {
  /** Adds a path other than the root's; twice is as good as once. */
  readonly add: (path: string) => void;
  /** The base names in a directory, in the order of their UTF-8 bytes; none for what is no directory. */
  readonly namesIn: (directory: string) => readonly string[];
}

export const openDirectoryIndex = (): DirectoryIndex => {
  const children = new Map<string, Children>();
  let last = "";
  let ofLast: Children | undefined;
  return {
    add: (path) => {
      // Neighbours mostly share their directory.
      if (ofLast === undefined || !isDirectlyIn(path, last)) {
        last = parentOf(path);
        ofLast = children.get(last) ?? { paths: [], names: undefined };
        children.set(last, ofLast);
      }
      ofLast.paths.push(path);
    },
    namesIn: (directory) => {
      const found = children.get(directory);
      if (found === undefined) return [];
      const begin = directory === "" ? 0 : directory.length + 1;
      found.names ??= [...new Set(found.paths.map((path) => path.slice(begin)))].sort(compareUtf8);
      return found.names;
    },
  };
};

interface Children {
  readonly paths: string[];
  /** Made when they are first asked for, after the last path was added. */
  names: readonly string[] | undefined;
}

/** Whether a path lies in a directory other than the root, and not deeper. (`lastIndexOf` takes much longer.) */
export const isDirectlyIn = (path: string, directory: string): boolean =>
  path.charCodeAt(directory.length) === SLASH && path.startsWith(directory) && !path.includes("/", directory.length + 1);

const SLASH = 0x2f;
