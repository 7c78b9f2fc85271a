import type { SyntaxElement } from "../parse/syntax.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { attributeOf } from "./element-contents.ts";

/** A profile of system calls that a bundle's description names, as its bytes are. */
export interface ProfileInput {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Where a profile is looked for that is no file of the host: in the directory that is given, else beside its description. */
export const profilePath = (name: string, description: string, directory: string | undefined): string => {
  const slash = description.lastIndexOf("/");
  const beside = slash < 0 ? "" : description.slice(0, slash + 1);
  const place = directory === undefined ? beside : directory === "" || directory.endsWith("/") ? directory : `${directory}/`;
  return `${place}${normalizePath(name)}`;
};

/** The profiles that the descriptions of bundles name, whatever their tags are, but for files of the host. */
export const profilesNamedIn = (
  descriptions: readonly { readonly root: SyntaxElement; readonly file: string }[],
  directory: string | undefined,
): readonly string[] => {
  const paths = descriptions
    .filter(({ root }) => attributeOf(root, "Type") === "dobby")
    .flatMap(({ root, file }) => namesIn(root).map((name) => profilePath(name, file, directory)));
  return [...new Set(paths)];
};

const namesIn = (element: SyntaxElement): readonly string[] =>
  element.name === "SeccompProfile" && element.text !== "" && !element.text.startsWith("/")
    ? [element.text]
    : element.children.flatMap(namesIn);
