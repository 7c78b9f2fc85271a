import { describe, expect, it } from "vitest";
import type { Options } from "../../src/model/options.ts";
import { planOf } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";

/** app belongs to video as well; toor is another name of uid 0. */
const HOST: readonly EntrySketch[] = [
  { path: "etc/passwd", content: "root:x:0:0::/root:/bin/sh\napp:x:100:100::/:/bin/sh\ntoor:x:0:0::/:/bin/sh\n" },
  { path: "etc/group", content: "root:x:0:\napp:x:100:app\nvideo:x:44:app\nmedia:x:60:\n" },
];

const USER = "<UserName>app</UserName>";
const ATTACH = "<Attach><ParamName>a</ParamName><ExecName>/bin/a</ExecName></Attach>";

const processesOf = (config: string, params = "", options: Partial<Options> = {}) => {
  const { plan } = planOf({ host: HOST, config, exec: "/bin/x", params, options: { secure: true, ...options } });
  const launcher = plan.containers[0]?.launcher;
  return launcher === undefined ? [] : [launcher.start, ...launcher.attaches].map((each) => each.process);
};

describe("a process of the container", () => {
  it("is the user in secure mode, with the groups that name it", () => {
    const [main] = processesOf(USER);
    expect(main).toEqual({ uid: 100, gid: 100, groups: [44], userName: "app", dacOverride: false, dacReadSearch: false });
  });

  it("has the group that is named, and its own beside it", () => {
    expect(processesOf(`${USER}<GroupName>media</GroupName>`)[0]).toMatchObject({ gid: 60, groups: [100, 44] });
  });

  it("is root without secure mode, without a user, and where an Attach names none", () => {
    const root = { uid: 0, gid: 0, groups: [], userName: undefined, dacOverride: true, dacReadSearch: true };
    expect(processesOf(USER, "", { secure: false })).toEqual([root]);
    expect(processesOf("")).toEqual([root]);
    expect(processesOf(USER, ATTACH)[1]).toEqual(root);
  });

  it("has no supplementary groups where it is attached, or LXC is 3.0", () => {
    const named = "<Attach><ParamName>a</ParamName><ExecName>/bin/a</ExecName><UserName>app</UserName></Attach>";
    expect(processesOf(USER, named)[1]).toMatchObject({ uid: 100, groups: [], userName: "app" });
    expect(processesOf(USER, "", { dialect: "3.0", cgroup: "v1" })[0]).toMatchObject({ uid: 100, groups: [] });
  });

  it("keeps as root, by whatever name, what the bounding set leaves it", () => {
    expect(processesOf("<UserName>toor</UserName>")[0]).toMatchObject({ uid: 0, userName: "toor", dacOverride: true });
    expect(processesOf("<CapDrop>dac_override</CapDrop>")[0]).toMatchObject({ dacOverride: false, dacReadSearch: true });
    expect(processesOf("<CapKeep>dac_read_search</CapKeep>")[0]).toMatchObject({ dacOverride: false, dacReadSearch: true });
  });
});
