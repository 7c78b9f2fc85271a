import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Container } from "../../src/model/container.ts";
import { containerOf, settingsOf, read } from "./reading.ts";

const PARAMS = "<LxcParams><LauncherName>l</LauncherName><ExecName>x</ExecName></LxcParams>";
const base = (name: string, inside = "", attributes = ""): string =>
  `<CONTAINER SandboxName="${name}" ${attributes}>${PARAMS}<LxcConfig>${inside}</LxcConfig></CONTAINER>`;
const append = (name: string, inside = "", attributes = ""): string =>
  `<CONTAINER SandboxName="${name}" APPEND="P" ${attributes}><LxcConfig>${inside}</LxcConfig></CONTAINER>`;

describe("base and appends", () => {
  it("join lists and let an append's scalar replace the base's", () => {
    const inside = (mark: string): string =>
      `<MemoryLimit>${mark}</MemoryLimit><UserName>u${mark}</UserName><LxcInclude>/${mark}</LxcInclude>` +
      '<CapDrop>chown</CapDrop><Network type="none"/>' +
      `<DeviceCgroup><DevicesAllow>c 1:${mark} r</DevicesAllow></DeviceCgroup><Environment><Variable>A=${mark}</Variable></Environment>` +
      `<Rootfs><LibsRoBindMounts><Entry>lib${mark}</Entry></LibsRoBindMounts></Rootfs>`;
    const { containers, found } = read([append("S", inside("1")), base("S", inside("2")), append("S", inside("3"))]);
    expect(found).toEqual(["appends-disagree@3.xml:1:51", "appends-disagree@3.xml:1:79"]);
    const [container = expect.unreachable()] = containers;
    expect(container.files).toEqual(["2.xml", "1.xml", "3.xml"]);
    expect(container.span.file).toBe("2.xml");
    expect([container.cgroup.map(({ value }) => value), container.userName?.value]).toEqual([["3"], "u3"]);
    expect(settingsOf(container, "LxcInclude")).toEqual(["/2", "/1", "/3"]);
    expect(container.devices.map(({ rule }) => rule)).toEqual(["c 1:2 r", "c 1:1 r", "c 1:3 r"]);
    expect(container.environment.map(({ value }) => value)).toEqual(["2", "1", "3"]);
    expect(container.rootfs?.libsRoBindMounts.map(({ value }) => value)).toEqual(["lib2", "lib1", "lib3"]);
    expect(container.networks).toHaveLength(3);
  });

  it("let a setting of the append win wherever it stands", () => {
    const inCgroup = "<CGroupSettings><MemoryLimit>1</MemoryLimit></CGroupSettings>";
    expect(containerOf([base("S", inCgroup), append("S", "<MemoryLimit>2</MemoryLimit>")]).cgroup[0]?.value).toBe("2");
    expect(containerOf([base("S", "<MemoryLimit>2</MemoryLimit>"), append("S", inCgroup)]).cgroup[0]?.value).toBe("1");
  });

  it("leave the rootfs the container's own where the append has none", () => {
    expect(containerOf([base("S", '<Rootfs create="yes"/>'), append("S")]).rootfs).toBeDefined();
    expect(containerOf([base("S", '<Rootfs create="yes"/>'), append("S", '<Rootfs create="no"/>')]).rootfs).toBeUndefined();
    expect(containerOf([base("S"), append("S", "<Rootfs><MountPoints/></Rootfs>")]).rootfs).toBeDefined();
  });

  it("make containers in the order of their names", () => {
    expect(read([base("b"), base("B"), base("a")]).containers.map(({ name }) => name)).toEqual(["B", "a", "b"]);
  });

  it.each([
    [[append("S")], ["missing-base@1:1"]],
    [[base("S"), append("T")], ["missing-base@2.xml:1:1"]],
    [[base("S"), base("S")], ["duplicate-base@2.xml:1:1"]],
    [['<CONTAINER APPEND="x"/>'], ["missing-attribute@1:1"]],
    [['<CONTAINER SandboxName="" APPEND="x"/>'], ["bad-value@1:12"]],
    [[base("a/b")], ["bad-value@1:12"]],
    [[base("S"), append("S").replace('"P"', '""')], ["bad-value@2.xml:1:28"]],
    [[base("S", "", 'Type="oci"')], ["bad-value@1:28"]],
    [
      [base("S", "", 'Type="dobby"'), append("S")],
      ["type-mismatch@2.xml:1:1", "no-capabilities@1.xml:1:1", "dobby-ignored@1.xml:1:52", "dobby-cannot-express@1.xml:1:1"],
    ],
    [[base("S"), append("S", "", 'Type="dobby"')], ["type-mismatch@2.xml:1:39"]],
  ])("report %j", (texts, expected) => expect(read(texts).found).toEqual(expected));

  it("don't care for the order of the files, except for appends among each other", () => {
    const list = (mark: string): string =>
      `<LxcInclude>/${mark}</LxcInclude><UserName>u${mark}</UserName>` +
      `<Rootfs><LibsHardlinks><Entry>l${mark}</Entry></LibsHardlinks></Rootfs>`;
    const names = ["A", "B", "C"];
    const bases = names.map((name) => base(name, list("0")));
    /** The containers without the names of the files, which come from the places in the list. */
    const plain = (texts: readonly string[]): readonly Container[] => {
      const { containers, found } = read(texts);
      expect(found.filter((each) => !each.startsWith("appends-disagree@"))).toEqual([]);
      return JSON.parse(JSON.stringify(containers).replaceAll(/\d+\.xml/g, "")) as readonly Container[];
    };
    const appendTo = fc.array(fc.constantFrom(...names), { maxLength: 5 });
    const basesAt = fc.array(fc.nat(20), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(appendTo, basesAt, (targets, places) => {
        const appends = targets.map((name, index) => append(name, list(String(index + 1))));
        const shuffled = [...appends];
        for (const [index, place] of places.entries()) shuffled.splice(place % (shuffled.length + 1), 0, bases[index] ?? "");
        expect(plain(shuffled)).toEqual(plain([...bases, ...appends]));
      }),
    );
  });
});
