import { expect, it } from "vitest";
import { readInclude } from "../../src/check/lxc-files/read-include.ts";
import { readSeccompProfile } from "../../src/check/lxc-files/seccomp-profile.ts";
import { rootfsOf } from "../rootfs/rootfs-of.ts";
import { checkOf, messages } from "./check-of.ts";

it("included files that name others many times, or deep, are not read forever", () => {
  const files = Array.from({ length: 100 }, (_, index) => {
    const next = `lxc.include = /etc/${index + 1}.conf\n`;
    return { path: `etc/${index}.conf`, content: next + next + " ".repeat(50_000) };
  });
  const host = rootfsOf(...files);
  const node = host.nodes.get("etc/0.conf") ?? expect.unreachable();
  expect(readInclude(node, "/etc/0.conf", { host, mayAppear: () => false }).problems).toEqual([]);
}, 5_000);

it("an included line of any kind does not take long", () => {
  const blanks = " ".repeat(200_000);
  const lines = [`lxc.autodev = 1${blanks}#x`, `lxc.x${blanks}y`, `lxc.mount.auto = ${"proc ".repeat(50_000)}`, `lxc.cap.drop =${blanks}x`];
  const host = rootfsOf({ path: "a", content: lines.join("\n") });
  const node = host.nodes.get("a") ?? expect.unreachable();
  expect(readInclude(node, "/a", { host, mayAppear: () => false }).problems.map(({ line }) => line)).toEqual([2, 4]);
}, 5_000);

it("a profile of any kind does not take long", () => {
  const read = (text: string): string => readSeccompProfile(text, { dialect: "5.0", family: undefined }).kind;
  expect(read(`2\ndenylist\n${"[all]\n".repeat(50_000)}`)).toBe("profile");
  expect(read(`2\ndenylist\nreboot errno 1${" ".repeat(200_000)}`)).toBe("profile");
  expect(read(`${"\n".repeat(200_000)}2`)).toBe("problem");
}, 5_000);

it("thousands of unknown system calls are not all told of", () => {
  const content = `2\ndenylist\n${Array.from({ length: 5000 }, (_, index) => `call_${index}\n`).join("")}`;
  const config = "<SeccompProfile>/etc/app.seccomp</SeccompProfile>";
  expect(messages(checkOf({ host: [{ path: "etc/app.seccomp", content }], config }), "unknown-system-call")).toHaveLength(20);
}, 10_000);

it.each([
  ["LXC.tty.max = 0", "lxc.tty.max"],
  ["lcx.autodev = 1", "lxc.autodev"],
  ["\ufefflxc.autodev = 1", "lxc.autodev"],
])("an included line %j is passed over", (line, meant) => {
  const config = "<LxcInclude>/etc/a.conf</LxcInclude>";
  const found = checkOf({ host: [{ path: "etc/a.conf", content: `${line}\n` }], config });
  expect(found.filter(({ code }) => code === "unread-include-line").map(({ help }) => help)).toEqual([`write ${meant} = …`]);
});

it.each(["# lxc.autodev = 1", "other = 1", "vendor.setting = 1", "lxc.autodev = 1", ""])("an included line %j is not", (line) => {
  const config = "<LxcInclude>/etc/a.conf</LxcInclude>";
  expect(messages(checkOf({ host: [{ path: "etc/a.conf", content: `${line}\n` }], config }), "unread-include-line")).toEqual([]);
});
