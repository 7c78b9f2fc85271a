import { describe, expect, it } from "vitest";
import { readLateLine, readScriptLine } from "../../src/execution/script-line.ts";

const LONG = `/opt/${"a".repeat(248)}`;

describe("readScriptLine", () => {
  it.each([
    ["#!/bin/sh\necho", { interpreter: "/bin/sh", argument: undefined }],
    ["#! \t/usr/bin/perl -w -T \t\n", { interpreter: "/usr/bin/perl", argument: "-w -T" }],
    ["#!/usr/bin/env -S python3 -u\n", { interpreter: "/usr/bin/env", argument: "-S python3 -u" }],
    ["#!/bin/sh\r\n", { interpreter: "/bin/sh\r", argument: undefined }],
    ["#!python\n", { interpreter: "python", argument: undefined }],
    ["#!/bin/sh", { interpreter: "/bin/sh", argument: undefined }],
    ["#!/bin/sh\0x\n", { interpreter: "/bin/sh", argument: undefined }],
    [`#!${LONG}\n`, { interpreter: LONG, argument: undefined }],
  ])("reads %j", (text, line) => expect(readScriptLine(text)).toEqual(line));

  it.each(["", "#", "echo", "#!\n", "#!  \t\n", "\u{feff}#!/bin/sh\n", `#!${LONG}aaaa\n`])("takes %j for no script", (text) =>
    expect(readScriptLine(text.slice(0, 256))).toBeUndefined(),
  );

  it("cuts an argument off that does not fit", () => {
    expect(readScriptLine(`#!/bin/sh ${"x".repeat(300)}\n`.slice(0, 256))).toEqual({ interpreter: "/bin/sh", argument: "x".repeat(245) });
  });
});

describe("readLateLine", () => {
  it.each([
    ["\n#!/usr/bin/python3 -u\n", "/usr/bin/python3"],
    ["\xef\xbb\xbf#!/usr/bin/python3\n", "/usr/bin/python3"],
    ["# (c) somebody\r\n\n #! /usr/bin/env python3\n", "python3"],
  ])("finds what runs %j", (text, interpreter) => expect(readLateLine(text)).toBe(interpreter));

  it.each(["echo\n#!/usr/bin/python3\n", "#!\n#!/usr/bin/python3\n", "\n#!python3\n", "\n# #!/usr/bin/python3\n"])(
    "finds nothing in %j",
    (text) => expect(readLateLine(text)).toBeUndefined(),
  );
});
