import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/parse/parse-description.ts";
import { processorSeconds } from "../support/processor-time.ts";

const parse = (text: string, encoding: BufferEncoding = "utf8") => parseDescription(Buffer.from(text, encoding), "a.xml");
const rootOf = (text: string) => parse(text).value?.root ?? expect.unreachable(JSON.stringify(parse(text).diagnostics));
/** `code@line:column` of the only finding. */
const fault = (bytes: Uint8Array | string): string => {
  const { value, diagnostics } = parseDescription(Buffer.from(bytes as string), "a.xml");
  expect(value).toBeUndefined();
  return diagnostics.map(({ code, location }) => (location.kind === "text" ? `${code}@${location.line}:${location.column}` : code)).join();
};

describe("parseDescription", () => {
  it("keeps elements in document order with attributes, text and places", () => {
    const root = rootOf(
      '<!-- c -->\r\n<CONTAINER SandboxName="X">\r\n\t<B  a="1"\r\n\tb=\'2\'> te<!-- -->xt<![CDATA[ <&]]> </B>\n<A/></CONTAINER>',
    );
    expect(root.name).toBe("CONTAINER");
    expect(root.span).toEqual({ file: "a.xml", line: 2, column: 1 });
    expect(root.children.map(({ name, span }) => [name, span.line, span.column])).toEqual([
      ["B", 3, 2],
      ["A", 5, 1],
    ]);
    expect(root.children[0]?.text).toBe("text <&");
    expect(root.children[0]?.attributes).toEqual([
      { name: "a", value: "1", span: { file: "a.xml", line: 3, column: 6 } },
      { name: "b", value: "2", span: { file: "a.xml", line: 4, column: 2 } },
    ]);
  });

  it("counts code points in columns", () => {
    expect(rootOf("<CONTAINER>ä\u{1F600}€<A ü='\u{1F600}' b=''/></CONTAINER>").children[0]).toMatchObject({
      span: { column: 15 },
      attributes: [
        { name: "ü", value: "\u{1F600}", span: { column: 18 } },
        { name: "b", span: { column: 24 } },
      ],
    });
  });

  it("finds an attribute whose name stands in another one's value", () => {
    expect(rootOf("<CONTAINER a='b' b='a'/>").attributes.map(({ span }) => span.column)).toEqual([12, 18]);
  });

  it("decodes references once, and none in CDATA", () => {
    expect(rootOf("<CONTAINER>&#65;&#x42;&amp;lt;<![CDATA[&amp;]]></CONTAINER>").text).toBe("AB&lt;&amp;");
  });

  it("leaves numbers and words alone and keeps names of object methods", () => {
    const root = rootOf("<CONTAINER><toString a='true'>0755</toString><hasOwnProperty/></CONTAINER>");
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ["toString", "0755"],
      ["hasOwnProperty", ""],
    ]);
    expect(root.children[0]?.attributes[0]?.value).toBe("true");
  });

  it("honours UTF-8 and ISO-8859-1", () => {
    expect(rootOf('\uFEFF<?xml version="1.0" encoding="utf-8"?><CONTAINER>é</CONTAINER>')).toMatchObject({
      text: "é",
      span: { column: 39 },
    });
    expect(parse('<?xml version="1.0" encoding="ISO-8859-1"?><CONTAINER>é\x80</CONTAINER>', "latin1").value?.root.text).toBe("é\x80");
  });

  it.each([
    ['<?xml version="1.0" encoding="koi8-r"?><CONTAINER/>', "unsupported-encoding@1:31"],
    ["<?xml version='1.0'\n encoding='UTF-16'?><CONTAINER/>", "unsupported-encoding@2:12"],
    ['\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><CONTAINER/>', "unsupported-encoding@1:31"],
    [Buffer.from("\uFEFF<CONTAINER/>", "utf16le"), "unsupported-encoding@1:1"],
    [Buffer.from("<CONTAINER/>", "utf16le"), "unsupported-encoding@1:1"],
    [Buffer.from("<CONTAINER>\r\n\xc3\xa4\xff</CONTAINER>", "latin1"), "malformed-text@2:2"],
    [Buffer.from("<CONTAINER/>\n\xc3", "latin1"), "malformed-text@2:1"],
  ])("refuses other encodings: %j", (bytes, expected) => expect(fault(bytes)).toBe(expected));

  it.each([
    ["", "malformed-xml@1:1"],
    ["<CONTAINER>", "malformed-xml@1:1"],
    ["<CONTAINER><A></B></CONTAINER>", "malformed-xml@1:15"],
    ["<CONTAINER/>\n<B/>", "malformed-xml@2:1"],
    ["<CONTAINER/>\n x", "malformed-xml@2:2"],
    ["<CONTAINER/></CONTAINER>", "malformed-xml@1:13"],
    ["x<CONTAINER/>", "malformed-xml@1:1"],
    ["<CONTAINER>\n\u{1F600} < </CONTAINER>", "malformed-xml@2:3"],
    ["<CONTAINER>a & b</CONTAINER>", "malformed-xml@1:14"],
    ["<CONTAINER>]]></CONTAINER>", "malformed-xml@1:12"],
    ["<CONTAINER a='1'\n a='2'/>", "malformed-xml@2:2"],
    ["<CONTAINER a='<'/>", "malformed-xml@1:11"],
    ["<CONTAINER a=b/>", "malformed-xml@1:11"],
    ["<CONTAINER a='1'b='2'/>", "malformed-xml@1:17"],
    ["<CONTAINER", "malformed-xml@1:11"],
    ["<CONTAINER><!-- a -- b --></CONTAINER>", "malformed-xml@1:19"],
    ["<CONTAINER><!-- </CONTAINER>", "malformed-xml@1:12"],
    ["<CONTAINER><![CDATA[ </CONTAINER>", "malformed-xml@1:12"],
    ["<CONTAINER><?pi </CONTAINER>", "malformed-xml@1:12"],
    ["<CONTAINER><?pi it's ?></CONTAINER>", "malformed-xml@1:12"],
    [" <?xml version='1.0'?><CONTAINER/>", "malformed-xml@1:2"],
    ["<?xml version='1.1'?><CONTAINER/>", "malformed-xml@1:1"],
    ["<CONTAINER><__proto__/></CONTAINER>", "malformed-xml@1:12"],
    ["<CONTAINER><constructor/></CONTAINER>", "malformed-xml@1:12"],
    ["<CONTAINER><A>&lt;&nbsp;</A></CONTAINER>", "undefined-entity@1:19"],
    ["<CONTAINER a='&x;'/>", "undefined-entity@1:15"],
    ["<CONTAINER>\n\u0001</CONTAINER>", "forbidden-character@2:1"],
    ["<CONTAINER>&#0;</CONTAINER>", "forbidden-character@1:12"],
    ["<CONTAINER>&#xD800;</CONTAINER>", "forbidden-character@1:12"],
    ["<CONTAINER>&#99999999999999999999;</CONTAINER>", "forbidden-character@1:12"],
    ["<!DOCTYPE CONTAINER [<!ENTITY a 'b'>]><CONTAINER>&a;</CONTAINER>", "doctype-refused@1:1"],
    ["<CONTAINER><!doctype a></CONTAINER>", "doctype-refused@1:12"],
    ["<CONTAINER/><!DOCTYPE a>", "doctype-refused@1:13"],
    ["<container/>", "unknown-root@1:1"],
    ["<!-- x --><BUNDLE/>", "unknown-root@1:11"],
  ])("reports %j", (text, expected) => expect(fault(text)).toBe(expected));

  it("takes a DOCTYPE in a comment or CDATA for text", () => {
    expect(rootOf("<!-- <!DOCTYPE a> --><CONTAINER><![CDATA[<!DOCTYPE a>]]></CONTAINER>").text).toBe("<!DOCTYPE a>");
  });

  it("refuses deep nesting at once, and takes 64 levels", () => {
    const nested = (levels: number): string => `<CONTAINER>${"<A>".repeat(levels - 1)}${"</A>".repeat(levels - 1)}</CONTAINER>`;
    const begin = process.cpuUsage();
    expect(fault(nested(10_000))).toBe("nested-too-deep@1:201");
    expect(processorSeconds(begin)).toBeLessThan(2);
    expect(parse(nested(64)).diagnostics).toEqual([]);
    expect(fault(nested(65))).toBe("nested-too-deep@1:201");
  });

  it("refuses tags and texts longer than 64 KiB, however they are pieced together", () => {
    const long = "x".repeat(64 * 1024);
    expect(fault(`<CONTAINER><A b="${long}"/></CONTAINER>`)).toBe("markup-too-long@1:12");
    expect(fault(`<CONTAINER><A ${Array.from({ length: 20_000 }, (_, index) => `a${index}=""`).join(" ")}/></CONTAINER>`)).toBe(
      "markup-too-long@1:12",
    );
    expect(fault(`<CONTAINER><A>${long}x</A></CONTAINER>`)).toBe("markup-too-long@1:15");
    expect(fault(`<CONTAINER>${long}<A/><![CDATA[x]]></CONTAINER>`)).toBe("markup-too-long@1:65552");
    expect(parse(`<CONTAINER><!-- ${long} --><A>${long}</A><A>${long}</A></CONTAINER>`).diagnostics).toEqual([]);
  });

  it("refuses more than 25000 tags, attributes and the like", () => {
    expect(parse(`<CONTAINER>${"<A/>".repeat(24_998)}</CONTAINER>`).diagnostics).toEqual([]);
    expect(fault(`<CONTAINER>${"<A/>".repeat(25_000)}</CONTAINER>`)).toBe("too-much-markup@1:100008");
    expect(fault(`<CONTAINER>${'<A b="c"/>'.repeat(12_500)}</CONTAINER>`)).toBe("too-much-markup@1:125002");
    expect(fault(`<CONTAINER>${"<!---->".repeat(25_000)}</CONTAINER>`)).toBe("too-much-markup@1:175005");
  });

  it("refuses more than 8 MiB", () => {
    expect(fault(new Uint8Array(8 * 1024 * 1024 + 1))).toBe("input-too-large");
  });
});
