import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Change } from "../diagnostics/fix.ts";
import { findAt, readElements, type TextElement } from "./element.ts";
import { placeAddition, tagsOf, isWithin } from "./place-addition.ts";
import { type Document, resolveChange } from "./resolve.ts";
import { openSource, type TextEdit } from "./source-text.ts";

/** A description's file. */
export interface Description {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Whether an attribute's name is that of a declared tag. */
export type IsTag = (name: string) => boolean;

/** What was made of findings' fixes. */
export interface Applied<T extends Description = Description> {
  readonly descriptions: readonly T[];
  /** The findings whose fixes were made. */
  readonly made: readonly Diagnostic[];
}

type Addition = Extract<Change, { readonly kind: "addition" }>;

/**
 * Makes the fixes of findings, each as a whole or not at all: one that would change what another one changes, or finds something else in its
 * place, is left for later.
 */
export const applyFixes = <T extends Description>(
  descriptions: readonly T[],
  findings: readonly Diagnostic[],
  isTag: IsTag,
): Applied<T> => {
  const documents = openDocuments(descriptions);
  const made: Diagnostic[] = [];
  const accepted = new Map<string, TextEdit[]>();
  const wanted = wantedBy(findings);
  for (const finding of findings) {
    const edits = editsOf(documents, finding.fix ?? [], { isTag, wanted });
    if (edits === undefined || edits.every(({ edits: own }) => own.length === 0)) continue;
    const fresh = edits.map(({ file, edits: own }) => ({ file, own: own.filter((each) => !isAmong(accepted.get(file) ?? [], each)) }));
    if (fresh.some(({ file, own }) => own.some((each) => (accepted.get(file) ?? []).some((other) => doMeet(each, other))))) continue;
    made.push(finding);
    for (const { file, own } of fresh) accepted.set(file, [...(accepted.get(file) ?? []), ...own]);
  }
  const edited = descriptions.map((each) => {
    const edits = accepted.get(each.file);
    const document = documents.get(each.file);
    return edits === undefined || document === undefined ? each : { ...each, bytes: document.source.edited(edits) };
  });
  return { descriptions: edited, made };
};

export type Documents = ReadonlyMap<string, Document>;

/** Opens descriptions for edits. */
export const openDocuments = (descriptions: readonly Description[]): Documents =>
  new Map(
    descriptions.flatMap(({ file, bytes }) => {
      const source = openSource(bytes);
      return source === undefined ? [] : [[file, { source, root: readElements(source.text) }] as const];
    }),
  );

/** For each element that a list is to get: all places that want it. */
export const wantedBy = (findings: readonly Diagnostic[]): ReadonlyMap<string, readonly Span[]> => {
  const wanted = new Map<string, readonly Span[]>();
  for (const change of findings.flatMap(({ fix = [] }) => fix))
    if (change.kind === "addition") wanted.set(keyOf(change), [...(wanted.get(keyOf(change)) ?? []), ...change.near]);
  return wanted;
};

const keyOf = ({ list, element }: Addition): string => JSON.stringify([list, element]);

export interface Resolving {
  readonly isTag: IsTag;
  readonly wanted: ReadonlyMap<string, readonly Span[]>;
}

export interface OwnEdits {
  readonly file: string;
  readonly edits: readonly TextEdit[];
}

/** The edits of all changes; undefined where one of them can't be made. */
export const editsOf = (documents: Documents, changes: readonly Change[], resolving: Resolving): readonly OwnEdits[] | undefined => {
  const all: OwnEdits[] = [];
  for (const change of changes) {
    const edits = change.kind === "addition" ? addTo(documents, change, resolving) : changeAt(documents, change);
    if (edits === undefined) return undefined;
    all.push(...edits);
  }
  return all;
};

const changeAt = (documents: Documents, change: Exclude<Change, Addition>): readonly OwnEdits[] | undefined => {
  const { file } = change.at;
  const document = documents.get(file);
  const edits = document && resolveChange(document, change);
  return edits && [{ file, edits }];
};

/** What is wanted in a base description, too, need not be in its append. */
const addTo = (documents: Documents, change: Addition, { isTag, wanted }: Resolving): readonly OwnEdits[] | undefined => {
  const places = (wanted.get(keyOf(change)) ?? change.near).flatMap((span) => placeOf(documents, span) ?? []);
  if (places.length === 0) return undefined;
  const inBase = places.filter(({ root }) => attributeOf(root, "APPEND") === undefined);
  const isInBase = ({ root, element }: Place): boolean =>
    attributeOf(root, "APPEND") !== undefined &&
    inBase.some(
      (base) =>
        attributeOf(base.root, "SandboxName") === attributeOf(root, "SandboxName") &&
        isWithin(tagsOf(base.element, isTag), tagsOf(element, isTag)),
    );
  const own = new Set(change.near.map(({ file }) => file));
  const containers = new Set(places.filter(({ file }) => own.has(file)).map(({ root }) => attributeOf(root, "SandboxName")));
  const kept = places.filter((place) => !isInBase(place) && containers.has(attributeOf(place.root, "SandboxName")));
  return [...new Set(kept.map(({ file }) => file))].flatMap((file) => {
    const document = documents.get(file);
    if (document?.root === undefined) return [];
    const near = kept.filter((place) => place.file === file).map(({ element }) => element);
    return [{ file, edits: placeAddition(document.source.text, document.root, { ...change, near }, isTag) }];
  });
};

interface Place {
  readonly file: string;
  readonly root: TextElement;
  readonly element: TextElement;
}

const placeOf = (documents: Documents, span: Span): Place | undefined => {
  const { file } = span;
  const document = documents.get(file);
  const at = document?.source.offsetOf(span);
  const found = document?.root === undefined || at === undefined ? undefined : findAt(document.root, at);
  return document?.root === undefined || found === undefined ? undefined : { file, root: document.root, element: found.element };
};

const attributeOf = ({ attributes }: TextElement, name: string): string | undefined => attributes.find((each) => each.name === name)?.value;

const isAmong = (edits: readonly TextEdit[], { start, end, text }: TextEdit): boolean =>
  edits.some((each) => each.start === start && each.end === end && each.text === text);

/** Whether one edit changes what the other does. */
const doMeet = (a: TextEdit, b: TextEdit): boolean =>
  (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end && (a.start < a.end || a.isAlone || b.isAlone) === true);
