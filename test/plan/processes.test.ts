import { describe, expect, it } from "vitest";
import type { Options } from "../../src/model/options.ts";
import { planOf } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";

/** app has a group of its own and belongs to extra as well, whose number is the rootfs' group. */
const HOST: readonly EntrySketch[] = [
  { path: "etc/passwd", content: "root:x:0:0::/root:/bin/sh\napp:x:100:100::/:/bin/sh\n" },
  { path: "etc/group", content: "root:x:0:\napp:x:100:\nextra:x:60:app\n" },
];

const CONFIG = "<UserName>app</UserName><UserNameRootFs>root</UserNameRootFs><GroupNameRootFs>extra</GroupNameRootFs>";

/** The bits for others of a directory in the container. */
const forOthers = (dialect: Options["dialect"]): number | undefined => {
  const { plan } = planOf({ host: HOST, config: CONFIG, exec: "/bin/x", options: { secure: true, dialect, cgroup: "v1" } });
  const mode = plan.containers[0]?.rootfs?.tree.get("dev")?.mode;
  return mode === undefined ? undefined : mode & 0o7;
};

describe("a process that is in the rootfs' group by a supplementary group", () => {
  it.each(["2.0", "4.0", "5.0"] as const)("needs no modes for others with LXC %s", (dialect) => {
    expect(forOthers(dialect)).toBe(0);
  });

  it("is a stranger with LXC 3.0, which gives it none", () => {
    expect(forOthers("3.0")).toBe(0o1);
  });
});
