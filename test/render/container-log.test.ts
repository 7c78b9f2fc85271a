import fc from "fast-check";
import { expect, it, test } from "vitest";
import type { LogPlan } from "../../src/plan/plan.ts";
import { renderContainerLog } from "../../src/render/container-log.ts";
import { needs } from "../support/needs.ts";
import { runScript, SHELL_NAMES } from "../support/shell.ts";

const log = (name: string, given: Partial<LogPlan> = {}): LogPlan => ({
  name,
  logs: ["/opt/logs/a.log", "/opt/logs/b.log"],
  userName: "app",
  hostPath: undefined,
  why: { reason: "Logging", span: undefined },
  ...given,
});

const render = (logs: readonly LogPlan[], host = ""): string => Buffer.from(renderContainerLog(logs, Buffer.from(host))).toString();

const BLOCK = '\n# APP\nAPP_logs="/opt/logs/a.log /opt/logs/b.log"\nAPP_user=app\n';

test("a host without the file", () => {
  expect(render([log("APP")])).toBe(BLOCK);
});

test.each([
  ["a file of other blocks", '# X\nX_logs="x"\n', `# X\nX_logs="x"\n${BLOCK}`],
  ["a last line without an end", "A=b", `A=b\n${BLOCK}`],
  ["an older block at the begin", '# APP\nAPP_logs="old"\nAPP_user=old\nA=b\n', `A=b\n${BLOCK}`],
  ["an older block in the middle", '# X\nX_user=x\n\n# APP\nAPP_logs="old"\n\n# Y\nY_user=y\n', `# X\nX_user=x\n\n# Y\nY_user=y\n${BLOCK}`],
  ["an older block at the end, without a line end", '# X\nX_user=x\n\n# APP\nAPP_user=old\nAPP_logs="old"', `# X\nX_user=x\n${BLOCK}`],
  ["two older blocks", `${BLOCK}A=b\n${BLOCK}`, `A=b\n${BLOCK}`],
  ["blocks of names that look alike", "# APP2\nAPP2_logs=x\n# XAPP\nXAPP_logs=x\n", `# APP2\nAPP2_logs=x\n# XAPP\nXAPP_logs=x\n${BLOCK}`],
  ["a mere remark", "# APP\nother=1\n", `# APP\nother=1\n${BLOCK}`],
])("%s", (_name, host, expected) => {
  expect(render([log("APP")], host)).toBe(expected);
});

test("no user, no line for one", () => {
  expect(render([log("APP", { userName: undefined, logs: [] })])).toBe('\n# APP\nAPP_logs=""\n');
});

test("variables take no dots and dashes, and a dot of a name is only a dot", () => {
  const host = '# a-bxc\na_b_c_logs="stays"\n';
  expect(render([log("a-b.c", { logs: ["x"] })], host)).toBe(`${host}\n# a-b.c\na_b_c_logs="x"\na_b_c_user=app\n`);
});

test("several containers, in the order given", () => {
  expect(render([log("B", { logs: ["b"] }), log("A", { logs: ["a"] })], "X=1\n")).toBe(
    'X=1\n\n# B\nB_logs="b"\nB_user=app\n\n# A\nA_logs="a"\nA_user=app\n',
  );
});

test("bytes that are no UTF-8 stay as they are, and names in UTF-8 are written as such", () => {
  const host = Uint8Array.of(0x23, 0xff, 0x00, 0xc3, 0x0a);
  const rendered = Buffer.from(renderContainerLog([log("APP", { logs: ["é"] })], host));
  expect(rendered).toEqual(Buffer.concat([host, Buffer.from('\n# APP\nAPP_logs="é"\nAPP_user=app\n')]));
});

test("writing a block again changes nothing", () => {
  const property = fc.property(fc.string({ unit: fc.constantFrom("\n", "# APP\n", "APP_logs=x\n", "a") }), (host) => {
    const once = render([log("APP")], host);
    expect(render([log("APP")], once)).toBe(once);
  });
  fc.assert(property);
});

needs("dash", "busybox").each(SHELL_NAMES)("under %s", (shell) => {
  it("values are read as they were given", () => {
    const rendered = render([log("APP", { logs: ["/a$b", '"c"', "`d`\\"], userName: "app user$" })]);
    const read = runScript(shell, `${rendered}printf '%s\\n' "$APP_logs" "$APP_user"\n`);
    expect(read).toEqual({ status: 0, stdout: '/a$b "c" `d`\\\napp user$\n', stderr: "" });
  });
});
