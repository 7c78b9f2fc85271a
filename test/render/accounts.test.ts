import { expect, test } from "vitest";
import { renderGroup, renderPasswd } from "../../src/render/accounts.ts";

test("passwd(5), line by line in the order given", () => {
  const users = [
    { name: "root", password: "x", uid: 0, gid: 0, gecos: "Root, of all", home: "/root", shell: "/bin/sh" },
    { name: "app", password: "!", uid: 117, gid: 105, gecos: "", home: "/", shell: "" },
  ];
  expect(renderPasswd(users)).toBe("root:x:0:0:Root, of all:/root:/bin/sh\napp:!:117:105::/:\n");
});

test("group(5), members joined by commas", () => {
  const groups = [
    { name: "video", password: "x", gid: 44, members: ["app", "lxc"] },
    { name: "app", password: "!", gid: 105, members: [] },
  ];
  expect(renderGroup(groups)).toBe("video:x:44:app,lxc\napp:!:105:\n");
});

test("no accounts, no text", () => {
  expect([renderPasswd([]), renderGroup([])]).toEqual(["", ""]);
});
