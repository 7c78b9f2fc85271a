import type { Staged } from "../diagnostics/diagnostic.ts";
import { dobbyUnsupported, duplicateBase, missingBase, typeMismatch } from "./findings.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { DescriptionSyntax, SyntaxElement } from "../parse/syntax.ts";
import { checkElement } from "./check-element.ts";
import type { ActiveTags, Config, Selection } from "./config.ts";
import type { Container } from "./container.ts";
import { readContainer } from "./read-container.ts";
import { CONTAINER } from "./schema.ts";
import { selectElements } from "./select-elements.ts";
import { attributeOf } from "./element-contents.ts";

interface Input {
  readonly descriptions: readonly DescriptionSyntax[];
  readonly config: Config;
  readonly tags: ActiveTags;
  /** `-e`: every container shares the host's rootfs. */
  readonly sharedRootfs: boolean;
  /** Whether these are all descriptions of the run; if some can't be read, the others are checked one by one, but not brought together. */
  readonly complete: boolean;
}

export interface Containers {
  /** In the order of their names. */
  readonly containers: readonly Container[];
  /** What tags kept and left out, in the order of the descriptions. */
  readonly selections: readonly Selection[];
}

/**
 * Makes containers of descriptions: tags applied, elements checked, each base merged with its appends (in the order given; the base may
 * stand anywhere), defaults set. All that is wrong and can be judged without the host rootfs is reported.
 */
export const readContainers = ({ descriptions, config, tags, sharedRootfs, complete }: Input): Staged<Containers> => {
  const { found: diagnostics, take } = collectFindings();
  const declared = [...config.tags.keys(), ...config.ranges];
  const selected = descriptions.map((description) => take(selectElements(description, config, tags)));
  const roots = take(withoutDobby(selected.map(({ root }) => root))).map((root) => take(checkElement(root, CONTAINER, declared)));
  const containers = (complete ? take(pair(roots)) : []).map((files) => take(readContainer(files, sharedRootfs)));
  return {
    value: {
      containers: [...containers].sort((a, b) => (a.name < b.name ? -1 : 1)),
      selections: selected.flatMap(({ selections }) => selections),
    },
    diagnostics,
  };
};

const sandboxNameOf = (root: SyntaxElement): string => attributeOf(root, "SandboxName") ?? "";
const isAppend = (root: SyntaxElement): boolean => attributeOf(root, "APPEND") !== undefined;

/** Bundles for Dobby have elements of their own: they and all that goes by their names are not looked at. */
const withoutDobby = (roots: readonly SyntaxElement[]): Staged<readonly SyntaxElement[]> => {
  const diagnostics = roots.flatMap((root) => {
    const type = root.attributes.find(({ name }) => name === "Type");
    const base = roots.find((each) => !isAppend(each) && sandboxNameOf(each) === sandboxNameOf(root));
    const mismatch = isAppend(root) && base && attributeOf(base, "Type") !== type?.value;
    return [
      ...(type?.value === "dobby" ? [dobbyUnsupported(type.span)] : []),
      ...(mismatch ? [typeMismatch(type?.span ?? root.span, sandboxNameOf(root), base.span.file)] : []),
    ];
  });
  const isDobby = (name: string): boolean => roots.some((each) => sandboxNameOf(each) === name && attributeOf(each, "Type") === "dobby");
  return { value: roots.filter((root) => !isDobby(sandboxNameOf(root))), diagnostics };
};

/** For each base: it, and its appends. */
const pair = (roots: readonly SyntaxElement[]): Staged<readonly (readonly [SyntaxElement, ...SyntaxElement[]])[]> => {
  const { found: diagnostics, report } = collectFindings();
  const named = roots.filter((root) => sandboxNameOf(root) !== "");
  const bases = new Map<string, SyntaxElement>();
  for (const root of named.filter((each) => !isAppend(each))) {
    const first = bases.get(sandboxNameOf(root));
    if (first) report(duplicateBase(root.span, sandboxNameOf(root), first.span.file));
    else bases.set(sandboxNameOf(root), root);
  }
  const appends = named.filter(isAppend);
  for (const append of appends) {
    if (!bases.has(sandboxNameOf(append))) report(missingBase(append.span, sandboxNameOf(append), bases.keys()));
  }
  return {
    value: [...bases].map(([name, base]) => [base, ...appends.filter((append) => sandboxNameOf(append) === name)] as const),
    diagnostics,
  };
};
