/** The name that a layer's title gives the plain tarball; `undefined` if it is no name of a `.tar` or `.tar.gz` in a directory. */
export const tarballName = (title: string): string | undefined =>
  /^[^./\\\u0000-\u001f\u007f-\u009f][^/\\\u0000-\u001f\u007f-\u009f]*\.tar(\.gz)?$/u.test(title) ? title.replace(/\.gz$/, "") : undefined;
