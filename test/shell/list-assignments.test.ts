import { describe, expect, it } from "vitest";
import { listAssignments, listOptions } from "../../src/shell/list-assignments.ts";

const NAME = "LD_LIBRARY_PATH";

describe("listAssignments", () => {
  it.each([
    [`${NAME}=/opt/lib:/lib exec app`, ["/opt/lib", "/lib"], false],
    [`export ${NAME}="/opt/my lib"; app`, ["/opt/my lib"], false],
    [`${NAME}='/opt/lib'`, ["/opt/lib"], false],
    [`${NAME}=/a:$${NAME}`, ["/a"], false],
    [`${NAME}=/a:\${${NAME}}\n${NAME}=/b`, ["/a", "/b"], false],
    [`${NAME}="/a\${${NAME}:+:$${NAME}}"`, ["/a"], false],
    [`${NAME}=\${${NAME}:+\${${NAME}}:}/a`, ["/a"], false],
    [`${NAME}+=:/a`, ["/a"], false],
    [`${NAME}=$APP/lib:/a`, ["/a"], true],
    [`${NAME}=$(dirname $0)/lib`, [], true],
    [`${NAME}=lib`, [], true],
    [`${NAME}=`, [], false],
    [`export ${NAME}`, [], false],
    [`MY_${NAME}=/a`, [], false],
  ])("of %j", (text, paths, isOpen) => expect(listAssignments(text, NAME)).toEqual({ paths, isOpen }));
});

describe("listOptions", () => {
  it.each([
    ["ld.so --library-path /a:/b app", ["/a", "/b"], false],
    ['ld.so --library-path "$D" app', [], true],
    ["ld.so --library-path=/a app", ["/a"], false],
    ["app", [], false],
  ])("of %j", (text, paths, isOpen) => expect(listOptions(text, "--library-path")).toEqual({ paths, isOpen }));
});
