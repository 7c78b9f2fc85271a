import { describe, expect, it } from "vitest";
import type { Change } from "../../src/diagnostics/fix.ts";
import { diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { applyFixes } from "../../src/fix/apply-fixes.ts";

const isTag = (name: string): boolean => name === "version" || name === "RDK_VER";

/** The place of a text in another one, as findings tell it. */
const spanIn = (text: string, sought: string) => {
  const before = text.slice(0, text.indexOf(sought)).replaceAll("\r\n", "\n");
  const lines = before.split("\n");
  return { file: "a.xml", line: lines.length, column: Array.from(lines.at(-1) ?? "").length + 1 };
};

const finding = (...fix: readonly Change[]) => diagnostic("error", "some-code", { kind: "file", file: "a.xml" }, "m", { help: "h", fix });

const fixed = (text: string, ...fixes: readonly (readonly Change[])[]): string => {
  const findings = fixes.map((fix) => finding(...fix));
  const { descriptions } = applyFixes([{ file: "a.xml", bytes: Buffer.from(text) }], findings, isTag);
  return Buffer.from(descriptions[0]?.bytes ?? "").toString();
};

const library = (text: string, near: string, content = "libz"): readonly Change[] => [
  { kind: "addition", list: "LibsRoBindMounts", element: { name: "Entry", content }, near: [spanIn(text, near)] },
];

const inContainer = (lists: string): string => `<CONTAINER SandboxName="A">
  <LxcConfig>
    <Rootfs create="yes">${lists}
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`;

describe("one change", () => {
  const text = `<A n='x'>\n\t<Options>rw, bind</Options><B>a &amp; b</B> <Empty/>\n</A>`;
  const at = (sought: string) => spanIn(text, sought);

  it.each<[string, Change, string, string]>([
    ["characters", { kind: "text", at: at("x'"), from: "x", to: "y" }, "n='x'", "n='y'"],
    ["a name", { kind: "name", at: at("<B>"), to: "C" }, "<B>a &amp; b</B>", "<C>a &amp; b</C>"],
    ["the name of an attribute", { kind: "name", at: at("n="), to: "m" }, "n='x'", "m='x'"],
    ["the name of an empty element", { kind: "name", at: at("<Empty"), to: "E" }, "<Empty/>", "<E/>"],
    ["a text", { kind: "value", at: at("<B>"), to: "<1>" }, "a &amp; b", "&lt;1&gt;"],
    ["a part of a text", { kind: "value", at: at("<B>"), part: "b", to: "c" }, "a &amp; b", "a &amp; c"],
    ["a value", { kind: "value", at: at("n="), to: 'a"b' }, "'x'", "'a&quot;b'"],
    ["a new attribute", { kind: "attribute", at: at("<A"), name: "o", to: "1" }, "n='x'", `n='x' o="1"`],
    ["an attribute's value", { kind: "attribute", at: at("<A"), name: "n", to: "1" }, "'x'", "'1'"],
    ["an attribute that goes", { kind: "attribute", at: at("<A"), name: "n", to: undefined }, " n='x'", ""],
    ["options", { kind: "options", at: at("<Options"), add: ["ro", "nosuid"], remove: ["bind"] }, "rw, bind", "ro, nosuid"],
    [
      "options that are there",
      { kind: "options", at: at("<Options"), add: ["bind", "size=1M"], remove: [] },
      "rw, bind",
      "rw, bind, size=1M",
    ],
    ["a child's text", { kind: "child", at: at("<A"), name: "B", to: "1" }, "<B>a &amp; b</B>", "<B>1</B>"],
    ["a new child", { kind: "child", at: at("<A"), name: "C", to: "1" }, "<Empty/>\n", "<Empty/><C>1</C>\n"],
    ["an element that goes", { kind: "removal", at: at("<Empty") }, "<Empty/>", ""],
  ])("%s", (_, change, before, after) => {
    expect(fixed(text, [change])).toBe(text.replace(before, () => after));
  });

  it.each<[string, Change]>([
    ["other characters", { kind: "text", at: at("x'"), from: "y", to: "z" }],
    ["a place that is none", { kind: "value", at: { file: "a.xml", line: 9, column: 1 }, to: "z" }],
    ["a file that is not given", { kind: "value", at: { ...at("<B>"), file: "b.xml" }, to: "z" }],
    ["the text of what holds elements", { kind: "value", at: at("<A"), to: "z" }],
    ["a part that is not there", { kind: "value", at: at("<B>"), part: "x", to: "z" }],
    ["what is so already", { kind: "value", at: at("<B>"), to: "a & b" }],
  ])("is not made at %s", (_, change) => {
    expect(fixed(text, [change])).toBe(text);
  });

  it("is made with all others of its fix, or not", () => {
    const wrong: Change = { kind: "value", at: at("<B>"), part: "x", to: "z" };
    expect(fixed(text, [{ kind: "name", at: at("<Empty"), to: "E" }, wrong])).toBe(text);
  });

  it("waits where another one changes the same", () => {
    const to = (value: string): readonly Change[] => [{ kind: "value", at: at("<B>"), to: value }];
    expect(fixed(text, to("1"), to("2"))).toBe(text.replace("a &amp; b", "1"));
  });

  it("puts an element into the one where it belongs, if that is certain", () => {
    const moved = (lines: string): string => fixed(lines, [{ kind: "move", at: spanIn(lines, "<L>"), into: "R" }]);
    const list = "  <L>\n    <E>1</E>\n  </L>\n";
    expect(moved(`<A>\n${list}  <R>\n    <M/>\n  </R>\n</A>\n`)).toBe(
      "<A>\n  <R>\n    <M/>\n    <L>\n      <E>1</E>\n    </L>\n  </R>\n</A>\n",
    );
    for (const rest of ["  <R/>\n", "", "  <R>1</R>\n  <R>2</R>\n"])
      expect(moved(`<A>\n${list}${rest}</A>\n`)).toBe(`<A>\n${list}${rest}</A>\n`);
  });

  it("leaves no line of an element that goes", () => {
    const lines = "<A>\n  <B>1</B>\n  <C/>\n</A>\n";
    expect(fixed(lines, [{ kind: "removal", at: spanIn(lines, "<B>") }])).toBe("<A>\n  <C/>\n</A>\n");
  });
});

describe("an element for a list", () => {
  const mounts = `
      <MountPoints>
        <Entry type="file"><Source>/a</Source></Entry>
        <Entry type="file" version="debug"><Source>/b</Source></Entry>
        <Group RDK_VER="2.."><Entry type="file" version="debug"><Source>/c</Source></Entry></Group>
      </MountPoints>`;
  const entry = (name: string) => `<Entry type="file"${name}`;
  const plain = entry("><Source>/a");
  const debug = entry(` version="debug"><Source>/b`);
  const both = entry(` version="debug"><Source>/c`);

  it("makes the list", () => {
    const text = inContainer(mounts);
    expect(fixed(text, library(text, plain))).toBe(
      inContainer(`${mounts}
      <LibsRoBindMounts>
        <Entry>libz</Entry>
      </LibsRoBindMounts>`),
    );
  });

  it("makes all on the way to it", () => {
    const text = '<CONTAINER SandboxName="A">\n</CONTAINER>';
    expect(fixed(text, library(text, "<CONTAINER"))).toBe(`<CONTAINER SandboxName="A">
  <LxcConfig>
    <Rootfs create="yes">
      <LibsRoBindMounts>
        <Entry>libz</Entry>
      </LibsRoBindMounts>
    </Rootfs>
  </LxcConfig>
</CONTAINER>`);
  });

  it("stands behind the last one, whose comment stays with it", () => {
    const list = (more: string): string =>
      inContainer(`${mounts}\n\t\t\t<LibsRoBindMounts>\n\t\t\t\t<Entry>liba</Entry> <!-- needed -->${more}\n\t\t\t</LibsRoBindMounts>`);
    expect(fixed(list(""), library(list(""), plain), library(list(""), plain, "libb"))).toBe(
      list("\n\t\t\t\t<Entry>libz</Entry>\n\t\t\t\t<Entry>libb</Entry>"),
    );
  });

  it.each([
    ["<LibsRoBindMounts><Entry>liba</Entry>", "</LibsRoBindMounts>", "<Entry>libz</Entry>"],
    ["<LibsRoBindMounts>", "</LibsRoBindMounts>", "\n        <Entry>libz</Entry>\n      "],
    ["<LibsRoBindMounts>\n        <!-- none -->", "\n      </LibsRoBindMounts>", "\n        <Entry>libz</Entry>"],
  ])("goes into %s%s", (begin, end, added) => {
    const text = inContainer(`${mounts}\n      ${begin}${end}`);
    expect(fixed(text, library(text, plain))).toBe(inContainer(`${mounts}\n      ${begin}${added}${end}`));
  });

  it("goes into <LibsRoBindMounts />", () => {
    const text = inContainer(`${mounts}\n      <LibsRoBindMounts />`);
    expect(fixed(text, library(text, plain))).toBe(
      inContainer(`${mounts}\n      <LibsRoBindMounts>\n        <Entry>libz</Entry>\n      </LibsRoBindMounts>`),
    );
  });

  const list = (...entries: readonly string[]): string =>
    inContainer(`${mounts}\n      <LibsRoBindMounts>${entries.map((each) => `\n        ${each}`).join("")}\n      </LibsRoBindMounts>`);

  it("gets the tags of what wants it", () => {
    const text = list("<Entry>liba</Entry>");
    expect(fixed(text, library(text, debug))).toBe(list("<Entry>liba</Entry>", '<Entry version="debug">libz</Entry>'));
    expect(fixed(text, library(text, both))).toBe(list("<Entry>liba</Entry>", '<Entry RDK_VER="2.." version="debug">libz</Entry>'));
  });

  it("is written once for all that want it, under the fewest tags", () => {
    const text = list("<Entry>liba</Entry>");
    expect(fixed(text, library(text, both), library(text, debug))).toBe(list("<Entry>liba</Entry>", '<Entry version="debug">libz</Entry>'));
    expect(fixed(text, library(text, both), library(text, plain))).toBe(list("<Entry>liba</Entry>", "<Entry>libz</Entry>"));
  });

  it("is not written where it is already, be it under fewer tags", () => {
    expect(fixed(list("<Entry>libz</Entry>"), library(list("<Entry>libz</Entry>"), both))).toBe(list("<Entry>libz</Entry>"));
  });

  it("goes to a list, a Group or entries of the same tags", () => {
    const group = '<Group version="debug"><Entry>liba</Entry></Group>';
    expect(fixed(list(group), library(list(group), debug))).toBe(list(group.replace("</Group>", "<Entry>libz</Entry></Group>")));
    const tagged = ['<Entry version="debug">liba</Entry>', "<Entry>libb</Entry>"];
    expect(fixed(list(...tagged), library(list(...tagged), debug))).toBe(
      list('<Entry version="debug">liba</Entry>', '<Entry version="debug">libz</Entry>', "<Entry>libb</Entry>"),
    );
    const own = inContainer(`${mounts}<LibsRoBindMounts version="debug"><Entry>liba</Entry></LibsRoBindMounts>`);
    expect(fixed(own, library(own, debug))).toBe(own.replace("</LibsRo", "<Entry>libz</Entry></LibsRo"));
  });

  it("stands beside an entry of its own list that wants it", () => {
    const text = list('<Group RDK_VER="2..">', '<Entry version="debug">liba</Entry>', "</Group>", "<Entry>libb</Entry>");
    expect(fixed(text, library(text, '<Entry version="debug">liba'))).toBe(
      list(
        '<Group RDK_VER="2..">',
        '<Entry version="debug">liba</Entry>',
        '<Entry version="debug">libz</Entry>',
        "</Group>",
        "<Entry>libb</Entry>",
      ),
    );
  });

  it("stands in Groups where one tag is asked twice", () => {
    const text = list("<Entry>liba</Entry>").replace('<Group RDK_VER="2..">', '<Group RDK_VER="2.." version="de*">');
    expect(fixed(text, library(text, both))).toBe(
      text.replace(
        "<Entry>liba</Entry>",
        `<Entry>liba</Entry>
        <Group version="de*">
          <Entry RDK_VER="2.." version="debug">libz</Entry>
        </Group>`,
      ),
    );
  });

  it("is written in the base alone where base and append want it", () => {
    const base = list("<Entry>liba</Entry>");
    const append = base.replace('"A"', '"A" APPEND="B"');
    const other = base.replace('"A"', '"C"');
    const near = ["base.xml", "append.xml", "other.xml"].map((file) => ({ ...spanIn(base, plain), file }));
    const change: Change = { kind: "addition", list: "LibsRoBindMounts", element: { name: "Entry", content: "libz" }, near };
    const { descriptions } = applyFixes(
      [
        { file: "append.xml", bytes: Buffer.from(append) },
        { file: "base.xml", bytes: Buffer.from(base) },
        { file: "other.xml", bytes: Buffer.from(other) },
      ],
      [finding(change)],
      isTag,
    );
    expect(descriptions.map(({ bytes }) => Buffer.from(bytes).toString().includes("libz"))).toEqual([false, true, true]);
  });
});

describe("bytes", () => {
  const text = "<A>\n\t<B>é</B>\n</A>\n";
  const changes = (place: string): readonly Change[] => [{ kind: "child", at: spanIn(place, "<A>"), name: "C", to: "ö€" }];
  const after = (bytes: Buffer): Buffer => {
    const { descriptions } = applyFixes([{ file: "a.xml", bytes }], [finding(...changes(text))], isTag);
    return Buffer.from(descriptions[0]?.bytes ?? "");
  };

  it("keep line ends and a byte order mark", () => {
    const crlf = `\ufeff${text.replaceAll("\n", "\r\n")}`;
    expect(after(Buffer.from(crlf)).toString()).toBe(crlf.replace("</B>\r\n", "</B>\r\n\t<C>ö€</C>\r\n"));
    const returns = text.replaceAll("\n", "\r");
    expect(after(Buffer.from(returns)).toString()).toBe(returns.replace("</B>\r", "</B>\r\t<C>ö€</C>\r"));
  });

  it("keep the encoding, and write what it lacks as references", () => {
    const declared = `<?xml version="1.0" encoding="ISO-8859-1"?>${text}`;
    const { descriptions } = applyFixes(
      [{ file: "a.xml", bytes: Buffer.from(declared, "latin1") }],
      [finding(...changes(declared))],
      isTag,
    );
    expect(Buffer.from(descriptions[0]?.bytes ?? "").toString("latin1")).toBe(declared.replace("</B>", "</B>\n\t<C>ö&#8364;</C>"));
  });

  it("of what can't be read stay", () => {
    const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
    expect(after(utf16)).toEqual(utf16);
  });
});
