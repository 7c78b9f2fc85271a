import type { Span } from "../diagnostics/diagnostic.ts";
import type { Advice, FixedList, NewElement } from "../diagnostics/fix.ts";
import { normalizePath } from "../linux/path-spelling.ts";

/** Advice to add an element to a list, for what stands in some places. */
export const addTo = (list: FixedList, element: NewElement, near: readonly Span[], help: string): Advice => ({
  help,
  fix: near.length === 0 ? [] : [{ kind: "addition", list, element, near }],
});

/** Both together. */
export const andThen = (first: Advice, second: Advice): Advice => ({
  help: `${first.help}, and ${second.help}`,
  fix: first.fix.length === 0 || second.fix.length === 0 ? [] : [...first.fix, ...second.fix],
});

interface EntryOfBind {
  readonly type: "file" | "dev";
  /** Of the host, absolute. */
  readonly source: string;
  /** In the container; where the host has it, if it is left out. */
  readonly destination?: string;
  readonly options: string;
}

/** The entry of MountPoints that binds something. */
export const bindEntry = ({ type, source, destination = source, options }: EntryOfBind): NewElement => ({
  name: "Entry",
  attributes: { type },
  content: [
    { name: "Source", content: source },
    { name: "Destination", content: normalizePath(destination) },
    { name: "Options", content: options },
  ],
});
