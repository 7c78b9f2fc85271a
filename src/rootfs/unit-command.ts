/** What one command of an `Exec…=` executes. */
export interface UnitCommand {
  /** `undefined` for one with a specifier (`%i`) or a variable. */
  readonly words: readonly (string | undefined)[];
  /** `-`: a failure counts as success. */
  readonly mayFail: boolean;
}

/** The commands of an `Exec…=` of systemd.service(5), "Command lines": quotes as in systemd.syntax(7), a word `;` parts them. */
export const readUnitCommands = (value: string): readonly UnitCommand[] => {
  const commands: UnitCommand[] = [];
  let words: (string | undefined)[] = [];
  let prefix: string | undefined;
  const end = (): void => {
    if (words.length > 0) commands.push({ words, mayFail: prefix?.includes("-") === true });
    words = [];
    prefix = undefined;
  };
  for (const source of value.match(WORD) ?? []) {
    if (source === ";") {
      end();
      continue;
    }
    const word = prefix === undefined ? source.replace(PREFIX, "") : source;
    prefix ??= PREFIX.exec(source)?.[0] ?? "";
    if (word !== "") words.push(valueOf(word));
  }
  end();
  return commands;
};

const WORD = /(?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|["'\\])+/g;

const PREFIX = /^[-@:+!|]+/;

const valueOf = (source: string): string | undefined => {
  const text = source.replace(
    /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/g,
    (_, double?: string, single?: string) => double ?? single ?? "",
  );
  const plain = text.replace(/%%|\$\$/g, "");
  if (/%/.test(plain) || /^\$[A-Za-z_][A-Za-z0-9_]*$|\$\{/.test(plain)) return undefined;
  return text
    .replace(/%%/g, "%")
    .replace(/\$\$/g, "$")
    .replace(/\\([^])/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
};

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", s: " " };
