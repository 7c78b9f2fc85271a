import { describe, expect, it } from "vitest";
import { readScriptLine } from "../../src/execution/script-line.ts";

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
