import type { NewEntry } from "../tar/entry.ts";
import type { Complain, Options } from "./read-options.ts";

/** Numbers of the names that an owner may have. */
export interface Ids {
  readonly users: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, number>;
}

export interface EntryContext {
  readonly ids: Ids;
  readonly defaults: Options;
  /** Of the lines before. */
  readonly entries: readonly NewEntry[];
  readonly complain: Complain;
}
