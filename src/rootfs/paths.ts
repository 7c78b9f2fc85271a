import { normalizePath } from "../linux/path-spelling.ts";

/** Whether `path` is `directory` or lies below it, by whole segments: `/variant` is not under `/var`. Spelling does not matter. */
export const isUnder = (path: string, directory: string): boolean => {
  const inner = normalizePath(path);
  const outer = normalizePath(directory);
  return outer === "" || inner === outer || inner.startsWith(`${outer}/`);
};

/** Whether a list of config.ini names a mount's source: paths by whole segments, pseudo sources (`tmpfs`) as they are. */
export const isListed = (source: string, list: readonly string[]): boolean =>
  list.some((each) => (each.startsWith("/") ? source.startsWith("/") && isUnder(source, each) : each === source));

/** The part before the last slash: `usr/lib` of `usr/lib/libc.so.6`, the empty string of `etc`. */
export const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 0));

/** The last segment: `libc.so.6` of `usr/lib/libc.so.6`. */
export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `child` below `parent`, where `parent` may be the root (the empty string). */
export const joinPath = (parent: string, child: string): string => (parent === "" ? child : `${parent}/${child}`);

/** The path that a symlink's target stands for, by its spelling: from the link's directory, or from the root. */
export const targetPath = (link: string, target: string): string => (target.startsWith("/") ? target : joinPath(parentOf(link), target));

/** The name that says of a path that it is gone: image-spec, layer.md, "Whiteouts". */
export const whiteoutOf = (path: string): string => joinPath(parentOf(path), `.wh.${baseOf(path)}`);

/** The path below `to` that a path below `from` has there; both may be the root (the empty string). */
export const rebase = (path: string, from: string, to: string): string =>
  path === from ? to : joinPath(to, from === "" ? path : path.slice(from.length + 1));

/** Every directory above a path, outermost first: `usr`, `usr/lib` of `usr/lib/libc.so.6`. */
export const ancestorsOf = (path: string): string[] => {
  const all: string[] = [];
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) all.push(path.slice(0, slash));
  return all;
};

/** Hands every directory above a path to `visit`, innermost first, until it returns false. */
export const visitAbove = (path: string, visit: (directory: string) => boolean): void => {
  for (let at = parentOf(path); at !== "" && visit(at);) at = parentOf(at);
};
