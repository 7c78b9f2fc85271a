import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import Parser from "web-tree-sitter";
import { ROOT } from "../docs/documents.ts";

/** The layer, in the checkout. */
export const LAYER: string = join(ROOT, "yocto/meta-lxc-overlay");

/** A statement of a .bbclass, .bb or .conf, in the order of the file. Texts are as they stand, nothing expanded. */
export type Statement =
  | {
      readonly kind: "assignment";
      readonly name: string;
      readonly flag: string | undefined;
      readonly operator: string;
      readonly value: string;
    }
  /** `def`: a Python function with its first line. */
  | { readonly kind: "def"; readonly name: string; readonly text: string }
  /** `python NAME () {`: its body; without a name it runs when the recipe is parsed. */
  | { readonly kind: "python"; readonly name: string; readonly text: string; readonly fakeroot: boolean }
  | { readonly kind: "shell"; readonly name: string; readonly text: string }
  | { readonly kind: "inherit"; readonly names: readonly string[] };

/** What a file says, and where the grammar can't read it. */
export interface BitBakeFile {
  readonly statements: readonly Statement[];
  readonly errors: readonly string[];
}

await Parser.init();
const parser = new Parser();
// The grammar of the Yocto Project's own language server.
parser.setLanguage(await Parser.Language.load(createRequire(import.meta.url).resolve("language-server-bitbake/tree-sitter-bitbake.wasm")));

/** Reads the text of a file of BitBake's. */
export const parseBitBake = (text: string): BitBakeFile => {
  const { rootNode } = parser.parse(text);
  return { statements: rootNode.children.flatMap(statementsOf), errors: errorsOf(rootNode) };
};

/** The files of the layer that BitBake reads, by their paths in it. */
export const layerFiles = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(LAYER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(bbclass|bb|bbappend|conf|inc)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(LAYER, path), readFileSync(path, "utf8")]),
  );

/** The statements of a file, classes of the layer in the places where they are inherited; other classes are left out. */
export const withClasses = (text: string): readonly Statement[] =>
  parseBitBake(text).statements.flatMap((statement) =>
    statement.kind === "inherit" ? statement.names.flatMap((name) => withClasses(classText(name))) : [statement],
  );

const classText = (name: string): string => layerFiles().get(`classes/${name}.bbclass`) ?? "";

const errorsOf = (node: Parser.SyntaxNode): readonly string[] => [
  ...(node.isError || node.isMissing ? [`${node.startPosition.row + 1}: ${node.text}`] : []),
  ...node.children.flatMap(errorsOf),
];

const statementsOf = (node: Parser.SyntaxNode): readonly Statement[] => {
  const child = (type: string): string => node.children.find((each) => each.type === type)?.text ?? "";
  switch (node.type) {
    case "variable_assignment": {
      const [literal] = node.children.slice(-1);
      const operator = node.children.find((each) => /^[?:+.]{0,2}=[+.]?$/.test(each.text))?.text ?? "";
      const flag = child("variable_flag").slice(1, -1);
      const value = (literal?.text ?? "").slice(1, -1).replaceAll("\\\n", "");
      return [
        { kind: "assignment", name: `${child("identifier")}${child("override")}`, flag: flag === "" ? undefined : flag, operator, value },
      ];
    }
    case "python_function_definition":
      return [{ kind: "def", name: child("python_identifier"), text: node.text }];
    case "anonymous_python_function":
      return [{ kind: "python", name: child("identifier"), text: bodyOf(node), fakeroot: child("fakeroot") !== "" }];
    case "function_definition":
      return [{ kind: "shell", name: `${child("identifier")}${child("override")}`, text: bodyOf(node) }];
    case "inherit_directive":
      return [{ kind: "inherit", names: node.text.split(/\s+/).slice(1) }];
    default:
      return [];
  }
};

/** The lines between the braces. */
const bodyOf = ({ text }: Parser.SyntaxNode): string => text.slice(text.indexOf("{\n") + 2, text.lastIndexOf("\n}") + 1);
