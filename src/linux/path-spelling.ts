/** The path without empty and `.` segments and without a slash at either end: `/usr//lib/` gives `usr/lib`. `..` is left alone. */
export const normalizePath = (path: string): string => {
  // Most paths are that already, or but for a slash before them, and are compared with many others.
  const relative = path.startsWith("/") ? path.slice(1) : path;
  if (!NOT_NORMAL.test(relative)) return relative;
  return relative
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .join("/");
};

const NOT_NORMAL = /^\/|\/$|\/\/|(?:^|\/)\.(?:\/|$)/;

/** Whether a path has a segment `..`, so that where it leads hangs on the symlinks before it. */
export const climbs = (path: string): boolean => /(?:^|\/)\.\.(?:\/|$)/.test(path);
