/** A place in a text input. Lines and columns count from 1; a column counts Unicode code points. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a diagnostic points: a place in a text, a byte offset in a tarball, or a file as a whole. */
export type Location =
  | ({ readonly kind: "text" } & Span)
  | { readonly kind: "bytes"; readonly file: string; readonly offset: number }
  | { readonly kind: "file"; readonly file: string };
