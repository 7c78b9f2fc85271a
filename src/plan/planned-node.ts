import type { Xattrs } from "../tar/entry.ts";
import type { Why } from "./why.ts";

/** What stands at one place, decided, before any byte is made of it. */
export interface PlannedNode {
  readonly type: "directory" | "file" | "symlink" | "hardlink";
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Text of a symlink; path of a hard link's target on the device. */
  readonly target: string;
  readonly xattrs: Xattrs;
  readonly content: PlannedContent;
  readonly why: Why;
}

/** A node with its path: relative to the device's root, without a slash at either end. */
export interface PlannedEntry extends PlannedNode {
  readonly path: string;
}

/** Where a file's content comes from; the entries room makes bytes of it. */
export type PlannedContent =
  | { readonly kind: "none" }
  /** The host's file of this real path. */
  | { readonly kind: "host"; readonly path: string }
  | { readonly kind: "generated"; readonly what: GeneratedFile }
  /** What the container's target writes to that path. */
  | { readonly kind: "lowered"; readonly path: string }
  /** Of a unit, which is text when it is decided. */
  | { readonly kind: "text"; readonly text: string };

export const NO_CONTENT: PlannedContent = { kind: "none" };

export type GeneratedFile = "remove" | "removed" | "passwd" | "group" | "container-log" | "lxccpid";
