import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { manifestSyntax } from "./findings.ts";
import { GROUP_LINE, parseLines, USER_LINE } from "../rootfs/read-accounts.ts";
import type { NewEntry } from "../tar/entry.ts";
import type { Ids } from "./entry-context.ts";
import { readEntry } from "./read-entry.ts";
import { type Complain, type Options, readOptions } from "./read-options.ts";
import { readStatements, type Statement } from "./statements.ts";

/** A root file system as its manifest describes it: entries in the order of their lines, without the directories they imply. */
export interface Manifest {
  readonly file: string;
  readonly entries: readonly NewEntry[];
}

/** Reads the manifest format (see the README beside this file). Owners' names are those of the manifest's own etc/passwd and etc/group. */
export const parseManifest = (text: string, file: string): Staged<Manifest> => {
  const { value: statements, diagnostics: found } = readStatements(text, file);
  const diagnostics: Diagnostic[] = [...found];
  const entries: NewEntry[] = [];
  const complain: Complain = (span, problem) => void diagnostics.push(manifestSyntax(span, problem));
  const ids = readIds(statements);
  let defaults: Options = new Map();
  for (const statement of statements) {
    const [keyword, ...words] = statement.words;
    if (keyword?.text === "default") {
      defaults = new Map([...defaults, ...readOptions(words, ["mtime", "machine"], complain)]);
      continue;
    }
    const entry = readEntry(statement, { ids, defaults, entries, complain });
    if (entry !== undefined) entries.push(entry);
  }
  return { value: { file, entries }, diagnostics };
};

/** What is damaged in these files is for the reader of the rootfs to find. */
const readIds = (statements: readonly Statement[]): Ids => {
  const users = parseLines(textOf(statements, "/etc/passwd"), "", USER_LINE).value;
  const groups = parseLines(textOf(statements, "/etc/group"), "", GROUP_LINE).value;
  return {
    users: new Map([["root", 0], ...users.map(({ name, uid }) => [name, uid] as const)]),
    groups: new Map([["root", 0], ...groups.map(({ name, gid }) => [name, gid] as const)]),
  };
};

const textOf = (statements: readonly Statement[], path: string): string =>
  [...statements].reverse().find(({ words: [keyword, name] }) => keyword?.text === "file" && name?.text === path)?.body ?? "";
