import type { LibraryGraph } from "../check/library-graph.ts";
import type { Severity } from "../diagnostics/diagnostic.ts";
import type { InputRecord } from "../report/build-record.ts";
import type { Share } from "./shares.ts";
import type { Trait } from "./trait.ts";

/** What a page tells of a device, as values: whatever runs its containers. Texts are as the inputs have them. */
export interface Page {
  /** How it was judged: `secure, LXC 5.0, …`. */
  readonly mode: string;
  readonly findings: readonly FindingOnPage[];
  readonly allowed: readonly AllowedOnPage[];
  readonly containers: readonly ContainerOnPage[];
  /** Those whose descriptions have errors, so that only findings tell of them. */
  readonly unplanned: readonly string[];
  readonly shares: readonly Share[];
  /** Elements that the active tags leave out. */
  readonly leftOut: readonly LeftOutOnPage[];
  /** How many combinations of tags it is about, where it is more than the active one. */
  readonly combinations: number | undefined;
  readonly inputs: readonly InputRecord[];
  /** Of lxc-overlay. */
  readonly version: string;
}

export interface FindingOnPage {
  readonly code: string;
  readonly severity: Severity;
  /** What the code stands for. */
  readonly title: string;
  readonly message: string;
  readonly place: string;
  /** The line that it is about. */
  readonly source: string | undefined;
  readonly help: string | undefined;
  /** What `check --fix` writes, as the lines of a diff. */
  readonly fix: readonly FixOnPage[];
  /** What is gone, too, when it is mended. */
  readonly following: readonly FindingOnPage[];
}

/** Lines that `check --fix` changes. */
export interface FixOnPage {
  readonly file: string;
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface AllowedOnPage {
  readonly code: string;
  readonly message: string;
  readonly place: string;
  readonly justification: string;
}

export interface LeftOutOnPage {
  /** The element, as it is called in findings. */
  readonly what: string;
  readonly place: string;
  /** The tags that do not match. */
  readonly tags: string;
}

export interface ContainerOnPage {
  readonly name: string;
  /** The files of its descriptions. */
  readonly files: readonly string[];
  readonly traits: readonly Trait[];
  readonly graph: LibraryGraph;
}
