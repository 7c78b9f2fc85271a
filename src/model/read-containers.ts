import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { duplicateBase, missingBase, modeMismatch, typeMismatch } from "./findings.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { DescriptionSyntax, SyntaxElement } from "../parse/syntax.ts";
import { checkElement } from "./check-element.ts";
import type { ActiveTags, Config, Selection } from "./config.ts";
import type { Container } from "./container.ts";
import type { Options } from "./options.ts";
import { readContainer } from "./read-container.ts";
import { BUNDLE, CONTAINER } from "./schema.ts";
import { selectElements } from "./select-elements.ts";
import { attributeOf } from "./element-contents.ts";

/** A description, and whether it is in the secure group (`--secure-xml`). */
export interface Description extends DescriptionSyntax {
  readonly secure: boolean;
}

interface Input {
  readonly descriptions: readonly Description[];
  readonly config: Config;
  readonly tags: ActiveTags;
  readonly options: Pick<Options, "secure" | "sharedRootfs">;
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
export const readContainers = ({ descriptions, config, tags, options, complete }: Input): Staged<Containers> => {
  const { found: diagnostics, report, take } = collectFindings();
  const declared = [...config.tags.keys(), ...config.ranges];
  const selected = descriptions.map((description) => ({ ...take(selectElements(description, config, tags)), secure: description.secure }));
  report(...judgeTypes(selected));
  const roots = selected.map(({ root, secure }) => ({
    root: take(checkElement(root, attributeOf(root, "Type") === "dobby" ? BUNDLE : CONTAINER, declared)),
    secure,
  }));
  const containers = (complete ? take(pair(roots)) : []).map(({ files, secure }) =>
    take(readContainer(files, { secure: secure || options.secure, sharedRootfs: options.sharedRootfs })),
  );
  return {
    value: {
      containers: [...containers].sort((a, b) => (a.name < b.name ? -1 : 1)),
      selections: selected.flatMap(({ selections }) => selections),
    },
    diagnostics,
  };
};

/** The root of a description, and whether that is in the secure group. */
interface Root {
  readonly root: SyntaxElement;
  readonly secure: boolean;
}

const sandboxNameOf = ({ root }: Root): string => attributeOf(root, "SandboxName") ?? "";
const isAppend = ({ root }: Root): boolean => attributeOf(root, "APPEND") !== undefined;

/** Appends are of the Type of their base. */
const judgeTypes = (roots: readonly Root[]): readonly Diagnostic[] =>
  roots.filter(isAppend).flatMap((each) => {
    const { root } = each;
    const type = root.attributes.find(({ name }) => name === "Type");
    const base = roots.find((other) => !isAppend(other) && sandboxNameOf(other) === sandboxNameOf(each))?.root;
    const isOther = base !== undefined && attributeOf(base, "Type") !== type?.value;
    return isOther ? [typeMismatch(type?.span ?? root.span, sandboxNameOf(each), base.span.file)] : [];
  });

/** A base and its appends, which are in its group. */
interface Pair {
  readonly files: readonly [SyntaxElement, ...SyntaxElement[]];
  readonly secure: boolean;
}

/** For each base: it, and its appends. */
const pair = (roots: readonly Root[]): Staged<readonly Pair[]> => {
  const { found: diagnostics, report } = collectFindings();
  const named = roots.filter((each) => sandboxNameOf(each) !== "");
  const bases = new Map<string, Root>();
  for (const each of named.filter((other) => !isAppend(other))) {
    const first = bases.get(sandboxNameOf(each));
    if (first) report(duplicateBase(each.root.span, sandboxNameOf(each), first.root.span.file));
    else bases.set(sandboxNameOf(each), each);
  }
  const appends = named.filter(isAppend);
  for (const append of appends) {
    const name = sandboxNameOf(append);
    const base = bases.get(name);
    if (base === undefined) report(missingBase(append.root.span, name, bases.keys()));
    else if (base.secure !== append.secure) report(modeMismatch(append.root.span, name, { secure: append.secure, base: base.root.span }));
  }
  return {
    value: [...bases].map(([name, { root, secure }]) => ({
      files: [root, ...appends.filter((append) => sandboxNameOf(append) === name).map((append) => append.root)],
      secure,
    })),
    diagnostics,
  };
};
