import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/parse/parse-description.ts";
import type { SyntaxInstruction } from "../../src/parse/syntax.ts";
import { processorSeconds } from "../support/processor-time.ts";

const instructionsOf = (text: string): readonly SyntaxInstruction[] =>
  parseDescription(Buffer.from(text), "a.xml").value?.instructions ?? expect.unreachable(text.slice(0, 200));

/** Where each stands, its text, and from where to where its element goes. */
const shown = (text: string) =>
  instructionsOf(text).map(({ span, text: own, element }) => [
    `${span.line}:${span.column}`,
    own,
    element && `${element.from.line}:${element.from.column}-${element.to.line}:${element.to.column}`,
    element?.within.map(({ line, column }) => `${line}:${column}`).join(" "),
  ]);

describe("instructions for lxc-overlay", () => {
  it("hold for the element that follows, to behind its end tag", () => {
    expect(shown("<CONTAINER><A>\n<?lxc-overlay x?> <!-- --> <B><C/>\nt</B></A></CONTAINER>")).toEqual([
      ["2:1", " x", "2:28-3:6", "1:1 1:12"],
    ]);
    expect(shown("<CONTAINER><?lxc-overlay a?><?lxc-overlay b?><B c='>'/></CONTAINER>")).toEqual([
      ["1:12", " a", "1:46-1:56", "1:1"],
      ["1:29", " b", "1:46-1:56", "1:1"],
    ]);
  });

  it("hold for the whole file before its root", () => {
    expect(shown("<?xml version='1.0'?><?lxc-overlay?>\n<CONTAINER>\n</CONTAINER>\n")).toEqual([["1:22", "", "2:1-3:13", ""]]);
  });

  it("hold for nothing at the end, before text, and behind the root", () => {
    const text = "<CONTAINER><A><?lxc-overlay a?></A><?lxc-overlay b?>t<A/></CONTAINER><?lxc-overlay c?>";
    expect(shown(text).map(([, own, element]) => [own, element])).toEqual([
      [" a", undefined],
      [" b", undefined],
      [" c", undefined],
    ]);
  });

  it("are told from those of other programs, from comments and from text", () => {
    expect(
      shown("<CONTAINER><?lxc-overlays a?><?LXC-overlay b?><!--<?lxc-overlay c?>--><![CDATA[<?lxc-overlay d?>]]><A/></CONTAINER>"),
    ).toEqual([]);
  });

  it("know the place of what is in them", () => {
    const [first] = instructionsOf("<CONTAINER>\n<?lxc-overlay allow\n code='a'?><A/></CONTAINER>");
    expect(first?.spanIn(first.text.indexOf("code"))).toEqual({ file: "a.xml", line: 3, column: 2 });
  });

  it("take little time, however many and deep they are", () => {
    const deep = `${"<Group>".repeat(60)}${"<?lxc-overlay allow?><A/>\n".repeat(8_000)}${"</Group>".repeat(60)}`;
    const begin = process.cpuUsage();
    expect(instructionsOf(`<CONTAINER>${deep}</CONTAINER>`)).toHaveLength(8_000);
    expect(processorSeconds(begin)).toBeLessThan(3);
  });
});
