/** The path without empty and `.` segments and without a slash at either end: `/usr//lib/` gives `usr/lib`. `..` is left alone. */
export const normalizePath = (path: string): string =>
  // Most paths are that already, and are compared with many others.
  NOT_NORMAL.test(path)
    ? path
        .split("/")
        .filter((segment) => segment !== "" && segment !== ".")
        .join("/")
    : path;

const NOT_NORMAL = /^\/|\/$|\/\/|(?:^|\/)\.(?:\/|$)/;

/** Whether a path has a segment `..`, so that where it leads hangs on the symlinks before it. */
export const climbs = (path: string): boolean => /(?:^|\/)\.\.(?:\/|$)/.test(path);
