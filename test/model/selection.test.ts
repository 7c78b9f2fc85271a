import { describe, expect, it } from "vitest";
import { containerOf, read, settingsOf, withConfig } from "./reading.ts";

/** The values of the LxcInclude elements that are kept. */
const kept = (inside: string, tags = ""): readonly string[] =>
  read(withConfig(inside), { tags }).containers.flatMap((container) => settingsOf(container, "LxcInclude"));
const found = (inside: string, tags = ""): readonly string[] => read(withConfig(inside), { tags }).found;

describe("tags", () => {
  it.each([
    ['version="debug"', "version=debug", true],
    ['version="debug"', "version=release", false],
    ['version="debug:release"', "version=release", true],
    ['SOC="arm*"', "SOC=arm_2", true],
    ['SOC="mips*:arm_1"', "SOC=arm_2", false],
    ['SOC="!arm*:mips_1"', "SOC=arm_2", false],
    ['SOC="!arm_1"', "SOC=arm_2", true],
    ['SOC="*"', "SOC=arm_2", true],
    ['version="debug"', "", false],
    ['version="!debug"', "", true],
    ['version=""', "", true],
    ['version="*"', "", true],
    ['VER="3"', "VER=3", true],
    ['VER="3"', "VER=4", false],
    ['VER="2..4"', "VER=4", true],
    ['VER="2..4"', "VER=5", false],
    ['VER="..4"', "VER=4", true],
    ['VER="..4"', "VER=5", false],
    ['VER="4.."', "VER=3", false],
    ['VER="4.."', "VER=40", true],
    ['VER=".."', "VER=7", true],
    ['VER=""', "VER=0", true],
    ['VER=""', "VER=1", false],
    ['VER="0"', "", true],
    ['version="debug" VER="1.."', "version=debug,VER=0", false],
    ['version="debug" VER="1.."', "version=debug,VER=1", true],
  ])("%s with %s: %s", (attributes, tags, expected) => {
    expect(kept(`<LxcInclude ${attributes}>x</LxcInclude>`, tags)).toEqual(expected ? ["x"] : []);
  });

  it("warns once per tag and file of a tag without a value", () => {
    expect(found('<LxcInclude version="debug">a</LxcInclude>\n<LxcInclude version="debug" VER="0">b</LxcInclude>')).toEqual([
      "inactive-tag@2:13",
      "inactive-tag@3:29",
    ]);
  });

  it.each([
    ['version="debgu"', "impossible-tag-value@2:13"],
    ['version="debug:rel"', "impossible-tag-value@2:13"],
    ['version="x*"', "impossible-tag-value@2:13"],
    ['version="!beta"', "impossible-tag-value@2:13"],
    ['VER="4..2"', "empty-range@2:13"],
    ['VER="1-2"', "bad-range@2:13"],
    ['VER="1...2"', "bad-range@2:13"],
    ['VER=" 1"', "bad-range@2:13"],
    ['version="deb*"', undefined],
  ])("%s: %s", (attributes, expected) => {
    expect(found(`<LxcInclude ${attributes}>x</LxcInclude>`, "version=debug,VER=1")).toEqual(expected ? [expected] : []);
  });

  it("checks tags inside of what is left out", () => {
    expect(found('<Environment version="debug"><Variable VER="x">A=1</Variable></Environment>', "version=release,VER=1")).toEqual([
      "bad-range@2:40",
    ]);
  });

  it("has no effect on CONTAINER", () => {
    const { found: findings, containers } = read(withConfig("", 'SandboxName="S" version="debug"'), { tags: "version=release" });
    expect(findings).toEqual(["tag-on-root@1:28"]);
    expect(containers).toHaveLength(1);
  });
});

describe("Group", () => {
  const inside = [
    '<LxcInclude>1</LxcInclude><Group version="debug"><LxcInclude>2</LxcInclude><Network type="none"/>',
    '<Group VER="2.."><LxcInclude>3</LxcInclude></Group><LxcInclude>4</LxcInclude></Group><Group><LxcInclude>5</LxcInclude></Group>',
  ].join("\n");

  it("gives its tags to all inside, nests, holds mixed elements and keeps the order", () => {
    expect(kept(inside, "version=debug,VER=2")).toEqual(["1", "2", "3", "4", "5"]);
    expect(kept(inside, "version=debug,VER=1")).toEqual(["1", "2", "4", "5"]);
    expect(kept(inside, "version=release,VER=2")).toEqual(["1", "5"]);
    expect(containerOf(withConfig(inside), { tags: "version=debug,VER=2" }).networks).toHaveLength(1);
  });

  it("may stand anywhere", () => {
    const text =
      '<CONTAINER SandboxName="S"><Group version="release"><LxcParams/></Group><Group><LxcConfig><Group><UserName>u</UserName>' +
      "</Group></LxcConfig></Group></CONTAINER>";
    expect(read(text, { tags: "version=debug" }).containers[0]?.userName?.value).toBe("u");
  });

  it("reports what else it carries", () => {
    expect(found('<Group verson="debug">x</Group>')).toEqual(["unknown-attribute@2:8", "stray-text@2:1"]);
  });

  it("shows in the selections of the elements inside", () => {
    const { selections } = read(withConfig(inside), { tags: "version=debug,VER=1" });
    const judged = selections.map(({ element, span, kept: isKept, conditions }) =>
      [element, span.line, isKept, ...conditions.map(({ tag, matched }) => `${tag} ${matched}`)].join(" "),
    );
    expect(judged).toEqual([
      "LxcInclude 2 true version true",
      "Network 2 true version true",
      "LxcInclude 3 false version true VER false",
      "LxcInclude 3 true version true",
    ]);
  });
});

describe("selections", () => {
  it("name the tag, what it wants and what is active; nothing inside of what is left out", () => {
    const inside = '<Environment version="debug"><Variable VER="1">A=1</Variable></Environment>';
    const { selections } = read(withConfig(inside), { tags: "version=release" });
    expect(selections).toEqual([
      {
        element: "Environment",
        span: { file: "1.xml", line: 2, column: 1 },
        kept: false,
        conditions: [{ tag: "version", wanted: "debug", active: "release", matched: false }],
      },
    ]);
  });
});

it("an element that is spelt almost as Group is told what is meant, a text what switches its element on", () => {
  const of = (inside: string): readonly (string | undefined)[] =>
    read(withConfig(inside), { tags: "version=debug" }).diagnostics.flatMap(({ code, help }) =>
      /^(?:unknown-element|stray-text)$/.test(code) ? [help] : [],
    );
  expect(of('<group version="debug"><LxcInclude>x</LxcInclude></group>')).toEqual(["did you mean Group?"]);
  expect(of("<Dbus>true</Dbus>")).toEqual(['write <Dbus enable="true"/>: an attribute switches it']);
  expect(of("<Dbus>words</Dbus>")).toEqual(["remove it, or put it into an element"]);
});
