import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { memorySource } from "../../src/bytes/memory-source.ts";
import { readContent } from "../../src/bytes/content.ts";
import { decodeXml } from "../../src/parse/decode.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { caseNames, openCase, runCase } from "../golden/golden-case.ts";

/** What the generator adds without a description asking for it, and says why. */
const BY_ITSELF = [
  /^all containers$/,
  /^host directory, as it is$/,
  /^--with-lxccpid$/,
  /^a PATH where none is set, since lxc-execute starts with an empty environment: lxc-execute\(1\)$/,
  /^in every lxc\.conf from LXC 4\.0 on, which would give the container ttys and a console: lxc\.container\.conf\(5\)$/,
];

const REASON = /^ {2}(\S+\.xml):(\d+):(\d+): (.+)$/;

interface Told {
  readonly title: string;
  readonly lines: readonly string[];
}

/** An answer begins where a line does not begin with a blank. */
const answersIn = (stdout: string): readonly Told[] => {
  const told: { title: string; lines: string[] }[] = [];
  for (const line of stdout.split("\n").slice(0, -1)) {
    if (line.startsWith("  ")) told.at(-1)?.lines.push(line);
    else told.push({ title: line, lines: [] });
  }
  return told;
};

/** What is asked about an overlay: its entries, and the lines of what it generates. */
const questionsOf = (overlay: Uint8Array): { readonly entries: readonly string[]; readonly lines: ReadonlyMap<string, string> } => {
  const source = memorySource(overlay);
  const entries = [...readArchive(source, "overlay.tar").value];
  const lines = entries
    .filter(
      ({ path, type }) => type === "file" && /^container\/[^/]+\/(?:conf\/(?:lxc\.conf|remount\.sh|removed)|launcher\/[^/]+)$/.test(path),
    )
    .flatMap(({ path, contentOffset: offset, size: length }) => {
      const text = Buffer.from(readContent({ source, offset, length })).toString("utf8");
      return text
        .split("\n")
        .slice(0, -1)
        .map((line, index) => [`${path}:${index + 1}`, line] as const);
    });
  return { entries: entries.map(({ path }) => path), lines: new Map(lines) };
};

describe.each(caseNames())("explain, of the golden case %s", (name) => {
  it("tells of every entry and every line which element asks for it", async () => {
    const { overlay } = await runCase(name);
    if (overlay === undefined) return;
    const { host, words } = openCase(name);
    const textAt = (file: string, line: number, column: number): string => {
      const lines = (decodeXml(host.readFile(file), file).value ?? "").split("\n").slice(line - 1);
      return [[...(lines[0] ?? "")].slice(column - 1).join(""), ...lines.slice(1)].join("\n");
    };
    const { entries, lines } = questionsOf(overlay);
    const asked = [...entries, ...lines.keys()];
    const status = await run(["explain", "-r", "rootfs.tar", ...words, ...asked.flatMap((path) => ["--path", path])], host);
    expect({ status, stderr: host.stderr() }).toEqual({ status: 0, stderr: "" });
    const answers = answersIn(host.stdout());
    expect(answers.length).toBe(asked.length);
    for (const [index, { title, lines: told }] of answers.entries()) {
      const path = asked[index] ?? "";
      expect(title.startsWith(`${path}: `), title).toBe(true);
      const line = lines.get(path);
      // Control characters are told as escapes.
      if (line !== undefined && line !== "" && /^[\x20-\x7e]*$/.test(line)) expect(title).toBe(`${path}: ${line}`);
      const reasons = told.flatMap((each) => {
        const [, file = "", row, column, reason = ""] = REASON.exec(each) ?? [];
        return file === "" ? [] : [{ reason, text: textAt(file, Number(row), Number(column)) }];
      });
      const itself = told.flatMap((each) => (each.startsWith("  lxc-overlay: ") ? [each.slice("  lxc-overlay: ".length)] : []));
      expect(reasons.length + itself.length, `${title}\n${told.join("\n")}`).toBeGreaterThan(0);
      for (const each of itself)
        expect(
          BY_ITSELF.some((known) => known.test(each)),
          each,
        ).toBe(true);
      for (const { text } of reasons) expect(text).toMatch(/^(?:<[A-Z][A-Za-z0-9]*|caps=)/);
      // What is mounted is what the element says.
      const [, source] = /^lxc\.mount\.entry = ([^\s\\]+) /.exec(line ?? "") ?? [];
      const [first] = reasons;
      if (source !== undefined && first?.reason.startsWith("MountPoints") === true) {
        const element = first.text.slice(0, first.text.indexOf("</Entry>"));
        expect(element).toContain(source);
      }
    }
  });
});
