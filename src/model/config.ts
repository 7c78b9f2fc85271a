import type { Span } from "../diagnostics/diagnostic.ts";

/** config.ini, validated (spec: the description format, section on tags). */
export interface Config {
  readonly file: string;
  /** Declared tags by name: the allowed values. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** Declared numeric tags. */
  readonly ranges: ReadonlySet<string>;
  /** Absolute paths (`/var`) and pseudo sources (`tmpfs`). */
  readonly writable: readonly string[];
  readonly executable: readonly string[];
  /** Absolute directories in the order they are searched. */
  readonly libraries: readonly string[];
}

/** The active tag values of `-t`, checked against a Config; tags not given are absent. */
export interface ActiveTags {
  readonly tags: ReadonlyMap<string, string>;
  readonly ranges: ReadonlyMap<string, number>;
}

/** What tag selection decided about one element that carries tags (or stands in a Group that does). */
export interface Selection {
  readonly element: string;
  /** What tells it from others of that name: an Entry's Source. */
  readonly subject: string | undefined;
  readonly span: Span;
  readonly kept: boolean;
  /** Each tag attribute that was judged: `SOC_VER="arm_16.4"`, the active value and whether it matched. */
  readonly conditions: readonly { readonly tag: string; readonly wanted: string; readonly active: string; readonly matched: boolean }[];
}
