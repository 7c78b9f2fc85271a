import { describe, expect, it } from "vitest";
import { commandsOf, servicesOf } from "../../src/rootfs/services.ts";
import { readSeconds } from "../../src/rootfs/time-span.ts";
import { readUnitCommands } from "../../src/rootfs/unit-command.ts";
import { readUnitFile } from "../../src/rootfs/unit-file.ts";
import { type EntrySketch, rootfsOf } from "./rootfs-of.ts";

describe("a unit file", () => {
  it("has settings, sections, comments and lines that go on", () => {
    const text = "[Unit]\nA=1\n# B=2\n[Service]\nExecStart=/bin/a \\\n# not this\n  b\n;C=3\n  D = x = y \nnothing\nE=\n";
    expect(readUnitFile(text, "u").map(({ section, key, value, line }) => [section, key, value, line])).toEqual([
      ["Unit", "A", "1", 2],
      ["Service", "ExecStart", "/bin/a  b", 5],
      ["Service", "D", "x = y", 9],
      ["Service", "E", "", 11],
    ]);
  });

  it("has commands with words in quotes", () => {
    const wordsOf = (value: string) => readUnitCommands(value).map(({ words, mayFail }) => [mayFail, ...words]);
    expect(wordsOf("-/bin/sh -c 'a && b' \"c d\" e\\ f")).toEqual([[true, "/bin/sh", "-c", "a && b", "c d", "e f"]]);
    expect(wordsOf("@/bin/a b ; !/bin/c %i 100%% $$x $X ${Y}z")).toEqual([
      [false, "/bin/a", "b"],
      [false, "/bin/c", undefined, "100%", "$x", undefined, undefined],
    ]);
    expect(wordsOf("")).toEqual([]);
  });
});

describe("the services of a host", () => {
  const file = (path: string, content: string) => ({ path, content });
  const commands = (...sketches: readonly EntrySketch[]) =>
    servicesOf(rootfsOf(...sketches)).flatMap((service) =>
      commandsOf(service).map(({ words, setting }) => `${service.name} ${setting.file}:${setting.line} ${words.join(" ")}`),
    );

  it("are those of the first directory that has their name, with their drop-ins", () => {
    expect(
      commands(
        file("lib/systemd/system/a.service", "[Service]\nExecStart=/bin/a\n"),
        file("etc/systemd/system/a.service", "[Service]\nExecStart=/bin/b\n"),
        file("usr/lib/systemd/system/a.service.d/1.conf", "[Service]\nExecStop=/bin/c\n"),
        file("etc/systemd/system/service.d/1.conf", "[Service]\nExecStop=/bin/d\n"),
        file("lib/systemd/system/a.timer", "[Timer]\nOnBootSec=1\n"),
      ),
    ).toEqual(["a.service etc/systemd/system/a.service:2 /bin/b", "a.service usr/lib/systemd/system/a.service.d/1.conf:2 /bin/c"]);
  });

  it("are not masked, and not told twice under an alias", () => {
    const link = (path: string, target: string) => ({ path, type: "symlink" as const, target });
    expect(
      commands(
        file("lib/systemd/system/a.service", "[Service]\nExecStart=/bin/a\n"),
        file("lib/systemd/system/b.service", "[Service]\nExecStart=/bin/b\n"),
        link("etc/systemd/system/a.service", "/dev/null"),
        link("etc/systemd/system/c.service", "/lib/systemd/system/b.service"),
        link("etc/systemd/system/d.service", "/opt/d.service"),
        file("opt/d.service", "[Service]\nExecStart=/bin/d\n"),
      ),
    ).toEqual(["b.service lib/systemd/system/b.service:2 /bin/b", "d.service etc/systemd/system/d.service:2 /bin/d"]);
  });
});

it("a time span is in seconds", () => {
  expect(["20", "1min 30s", "500ms", "2h", "infinity", "0", "3 parsecs"].map(readSeconds)).toEqual([
    20,
    90,
    0.5,
    7200,
    undefined,
    undefined,
    undefined,
  ]);
});
